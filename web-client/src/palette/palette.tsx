import { Search } from "lucide-react";
import { type DragEvent, type KeyboardEvent, type RefObject, useMemo, useState } from "react";
import { type Category, type Kind, KINDS } from "../doc/kinds";
import { KindIcon } from "../ui/kind-icon";
import { search } from "./search";

/** The data type by which the canvas knows a drag from the palette. */
export const KIND_DRAG_TYPE = "application/x-meshplay-kind";

const TITLES: Readonly<Record<Category, string>> = {
  workload: "Workloads",
  network: "Network",
  security: "Security",
  config: "Configuration",
  data: "Storage",
  other: "Other",
};
const ORDER: readonly Category[] = ["workload", "network", "security", "config", "data", "other"];

/** The list of kinds to add, search first. */
export function Palette({ onAdd, input }: { onAdd: (kind: Kind) => void; input: RefObject<HTMLInputElement | null> }) {
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const hits = useMemo(() => search(KINDS, query), [query]);
  const searching = query.trim() !== "";
  const sections = searching
    ? [{ title: "Best matches", kinds: hits }]
    : ORDER.map((category) => ({ title: TITLES[category], kinds: hits.filter((kind) => kind.category === category) }));

  const key = (event: KeyboardEvent<HTMLInputElement>) => {
    const chosen = hits[active];
    if (event.key === "ArrowDown") setActive(Math.min(active + 1, hits.length - 1));
    else if (event.key === "ArrowUp") setActive(Math.max(active - 1, 0));
    else if (event.key === "Enter" && searching && chosen !== undefined) onAdd(chosen);
    else if (event.key === "Escape") {
      setQuery("");
      event.currentTarget.blur();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="palette">
      <div className="palette-search">
        <Search size={15} strokeWidth={1.7} aria-hidden="true" />
        <input
          ref={input}
          className="field"
          type="search"
          placeholder="Add component"
          aria-label="Add component"
          value={query}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            setActive(0);
          }}
          onKeyDown={key}
        />
        <span className="kbd" aria-hidden="true">
          /
        </span>
      </div>
      <div className="palette-list">
        {hits.length === 0 && <p className="palette-none">No component is called “{query.trim()}”.</p>}
        {sections.map(({ title, kinds }) =>
          kinds.length === 0 ? null : (
            <section key={title} aria-label={title}>
              <h3>{title}</h3>
              <ul>
                {kinds.map((kind) => (
                  <li key={kind.kind}>
                    <Row kind={kind} active={searching && hits[active] === kind} onAdd={onAdd} />
                  </li>
                ))}
              </ul>
            </section>
          ),
        )}
      </div>
    </div>
  );
}

function Row({ kind, active, onAdd }: { kind: Kind; active: boolean; onAdd: (kind: Kind) => void }) {
  const drag = (event: DragEvent) => {
    event.dataTransfer.setData(KIND_DRAG_TYPE, kind.kind);
    event.dataTransfer.effectAllowed = "copy";
  };
  return (
    <button
      type="button"
      draggable
      className={active ? "palette-row active" : "palette-row"}
      title={`${kind.kind} · ${kind.version}`}
      onDragStart={drag}
      onClick={() => onAdd(kind)}
    >
      <KindIcon kind={kind.kind} />
      <span className="sr-only">Add </span>
      <span className="palette-name">{kind.kind}</span>
      <span className="palette-group">{kind.group}</span>
    </button>
  );
}
