import { ChevronDown, ChevronRight } from "lucide-react";
import { type KeyboardEvent, type MouseEvent, useMemo, useRef, useState } from "react";
import { useSnapshot } from "../canvas/context";
import { stepIn, type TreeRow, outlineOf } from "../doc/outline-tree";
import type { Session } from "../sync/session";
import { EditableText } from "../ui/editable";
import { KindIcon } from "../ui/kind-icon";
import { rowHeightFor, VirtualList } from "../ui/virtual-list";
import "./outline.css";

const INDENT = 16;

type Props = {
  readonly session: Session;
  readonly selection: readonly string[];
  readonly readOnly: boolean;
  readonly onSelect: (ids: readonly string[]) => void;
  /** Brings a component into the middle of the canvas. */
  readonly onJump: (id: string) => void;
};

/** The design as a tree, for the keyboard and screen readers as well as for eyes: what is in focus here is selected. */
export function Outline({ session, selection, readOnly, onSelect, onJump }: Props) {
  const snapshot = useSnapshot(session);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [renaming, setRenaming] = useState<string>();
  const [rowHeight] = useState(() => rowHeightFor(30));
  const tree = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => outlineOf(snapshot, closed), [snapshot, closed]);
  const related = useMemo(() => {
    const counts = new Map<string, number>();
    for (const { from, to } of snapshot.relationships.values()) {
      for (const end of [from, to]) counts.set(end, (counts.get(end) ?? 0) + 1);
    }
    return counts;
  }, [snapshot]);
  const last = selection.at(-1);
  const active = rows.findIndex(({ component }) => component.id === last);

  const toggle = (id: string) => {
    const next = new Set(closed);
    if (!next.delete(id)) next.add(id);
    setClosed(next);
  };
  const key = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== tree.current) return;
    const row = rows[Math.max(active, 0)];
    if (event.key === "Enter" && row !== undefined) onJump(row.component.id);
    else if (event.key === "F2" && row !== undefined && !readOnly) setRenaming(row.component.id);
    else {
      const step =
        active < 0 ? stepIn(rows, 0, event.key === "ArrowDown" ? "Home" : event.key) : stepIn(rows, active, event.key);
      if (step === undefined) return;
      const next = step.kind === "go" ? rows[step.index] : undefined;
      if (step.kind === "toggle") toggle(step.id);
      else if (next !== undefined) onSelect([next.component.id]);
    }
    event.preventDefault();
  };
  const press = (event: MouseEvent, id: string) => {
    if (event.shiftKey || event.ctrlKey || event.metaKey) {
      onSelect(selection.includes(id) ? selection.filter((known) => known !== id) : [...selection, id]);
    } else onSelect([id]);
    tree.current?.focus();
  };
  if (rows.length === 0) {
    return (
      <p className="outline-none muted">
        {session.loaded ? "Nothing is drawn yet. Add a component, and it stands here too." : "Opening…"}
      </p>
    );
  }
  return (
    <VirtualList
      box={tree}
      className="outline-tree"
      role="tree"
      aria-label="Components"
      aria-multiselectable="true"
      aria-activedescendant={active < 0 ? undefined : `outline-${rows[active]?.component.id}`}
      tabIndex={0}
      count={rows.length}
      rowHeight={rowHeight}
      active={active < 0 ? undefined : active}
      onKeyDown={key}
    >
      {(index) => {
        const row = rows[index];
        if (row === undefined) return null;
        const { id } = row.component;
        return (
          <Row
            key={id}
            row={row}
            height={rowHeight}
            selected={selection.includes(id)}
            relationships={related.get(id) ?? 0}
            renaming={renaming === id}
            onPress={(event) => press(event, id)}
            onJump={() => onJump(id)}
            onToggle={() => toggle(id)}
            onRename={(name) => session.design.rename(id, name)}
            onRenamed={() => {
              setRenaming(undefined);
              tree.current?.focus();
            }}
          />
        );
      }}
    </VirtualList>
  );
}

function Row(props: {
  row: TreeRow;
  height: number;
  selected: boolean;
  relationships: number;
  renaming: boolean;
  onPress: (event: MouseEvent) => void;
  onJump: () => void;
  onToggle: () => void;
  onRename: (name: string) => void;
  onRenamed: () => void;
}) {
  const { component, level, open, place, siblings } = props.row;
  const { id, name, kind } = component;
  const lines = props.relationships;
  const Arrow = open === true ? ChevronDown : ChevronRight;
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the tree holds the focus and its keys
    <div
      id={`outline-${id}`}
      className={props.selected ? "outline-item selected" : "outline-item"}
      role="treeitem"
      aria-label={`${name}, ${kind}${lines === 0 ? "" : `, ${lines} ${lines === 1 ? "relationship" : "relationships"}`}`}
      aria-level={level}
      aria-posinset={place}
      aria-setsize={siblings}
      aria-selected={props.selected}
      aria-expanded={open}
      title={`${name} · ${kind}`}
      style={{ height: props.height, paddingLeft: (level - 1) * INDENT + 4 }}
      onClick={props.onPress}
      onDoubleClick={props.onJump}
    >
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- arrow keys do the same */}
      <span
        className="outline-arrow"
        onClick={(event) => {
          if (open === undefined) return;
          event.stopPropagation();
          props.onToggle();
        }}
      >
        {open !== undefined && <Arrow size={14} strokeWidth={1.8} aria-hidden="true" />}
      </span>
      <KindIcon kind={kind} />
      {props.renaming ? (
        <EditableText
          className="outline-rename"
          label="Component name"
          value={name}
          autoFocus
          onCommit={props.onRename}
          onDone={props.onRenamed}
        />
      ) : (
        <span className="outline-name">{name}</span>
      )}{" "}
      <span className="outline-kind">{kind}</span>
    </div>
  );
}
