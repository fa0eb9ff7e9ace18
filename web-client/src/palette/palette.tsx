import { ChevronDown, ChevronRight, LoaderCircle, Search, Star } from "lucide-react";
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
import { type Kind, keyOf } from "../doc/kinds";
import { wordsFor } from "../rest/problem";
import { registryModels } from "../rest/registry";
import { KindIcon } from "../ui/kind-icon";
import { rowHeightFor, VirtualList } from "../ui/virtual-list";
import { type Catalog, CatalogStore } from "./catalog";
import { currentMarks, setMarks, subscribeMarks, toggled, used } from "./marks";
import { categoriesOf, type Row, rowsOf } from "./rows";
import { warmUp } from "./search";

/** The data type by which the canvas knows a drag from the palette. */
export const KIND_DRAG_TYPE = "application/x-meshplay-kind";

/** What this page knows of the registry. */
export const catalog = new CatalogStore(registryModels);

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };

function nextOf(rows: readonly Row[], from: number, by: number): Row | undefined {
  const way = Math.sign(by);
  let at = Math.min(Math.max(from + by, 0), rows.length - 1);
  while (rows[at]?.kind === "head") at += way;
  // Above the first line stands its head.
  return rows[at] ?? rows.find(({ kind }) => kind !== "head");
}

/** What can be added: search first, then what this person likes and uses, a short list, and every model of the registry. */
export function Palette({ onAdd, input }: { onAdd: (kind: Kind) => void; input: RefObject<HTMLInputElement | null> }) {
  const known = useSyncExternalStore(catalog.subscribe, catalog.current);
  const marks = useSyncExternalStore(subscribeMarks, currentMarks);
  useEffect(() => catalog.load(), []);
  useEffect(() => warmUp(known.kinds, (slice) => setTimeout(slice)), [known.kinds]);
  const [query, setQuery] = useState("");
  const [category, setCategory] = useState("");
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [chosen, setChosen] = useState<string>();
  const [rowHeight] = useState(() => rowHeightFor(34));
  const rows = useMemo(() => rowsOf(known, marks, { query, category, open }), [known, marks, query, category, open]);
  const searching = query.trim() !== "";
  const place = rows.findIndex(({ id }) => id === chosen);
  const active = place < 0 && searching ? rows.findIndex(({ kind }) => kind === "item") : place;
  const current = rows[active];

  // Enter before the registry's answer takes the best of it.
  const eager = useRef(false);
  const add = (kind: Kind) => {
    setMarks(used(currentMarks(), kind));
    onAdd(kind);
  };
  useEffect(() => {
    if (!eager.current || known.kind === "loading") return;
    eager.current = false;
    if (current?.kind === "item") add(current.entry);
  });

  const change = (typed: string) => {
    setQuery(typed);
    setChosen(undefined);
    eager.current = false;
  };
  const toggle = (name: string) => {
    const next = new Set(open);
    if (!next.delete(name)) next.add(name);
    setOpen(next);
  };
  const take = (row: Row | undefined) => {
    if (row?.kind === "item") add(row.entry);
    else if (row?.kind === "model") toggle(row.model.name);
    else if (searching && known.kind === "loading") eager.current = true;
  };
  const key = (event: KeyboardEvent<HTMLElement>) => {
    const step = STEPS[event.key];
    if (step !== undefined) setChosen(nextOf(rows, active, step)?.id);
    else if (event.key === "Enter" && event.altKey) {
      if (current?.kind === "item") setMarks(toggled(marks, current.entry));
    } else if (event.key === "Enter" && !event.nativeEvent.isComposing) take(current);
    else if (event.key === "Escape") {
      change("");
      event.currentTarget.blur();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const liked = useMemo(() => new Set(marks.favourites.map(keyOf)), [marks]);
  const categories = useMemo(() => categoriesOf(known.models), [known]);

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
          aria-controls="palette-list"
          aria-activedescendant={current === undefined ? undefined : idOf(current)}
          value={query}
          onChange={(event) => change(event.currentTarget.value)}
          onKeyDown={key}
        />
        <span className="kbd" aria-hidden="true">
          /
        </span>
      </div>
      {categories.length > 1 && (
        <select
          className="field palette-category"
          aria-label="Category"
          value={category}
          onChange={(event) => setCategory(event.currentTarget.value)}
        >
          <option value="">All categories</option>
          {categories.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      )}
      <Status known={known} hits={searching ? rows.length : undefined} typed={query.trim()} />
      <VirtualList
        id="palette-list"
        className="palette-list"
        role="listbox"
        aria-label="Components to add"
        aria-activedescendant={current === undefined ? undefined : idOf(current)}
        tabIndex={0}
        onKeyDown={key}
        count={rows.length}
        rowHeight={rowHeight}
        active={active < 0 ? undefined : active}
      >
        {(index) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <Line
              key={row.id}
              row={row}
              place={index + 1}
              count={rows.length}
              height={rowHeight}
              active={index === active}
              liked={row.kind === "item" && liked.has(keyOf(row.entry))}
              onTake={() => take(row)}
              onLike={() => row.kind === "item" && setMarks(toggled(marks, row.entry))}
            />
          );
        }}
      </VirtualList>
    </div>
  );
}

