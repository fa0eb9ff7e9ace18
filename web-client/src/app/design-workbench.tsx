import { useReactFlow } from "@xyflow/react";
import { MousePointerClick, PanelLeft, X } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { Canvas, FIT } from "../canvas/canvas";
import { useSnapshot, useSyncState, WorkbenchContext } from "../canvas/context";
import { containerAt, freePlace } from "../canvas/graph";
import { INFERRED_PREFIX } from "../canvas/inferred";
import { Toolbar } from "../canvas/toolbar";
import { keptWords } from "../doc/kept";
import type { Kind } from "../doc/kinds";
import { CONTAINER_SIZE, NODE_SIZE, type Pair } from "../doc/model";
import { CommentsPanel } from "../comments/comments-panel";
import { DeskContext, useCommentDesk } from "../comments/context";
import { CommentLayer } from "../comments/pins";
import type { UndoResult } from "../doc/undo";
import { Palette } from "../palette/palette";
import type { Person } from "../sync/person";
import type { Session } from "../sync/session";
import { toast } from "../ui/toasts";
import { DesignHeader } from "./design-header";
import { Inspector } from "./inspector";
import { Shortcuts } from "./shortcuts";
import { type Commands, useKeyboard } from "./use-keyboard";
import { VersionsPanel } from "./versions-panel";

type Props = {
  readonly session: Session;
  readonly designId: string;
  readonly person: Person;
  readonly onRename: (name: string) => void;
};

const PANEL_WORDS = { inspector: "Properties", versions: "Versions", comments: "Comments" } as const;

/** The design page: header, palette, canvas, and the panel for what is selected. */
export function DesignWorkbench({ session, designId, person, onRename }: Props) {
  const snapshot = useSnapshot(session);
  const state = useSyncState(session);
  const readOnly = session.readOnly;
  const [wanted, setWanted] = useState<readonly string[]>([]);
  const [editing, setEditing] = useState<string>();
  const [panel, setPanel] = useState<"inspector" | "versions" | "comments">("inspector");
  const [sheet, setSheet] = useState<"palette" | "panel" | undefined>();
  const [help, setHelp] = useState(false);
  const palette = useRef<HTMLInputElement>(null);
  // What another deleted is no longer selected, whatever was wanted.
  const selection = useMemo(
    () =>
      wanted.filter(
        (id) => snapshot.components.has(id) || snapshot.relationships.has(id) || id.startsWith(INFERRED_PREFIX),
      ),
    [wanted, snapshot],
  );
  useEffect(() => session.presence.setSelection(selection), [session, selection]);
  const workbench = useMemo(() => ({ session, stopEditing: () => setEditing(undefined) }), [session]);
  useFirstFit(session.loaded);
  const desk = useCommentDesk(session, designId, person);

  const commands = useCommands(session, selection, setWanted, setEditing, () => {
    setSheet("palette");
    palette.current?.focus();
  });
  const all = { ...commands, help: () => setHelp(true) };
  useKeyboard(all, readOnly);
  const add = useAdd(session, (id) => {
    setWanted([id]);
    setSheet(undefined);
  });
  const empty = session.loaded && snapshot.components.size === 0;
  return (
    <WorkbenchContext value={workbench}>
      <DeskContext value={desk}>
        <div className={`workbench${sheet === undefined ? "" : ` sheet-${sheet}`}`}>
          <DesignHeader
            session={session}
            designId={designId}
            person={person}
            onRename={onRename}
            onVersions={() => {
              setPanel(panel === "versions" ? "inspector" : "versions");
              setSheet("panel");
            }}
            onComments={() => {
              setPanel(panel === "comments" ? "inspector" : "comments");
              setSheet("panel");
            }}
            onCommit={() => {
              setPanel("versions");
              setSheet("panel");
              requestAnimationFrame(() => document.querySelector<HTMLElement>(".commit textarea")?.focus());
            }}
          />
          {!readOnly && (
            <aside className="side-left" aria-label="Components to add">
              <Palette onAdd={add} input={palette} />
            </aside>
          )}
          <main className="middle" aria-label="Design">
            <h1 className="sr-only">{snapshot.name}</h1>
            <Canvas
              selection={selection}
              onSelect={setWanted}
              editing={editing}
              onEdit={setEditing}
              readOnly={readOnly}
            >
              <CommentLayer selection={selection} />
              {!session.loaded && (
                <div className="canvas-note">
                  {state.kind === "connecting" ? "Opening…" : "Waiting for the server…"}
                </div>
              )}
              {empty && (
                <div className="canvas-note">
                  <MousePointerClick size={20} strokeWidth={1.6} aria-hidden="true" />
                  <strong>An empty canvas</strong>
                  <span>
                    {readOnly
                      ? "Nothing has been drawn yet."
                      : "Press / and type a component, or drag one from the left."}
                  </span>
                </div>
              )}
            </Canvas>
            <Toolbar
              canUndo={!readOnly && session.design.canUndo}
              canRedo={!readOnly && session.design.canRedo}
              onUndo={all.undo}
              onRedo={all.redo}
              onHelp={all.help}
            />
            {!readOnly && (
              <button
                type="button"
                className="button fab"
                onClick={() => setSheet(sheet === "palette" ? undefined : "palette")}
              >
                <PanelLeft size={16} strokeWidth={1.7} aria-hidden="true" /> Add
              </button>
            )}
          </main>
          <aside className="side-right" aria-label={PANEL_WORDS[panel]}>
            <button
              type="button"
              className="button quiet small icon sheet-close"
              aria-label="Close"
              onClick={() => setSheet(undefined)}
            >
              <X size={16} aria-hidden="true" />
            </button>
            {panel === "versions" ? (
              <VersionsPanel designId={designId} readOnly={readOnly} onClose={() => setPanel("inspector")} />
            ) : panel === "comments" ? (
              <CommentsPanel onClose={() => setPanel("inspector")} />
            ) : (
              <Inspector session={session} selection={selection} readOnly={readOnly} onSelect={setWanted} />
            )}
          </aside>
          {selection.length > 0 && (
            <button type="button" className="button details-button" onClick={() => setSheet("panel")}>
              Details
            </button>
          )}
        </div>
        {help && <Shortcuts onClose={() => setHelp(false)} />}
      </DeskContext>
    </WorkbenchContext>
  );
}

