import { allCommands, type Command } from "../ui/commands";
import { Dialog } from "../ui/dialog";
import { Keys } from "./keys";
import "./command-palette.css";

/** What the pointer and the browser do, beside the commands. */
const GESTURES: readonly (readonly [string, readonly string[]])[] = [
  ["Select several", ["Shift", "drag"]],
  ["Move the view", ["Scroll", "drag"]],
  ["Zoom", ["Ctrl", "scroll"]],
  ["Next component", ["Tab"]],
];

function groups(commands: readonly Command[]): readonly (readonly [string, readonly Command[]])[] {
  const all = new Map<string, Command[]>();
  for (const command of commands) {
    if (command.keys === undefined) continue;
    all.set(command.group, [...(all.get(command.group) ?? []), command]);
  }
  return [...all].reverse();
}

/** The sheet of keys, made from the commands that are there now. */
export function KeySheet({ onClose }: { onClose: () => void }) {
  const onDesign = document.querySelector(".canvas") !== null;
  return (
    <Dialog title="Keyboard" className="key-sheet" onClose={onClose}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, and a keyboard must reach that */}
      <div className="key-groups" tabIndex={0} role="region" aria-label="Keys">
        {groups(allCommands()).map(([group, commands]) => (
          <section key={group} aria-label={group}>
            <h3>{group}</h3>
            <dl>
              {commands.map(({ id, title, keys = [], shown }) => (
                <div key={id}>
                  <dt>{title}</dt>
                  <dd>
                    {(shown ?? keys.slice(0, 2)).map((chord) => (
                      <Keys key={chord} chord={chord} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        {onDesign && (
          <section aria-label="Pointer">
            <h3>Pointer and focus</h3>
            <dl>
              {GESTURES.map(([what, keys]) => (
                <div key={what}>
                  <dt>{what}</dt>
                  <dd>
                    <Keys chord={keys.join("+")} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        )}
      </div>
    </Dialog>
  );
}
