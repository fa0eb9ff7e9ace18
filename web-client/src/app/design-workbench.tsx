import { MousePointerClick, PanelLeft, X } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import { nudge } from "../canvas/align";
import { Canvas } from "../canvas/canvas";
import { pasteInto, useCanvasCommands, useClipboard } from "../canvas/commands";
import { containerFor } from "../canvas/containers";
import { useSnapshot, useSyncState, WorkbenchContext } from "../canvas/context";
import { CanvasCorner } from "../canvas/corner";
import { FindBar } from "../canvas/find-bar";
import { freePlace } from "../canvas/graph";
import { useCanvasKeys } from "../canvas/keys";
import { SelectionBar } from "../canvas/selection-bar";
import { canvasOf } from "../canvas/state";
import { Toolbar } from "../canvas/toolbar";
import type { Kind } from "../doc/kinds";
import { CONTAINER_SIZE, NODE_SIZE, type Pair } from "../doc/model";
import type { UndoResult } from "../doc/undo";
import { Palette } from "../palette/palette";
import type { Person } from "../sync/person";
import type { Session } from "../sync/session";
import { toast } from "../ui/toasts";
import { DesignHeader } from "./design-header";
import { Inspector } from "./inspector";
import { Shortcuts } from "./shortcuts";
import { useArrival } from "./use-arrival";
import { type Commands, useKeyboard } from "./use-keyboard";
import { VersionsPanel } from "./versions-panel";

type Props = {
  readonly session: Session;
  readonly designId: string;
  readonly person: Person;
  readonly onRename: (name: string) => void;
};

/** The design page: header, palette, canvas, and the panel for what is selected. */
export function DesignWorkbench({ session, designId, person, onRename }: Props) {
  const snapshot = useSnapshot(session);
  const state = useSyncState(session);
  const readOnly = session.readOnly;
  const [wanted, setWanted] = useState<readonly string[]>([]);
  const [editing, setEditing] = useState<string>();
  const [panel, setPanel] = useState<"inspector" | "versions">("inspector");
  const [sheet, setSheet] = useState<"palette" | "panel" | undefined>();
  const [help, setHelp] = useState(false);
  const palette = useRef<HTMLInputElement>(null);
  // What another deleted is no longer selected, whatever was wanted.
  const selection = useMemo(
    () => wanted.filter((id) => snapshot.components.has(id) || snapshot.relationships.has(id)),
    [wanted, snapshot],
  );
  useEffect(() => session.presence.setSelection(selection), [session, selection]);
  const workbench = useMemo(() => ({ session, stopEditing: () => setEditing(undefined) }), [session]);

  const commands = useCommands(session, selection, setWanted, setEditing, () => {
    setSheet("palette");
    palette.current?.focus();
  });
  const all = { ...commands, help: () => setHelp(true) };
  useKeyboard(all, readOnly);
  const canvas = { session, selection, onSelect: setWanted, readOnly };
  const canvasCommands = useCanvasCommands(canvas);
  useCanvasKeys(canvasCommands);
  useClipboard(canvas);
  useArrival(designId, session.loaded, (text) => void pasteInto(canvas, text));
  const add = useAdd(session, (id) => {
    setWanted([id]);
    setSheet(undefined);
  });
  const empty = session.loaded && snapshot.components.size === 0;
  return (
    <WorkbenchContext value={workbench}>
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
          <Canvas selection={selection} onSelect={setWanted} editing={editing} onEdit={setEditing} readOnly={readOnly}>
            {!session.loaded && (
              <div className="canvas-note">{state.kind === "connecting" ? "Opening…" : "Waiting for the server…"}</div>
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
          <FindBar session={session} onSelect={setWanted} />
          <CanvasCorner session={session} commands={canvasCommands} />
          <SelectionBar commands={canvasCommands} />
          <Toolbar
            commands={canvasCommands}
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
        <aside className="side-right" aria-label={panel === "versions" ? "Versions" : "Properties"}>
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
    </WorkbenchContext>
  );
}

function useAdd(session: Session, onAdded: (id: string) => void): (kind: Kind) => void {
  return (kind) => {
    const seen = canvasOf(session).view?.visible();
    if (seen === undefined) return;
    const { design } = session;
    const centre = { x: seen.x + seen.width / 2, y: seen.y + seen.height / 2 };
    const size = kind.container ? CONTAINER_SIZE : NODE_SIZE;
    const corner: Pair = [Math.round(centre.x - size[0] / 2), Math.round(centre.y - size[1] / 2)];
    const place = kind.container ? corner : freePlace(design.snapshot, corner, size);
    const middle: Pair = [place[0] + size[0] / 2, place[1] + size[1] / 2];
    const around = kind.container ? undefined : containerFor(design.snapshot.components, middle, kind, new Set());
    onAdded(design.add(kind, place, around?.id));
  };
}

function useCommands(
  session: Session,
  selection: readonly string[],
  select: (ids: readonly string[]) => void,
  edit: (id: string) => void,
  focusPalette: () => void,
): Omit<Commands, "help"> {
  const { design } = session;
  const say = (result: UndoResult, done: string) => {
    if (result.kind === "done" && result.kept > 0) toast(`Someone changed this since, so it was not ${done}.`);
  };
  return {
    undo: () => say(design.undo(), "undone"),
    redo: () => say(design.redo(), "redone"),
    remove: () => {
      if (selection.length === 0) return;
      design.remove(selection);
      const what = selection.length === 1 ? "Deleted." : `${selection.length} things deleted.`;
      toast(what, { action: { label: "Undo", run: () => say(design.undo(), "undone") } });
    },
    nudge: (dx, dy) => nudge(design, selection, dx, dy),
    rename: () => {
      const [id] = selection;
      if (id !== undefined && selection.length === 1 && design.snapshot.components.has(id)) edit(id);
    },
    selectAll: () => {
      const { scene } = canvasOf(session);
      select([...design.snapshot.components.keys()].filter((id) => scene.shows(id)));
    },
    fit: () => canvasOf(session).view?.fit(),
    fitSelection: () => canvasOf(session).view?.fit(selection.length === 0 ? undefined : selection),
    add: focusPalette,
    escape: () => select([]),
  };
}