/** Shows the whole design once it is here; later changes leave the view alone. */
function useFirstFit(loaded: boolean): void {
  const flow = useReactFlow();
  useEffect(() => {
    if (!loaded) return undefined;
    const frame = requestAnimationFrame(() => void flow.fitView({ padding: FIT.padding, maxZoom: FIT.maxZoom }));
    return () => cancelAnimationFrame(frame);
  }, [loaded, flow]);
}

function useAdd(session: Session, onAdded: (id: string) => void): (kind: Kind) => void {
  const flow = useReactFlow();
  return (kind) => {
    const canvas = document.querySelector(".canvas")?.getBoundingClientRect();
    if (canvas === undefined) return;
    const { design } = session;
    const centre = flow.screenToFlowPosition({ x: canvas.left + canvas.width / 2, y: canvas.top + canvas.height / 2 });
    const size = kind.container ? CONTAINER_SIZE : NODE_SIZE;
    const corner: Pair = [Math.round(centre.x - size[0] / 2), Math.round(centre.y - size[1] / 2)];
    const place = kind.container ? corner : freePlace(design.snapshot, corner, size);
    const middle: Pair = [place[0] + size[0] / 2, place[1] + size[1] / 2];
    const parent = kind.container ? undefined : containerAt(design.snapshot, middle[0], middle[1], new Set());
    onAdded(design.add(kind, place, parent));
  };
}

function useCommands(
  session: Session,
  selection: readonly string[],
  select: (ids: readonly string[]) => void,
  edit: (id: string) => void,
  focusPalette: () => void,
): Omit<Commands, "help"> {
  const flow = useReactFlow();
  const { design } = session;
  const say = (result: UndoResult, way: "undone" | "redone") => {
    const words = keptWords(result, design.snapshot, way);
    if (words !== undefined) toast(words);
  };
  return {
    undo: () => say(design.undo(), "undone"),
    redo: () => say(design.redo(), "redone"),
    remove: () => {
      if (selection.every((id) => id.startsWith(INFERRED_PREFIX))) return;
      design.remove(selection);
      const what = selection.length === 1 ? "Deleted." : `${selection.length} things deleted.`;
      toast(what, { action: { label: "Undo", run: () => say(design.undo(), "undone") } });
    },
    nudge: (dx, dy) => {
      const moves = new Map<string, { id: string; pos: Pair }>();
      for (const id of selection) {
        const component = design.snapshot.components.get(id);
        if (component === undefined) continue;
        for (const one of [component, ...design.members(id)]) {
          moves.set(one.id, { id: one.id, pos: [one.pos[0] + dx, one.pos[1] + dy] });
        }
      }
      design.move([...moves.values()]);
      return moves.size > 0;
    },
    rename: () => {
      const [id] = selection;
      if (id !== undefined && selection.length === 1 && design.snapshot.components.has(id)) edit(id);
    },
    selectAll: () => select([...design.snapshot.components.keys()]),
    fit: () => void flow.fitView(FIT),
    fitSelection: () => void flow.fitView({ ...FIT, nodes: selection.map((id) => ({ id })) }),
    add: focusPalette,
    escape: () => select([]),
  };
}
