import { Search, X } from "lucide-react";
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import type { Session } from "../sync/session";
import { KindIcon } from "../ui/kind-icon";
import { useSnapshot } from "./context";
import { found } from "./find";
import { canvasOf } from "./state";

const SHOWN_MAX = 8;

/** Finds a component by name or kind and goes there: Enter for the next, Shift-Enter for the one before. */
export function FindBar({ session, onSelect }: { session: Session; onSelect: (ids: readonly string[]) => void }) {
  const canvas = canvasOf(session);
  const { finding } = useSyncExternalStore(canvas.subscribe, canvas.current);
  return finding ? <Bar session={session} onSelect={onSelect} onClose={() => canvas.setFinding(false)} /> : null;
}

function Bar(props: { session: Session; onSelect: (ids: readonly string[]) => void; onClose: () => void }) {
  const { session, onSelect, onClose } = props;
  const snapshot = useSnapshot(session);
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const hits = useMemo(() => found(snapshot, text), [snapshot, text]);
  const go = (index: number) => {
    const hit = hits[index];
    if (hit === undefined) return;
    setAt(index);
    onSelect([hit.id]);
    canvasOf(session).view?.jumpTo(hit.id);
  };
  const step = (by: number) => go((at + by + hits.length) % Math.max(1, hits.length));
  const words =
    text.trim() === "" ? "" : hits.length === 0 ? "None" : `${Math.min(at + 1, hits.length)} of ${hits.length}`;
  return (
    <search className="find-bar">
      <div className="find-row">
        <Search size={15} strokeWidth={1.7} aria-hidden="true" />
        <input
          ref={input}
          type="search"
          aria-label="Find on the canvas"
          placeholder="Name or kind"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(-1);
          }}
          onKeyDown={(event) => {
            if (event.key === "Escape") onClose();
            else if (event.key === "Enter") step(event.shiftKey ? -1 : 1);
            else if (event.key === "ArrowDown") step(1);
            else if (event.key === "ArrowUp") step(-1);
            else return;
            event.preventDefault();
            event.stopPropagation();
          }}
        />
        <span className="find-count" role="status">
          {at < 0 && hits.length > 0 ? `${hits.length}` : words}
        </span>
        <button type="button" className="button quiet small icon" aria-label="Close" onClick={onClose}>
          <X size={15} aria-hidden="true" />
        </button>
      </div>
      {hits.length > 0 && (
        <ul className="find-hits">
          {hits.slice(0, SHOWN_MAX).map((hit, index) => (
            <li key={hit.id}>
              <button
                type="button"
                className={index === at ? "find-hit current" : "find-hit"}
                onClick={() => go(index)}
              >
                <KindIcon kind={hit.kind} />
                <span className="find-name">{hit.name}</span>
                <span className="muted">{hit.kind}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </search>
  );
}