/** An id that an attribute can name: no spaces. */
function idOf(row: Row): string {
  return `palette-${row.id.replaceAll(/\s/g, "_")}`;
}

/** How the registry and a search stand, for eyes and for screen readers. */
function Status({ known, hits, typed }: { known: Catalog; hits: number | undefined; typed: string }) {
  if (known.kind === "failed") {
    return (
      <div className="palette-none" role="status">
        <p>The registry could not be read. {wordsFor(known.error)}</p>
        <button type="button" className="button small" onClick={() => catalog.load()}>
          Try again
        </button>
      </div>
    );
  }
  const count = hits === undefined ? 0 : Math.max(0, hits - 1);
  return (
    <div role="status">
      {hits === 0 && known.kind === "loading" && (
        <p className="palette-none asking">
          <LoaderCircle className="turning" size={14} aria-hidden="true" /> Reading the registry…
        </p>
      )}
      {hits === 0 && known.kind === "ready" && (
        <p className="palette-none">No component is called “{typed}”. Try a shorter word or its initials.</p>
      )}
      {count > 0 && <span className="sr-only">{count === 1 ? "1 component" : `${count} components`}</span>}
    </div>
  );
}

type LineProps = {
  readonly row: Row;
  readonly place: number;
  readonly count: number;
  readonly height: number;
  readonly active: boolean;
  readonly liked: boolean;
  readonly onTake: () => void;
  readonly onLike: () => void;
};

function Line(props: LineProps) {
  const { row, height } = props;
  switch (row.kind) {
    case "head":
      return (
        <div className="palette-head" role="presentation" style={{ height }}>
          <span>{row.title}</span>
        </div>
      );
    case "model":
      return <ModelLine {...props} row={row} />;
    case "item":
      return <ItemLine {...props} entry={row.entry} />;
  }
}

function ModelLine(props: LineProps & { row: Row & { kind: "model" } }) {
  const { model, open } = props.row;
  const Arrow = open ? ChevronDown : ChevronRight;
  const count = model.kinds.length;
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the field holds the focus and its keys
    <div
      id={idOf(props.row)}
      className={props.active ? "palette-row active" : "palette-row"}
      role="option"
      aria-selected={props.active}
      aria-label={`${model.title}, ${count === 1 ? "1 kind" : `${count} kinds`}, ${open ? "open" : "closed"}`}
      style={{ height: props.height }}
      onClick={props.onTake}
    >
      <Arrow size={15} strokeWidth={1.7} aria-hidden="true" />
      <span className="palette-name">{model.title}</span> <span className="palette-group">{count}</span>
    </div>
  );
}

function ItemLine(props: LineProps & { entry: Kind }) {
  const { entry, row, liked } = props;
  const drag = (event: DragEvent) => {
    const { kind, model, version } = entry;
    event.dataTransfer.setData(KIND_DRAG_TYPE, JSON.stringify({ kind, model, version }));
    event.dataTransfer.effectAllowed = "copy";
  };
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the field holds the focus and its keys
    <div
      id={idOf(row)}
      draggable
      className={props.active ? "palette-row active" : "palette-row"}
      role="option"
      aria-selected={props.active}
      aria-label={`Add ${entry.kind}, ${entry.group}${liked ? ", a favourite" : ""}`}
      aria-posinset={props.place}
      aria-setsize={props.count}
      title={`${entry.kind} · ${entry.version} · ${entry.model}`}
      style={{ height: props.height }}
      onDragStart={drag}
      onDragEnd={(event) => {
        if (event.dataTransfer.dropEffect !== "none") setMarks(used(currentMarks(), entry));
      }}
      onClick={props.onTake}
    >
      <KindIcon kind={entry.kind} src={entry.icon} />
      <span className="palette-name">{entry.kind}</span> <span className="palette-group">{entry.group}</span>
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- Alt-Enter does the same */}
      <span
        className={liked ? "palette-star on" : "palette-star"}
        title={liked ? "No longer a favourite (Alt-Enter)" : "Make it a favourite (Alt-Enter)"}
        onClick={(event) => {
          event.stopPropagation();
          props.onLike();
        }}
      >
        <Star size={14} strokeWidth={1.7} aria-hidden="true" />
      </span>
    </div>
  );
}
