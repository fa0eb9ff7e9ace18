import { LoaderCircle, Search } from "lucide-react";
import {
  type DragEvent,
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { type Category, type Kind, keyOf } from "../doc/kinds";
import { wordsFor } from "../rest/problem";
import { searchKinds } from "../rest/registry";
import { KindIcon } from "../ui/kind-icon";
import { Finder, type Found } from "./finder";

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

/** The list of kinds to add, search first: the short list, and the whole registry as somebody types. */
export function Palette({ onAdd, input }: { onAdd: (kind: Kind) => void; input: RefObject<HTMLInputElement | null> }) {
  const finder = useMemo(() => new Finder(searchKinds), []);
  useEffect(() => () => finder.stop(), [finder]);
  const found = useSyncExternalStore(finder.subscribe, finder.current);
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState<string>();
  const { hits } = found;
  const searching = found.kind !== "all";
  // What the arrows chose stays chosen while an answer adds to the list around it.
  const active = Math.max(
    hits.findIndex((kind) => keyOf(kind) === chosen),
    0,
  );
  const sections = searching
    ? [{ title: "Best matches", kinds: hits }]
    : ORDER.map((category) => ({ title: TITLES[category], kinds: hits.filter((kind) => kind.category === category) }));

  const search = (typed: string) => {
    setQuery(typed);
    setChosen(undefined);
    finder.type(typed);
  };
  const step = (by: number) => {
    const next = hits[Math.min(Math.max(active + by, 0), hits.length - 1)];
    if (next !== undefined) setChosen(keyOf(next));
  };
  const key = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "ArrowDown") step(1);
    else if (event.key === "ArrowUp") step(-1);
    else if (event.key === "Enter" && searching) finder.choose(active, onAdd);
    else if (event.key === "Escape") {
      search("");
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
          onChange={(event) => search(event.currentTarget.value)}
          onKeyDown={key}
        />
        <span className="kbd" aria-hidden="true">
          /
        </span>
      </div>
      <div className="palette-list">
        <Status found={found} onRetry={() => finder.type(query)} />
        {sections.map(({ title, kinds }) =>
          kinds.length === 0 ? null : (
            <section key={title} aria-label={title}>
              <h3>{title}</h3>
              <ul>
                {kinds.map((kind) => (
                  <li key={keyOf(kind)}>
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

/** How the search stands, for eyes and for screen readers. */
function Status({ found, onRetry }: { found: Found; onRetry: () => void }) {
  const { kind, hits, typed } = found;
  if (kind === "failed") {
    return (
      <div className="palette-none" role="status">
        <p>The registry could not be searched. {wordsFor(found.error)}</p>
        <button type="button" className="button small" onClick={onRetry}>
          Search again
        </button>
      </div>
    );
  }
  const none = kind === "found" && hits.length === 0;
  return (
    <div role="status">
      {none && <p className="palette-none">No component is called “{typed}”. Try a shorter word or its initials.</p>}
      {kind === "found" && !none && (
        <span className="sr-only">{hits.length === 1 ? "1 component" : `${hits.length} components`}</span>
      )}
      {kind === "asking" && hits.length === 0 && (
        <p className="palette-none asking">
          <LoaderCircle className="turning" size={14} aria-hidden="true" /> Searching the registry…
        </p>
      )}
    </div>
  );
}

function Row({ kind, active, onAdd }: { kind: Kind; active: boolean; onAdd: (kind: Kind) => void }) {
  const drag = (event: DragEvent) => {
    const { kind: name, model, version } = kind;
    event.dataTransfer.setData(KIND_DRAG_TYPE, JSON.stringify({ kind: name, model, version }));
    event.dataTransfer.effectAllowed = "copy";
  };
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (active) button.current?.scrollIntoView({ block: "nearest" });
  }, [active]);
  return (
    <button
      ref={button}
      type="button"
      draggable
      className={active ? "palette-row active" : "palette-row"}
      title={`${kind.kind} · ${kind.version} · ${kind.model}`}
      onDragStart={drag}
      onClick={() => onAdd(kind)}
    >
      <KindIcon kind={kind.kind} src={kind.icon} />
      <span className="sr-only">Add </span>
      <span className="palette-name">{kind.kind}</span>
      <span className="palette-group">{kind.group}</span>
    </button>
  );
}
