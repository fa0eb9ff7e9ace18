import { CornerDownLeft, LayoutTemplate, Search } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { Command } from "../ui/commands";
import { KindIcon } from "../ui/kind-icon";
import { Keys } from "./keys";
import "./command-palette.css";

function Icon({ command }: { command: Command }) {
  if (command.kind !== undefined) return <KindIcon kind={command.kind} />;
  const Drawn = command.group === "Designs" ? LayoutTemplate : CornerDownLeft;
  return (
    <span className="command-icon" aria-hidden="true">
      <Drawn size={15} strokeWidth={1.7} />
    </span>
  );
}

function inGroups(commands: readonly Command[]): readonly (readonly [string, readonly Command[]])[] {
  const groups = new Map<string, Command[]>();
  for (const command of commands) groups.set(command.group, [...(groups.get(command.group) ?? []), command]);
  return [...groups];
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };

/** A field and what fits in groups below it; the field keeps the focus, arrows choose, Enter takes. */
export function PickList(props: {
  label: string;
  query: string;
  onQuery: (query: string) => void;
  commands: readonly Command[];
  /** More may come; an Enter before anything is there takes the first of it. */
  asking?: boolean;
  /** Said when nothing fits. */
  none: string;
  onPick: (command: Command) => void;
}) {
  const { commands, asking = false, onPick } = props;
  const [chosen, setChosen] = useState<string>();
  const groups = inGroups(commands);
  const order = groups.flatMap(([, list]) => list);
  const active = Math.max(
    order.findIndex(({ id }) => id === chosen),
    0,
  );
  const box = useRef<HTMLDivElement>(null);
  const current = order[active]?.id;
  useEffect(() => {
    box.current?.querySelector(`#command-${CSS.escape(current ?? "")}`)?.scrollIntoView({ block: "nearest" });
  }, [current, box]);

  const eager = useRef(false);
  useEffect(() => {
    if (!eager.current) return;
    const [first] = order;
    if (first !== undefined) onPick(first);
    if (first !== undefined || !asking) eager.current = false;
  });

  const key = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    const taken = order[active];
    if (step !== undefined) setChosen(order[Math.min(Math.max(active + step, 0), order.length - 1)]?.id);
    else if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      if (taken !== undefined) onPick(taken);
      else eager.current = asking;
    } else return;
    event.preventDefault();
  };
  return (
    <>
      <div className="command-search">
        <Search size={16} strokeWidth={1.7} aria-hidden="true" />
        <input
          data-autofocus
          role="combobox"
          aria-label={props.label}
          placeholder={props.label}
          aria-expanded="true"
          aria-controls="commands"
          aria-activedescendant={current === undefined ? undefined : `command-${current}`}
          autoComplete="off"
          spellCheck={false}
          value={props.query}
          onChange={(event) => {
            eager.current = false;
            props.onQuery(event.currentTarget.value);
            setChosen(undefined);
          }}
          onKeyDown={key}
        />
      </div>
      <div ref={box} id="commands" className="command-list" role="listbox" aria-label={props.label} tabIndex={-1}>
        {groups.map(([group, members]) => (
          <div key={group} role="group" aria-label={group}>
            <div className="command-group" role="presentation">
              {group}
            </div>
            {members.map((command) => (
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the field holds the focus and its keys
              <div
                key={command.id}
                id={`command-${command.id}`}
                className={command.id === current ? "command active" : "command"}
                role="option"
                aria-selected={command.id === current}
                onPointerMove={() => setChosen(command.id)}
                onClick={() => onPick(command)}
              >
                <Icon command={command} />
                <span className="command-title">{command.title}</span>
                {command.hint !== undefined && <span className="command-hint">{command.hint}</span>}
                {command.keys?.[0] !== undefined && <Keys chord={command.shown?.[0] ?? command.keys[0]} />}
              </div>
            ))}
          </div>
        ))}
      </div>
      <p className="command-none" role="status">
        {order.length === 0 ? props.none : ""}
      </p>
    </>
  );
}
