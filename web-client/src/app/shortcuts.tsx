import { X } from "lucide-react";
import { useEffect, useRef } from "react";

const KEYS: readonly (readonly [string, readonly string[]])[] = [
  ["Add a component", ["/"]],
  ["Comment", ["M"]],
  ["Rename", ["Enter", "F2"]],
  ["Delete", ["Delete"]],
  ["Undo", ["Ctrl", "Z"]],
  ["Redo", ["Shift", "Ctrl", "Z"]],
  ["Move by 10, by 100", ["Arrows", "Shift"]],
  ["Select all", ["Ctrl", "A"]],
  ["Select several", ["Shift", "drag"]],
  ["Next component", ["Tab"]],
  ["Fit the design", ["Shift", "1"]],
  ["Fit the selection", ["Shift", "2"]],
  ["Select nothing", ["Esc"]],
  ["This sheet", ["?"]],
];

/** The sheet of keys. */
export function Shortcuts({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="shortcuts" aria-label="Keyboard shortcuts" onClose={onClose}>
      <header>
        <h2>Keyboard</h2>
        <button
          type="button"
          className="button quiet small icon"
          aria-label="Close"
          onClick={() => dialog.current?.close()}
        >
          <X size={16} aria-hidden="true" />
        </button>
      </header>
      <dl>
        {KEYS.map(([what, keys]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>
              {keys.map((key) => (
                <kbd key={key} className="kbd">
                  {key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </dialog>
  );
}
