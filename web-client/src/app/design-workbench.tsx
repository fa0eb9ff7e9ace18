import { MousePointerClick, PanelLeft, X } from "lucide-react";
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { Canvas } from "../canvas/canvas";
import { pasteInto, useCanvasCommands, useClipboard } from "../canvas/commands";
import { containerFor } from "../canvas/containers";
import { useSnapshot, useSyncState, type Workbench, WorkbenchContext } from "../canvas/context";
import { CanvasCorner } from "../canvas/corner";
import { FindBar } from "../canvas/find-bar";
import { freePlace } from "../canvas/graph";
import { INFERRED_PREFIX } from "../canvas/inferred";
import { SelectionBar } from "../canvas/selection-bar";
import { canvasOf } from "../canvas/state";
import { Toolbar } from "../canvas/toolbar";
import { DeskContext, useCommentDesk } from "../comments/context";
import type { CommentDesk } from "../comments/desk";
import { CommentLayer } from "../comments/pins";
import type { Kind } from "../doc/kinds";
import { CONTAINER_SIZE, NODE_SIZE, type Pair } from "../doc/model";
import type { Person } from "../sync/person";
import type { Session } from "../sync/session";
import { runCommand } from "../ui/commands";
import { focusWhenThere } from "../ui/focus";
import { useDesignCommands } from "./design-commands";
import { DesignHeader } from "./design-header";
import { Inspector } from "./inspector";
import { LeftPanel, type LeftTab } from "./left-panel";
import { useArrival } from "./use-arrival";
import { useSelectionLink } from "./use-selection-link";

const CommentsPanel = lazy(async () => ({ default: (await import("../comments/comments-panel")).CommentsPanel }));
const VersionsPanel = lazy(async () => ({ default: (await import("./versions-panel")).VersionsPanel }));
const ConnectDialog = lazy(async () => ({ default: (await import("./connect-dialog")).ConnectDialog }));

type Props = {
  readonly session: Session;
  readonly designId: string;
  readonly person: Person;
  readonly onRename: (name: string) => void;
};

const PANEL_WORDS = { inspector: "Properties", versions: "Versions", comments: "Comments" } as const;
type Panel = keyof typeof PANEL_WORDS;

/** The design page: header, palette, canvas, and the panel for what is selected. */
export function DesignWorkbench({ session, designId, person, onRename }: Props) {
  const snapshot = useSnapshot(session);
  const state = useSyncState(session);
  const readOnly = session.readOnly;
  const [wanted, setWanted] = useState<readonly string[]>([]);
  const [editing, setEditing] = useState<string>();
  const [panel, setPanel] = useState<Panel>("inspector");
  const [sheet, setSheet] = useState<"palette" | "panel" | undefined>();
  const [tab, setTab] = useState<LeftTab>("add");
  const [connecting, setConnecting] = useState<string>();
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
  const asked = useSelectionLink(selection, session.loaded);
  useAsked(session, asked, setWanted);
  const desk = useCommentDesk(session, designId, person);

  // Drawn at once: somebody types on as soon as they pressed the key.
  const show = (wanted: Panel) => {
    flushSync(() => {
      setPanel(wanted);
      setSheet("panel");
    });
  };
  const commit = () => {
    show("versions");
    focusWhenThere(".commit textarea");
  };
  const showLeft = (wanted: LeftTab, focus: string) => {
    flushSync(() => {
      setTab(wanted);
      setSheet("palette");
    });
    focusWhenThere(focus);
  };
  const add = useAdd(session, (id) => {
    setWanted([id]);
    setSheet(undefined);
  });
  const canvas = { session, selection, onSelect: setWanted, readOnly };
  const canvasCommands = useCanvasCommands(canvas);
  useClipboard(canvas);
  useArrival(designId, session.loaded, (text) => void pasteInto(canvas, text));
  const { undo, redo, jump } = useDesignCommands({
    add,
    canvas: canvasCommands,
    session,
    selection,
    readOnly,
    select: setWanted,
    edit: setEditing,
    focusPalette: () => showLeft("add", ".palette-search input"),
    showOutline: () => showLeft("outline", "[role=tree]"),
    showVersions: () => show("versions"),
    showComments: () => show("comments"),
    comment: () => desk?.show(desk.current().kind === "placing" ? { kind: "none" } : { kind: "placing" }),
    commit,
    connect: setConnecting,
    configure: () => {
      show("inspector");
      focusWhenThere('.side-right[aria-label="Properties"] :is(input, textarea, select)');
    },
  });
  const empty = session.loaded && snapshot.components.size === 0;
  return (
    <Contexts workbench={workbench} desk={desk}>
      <div className={`workbench${sheet === undefined ? "" : ` sheet-${sheet}`}`}>
        <DesignHeader
          session={session}
          designId={designId}
          person={person}
          onRename={onRename}
          onVersions={() => (panel === "versions" ? setPanel("inspector") : show("versions"))}
          onComments={() => (panel === "comments" ? setPanel("inspector") : show("comments"))}
          onCommit={commit}
        />
        <aside className="side-left" aria-label="Components">
          <SheetClose onClose={() => setSheet(undefined)} />
          <LeftPanel
            session={session}
            selection={selection}
            readOnly={readOnly}
            tab={tab}
            onTab={setTab}
            onSelect={setWanted}
            onJump={jump}
            onAdd={add}
            input={palette}
          />
        </aside>
        <main id="main" className="middle" aria-label="Design" tabIndex={-1}>
          <h1 className="sr-only">{snapshot.name}</h1>
          <Canvas selection={selection} onSelect={setWanted} editing={editing} onEdit={setEditing} readOnly={readOnly}>
            <CommentLayer selection={selection} />
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
            onUndo={undo}
            onRedo={redo}
            onHelp={() => runCommand("help")}
          />
          <button
            type="button"
            className="button fab"
            onClick={() => setSheet(sheet === "palette" ? undefined : "palette")}
          >
            <PanelLeft size={16} strokeWidth={1.7} aria-hidden="true" /> {readOnly ? "Outline" : "Add"}
          </button>
          {selection.length > 0 && (
            <button type="button" className="button details-button" onClick={() => setSheet("panel")}>
              Details
            </button>
          )}
        </main>
        <aside className="side-right" aria-label={PANEL_WORDS[panel]}>
          <SheetClose onClose={() => setSheet(undefined)} />
          <Suspense fallback={null}>
            {panel === "versions" ? (
              <VersionsPanel
                designId={designId}
                person={person}
                readOnly={readOnly}
                onClose={() => setPanel("inspector")}
              />
            ) : panel === "comments" ? (
              <CommentsPanel onClose={() => setPanel("inspector")} />
            ) : (
              <Inspector session={session} selection={selection} readOnly={readOnly} onSelect={setWanted} />
            )}
          </Suspense>
        </aside>
      </div>
      <Suspense fallback={null}>
        {connecting !== undefined && (
          <ConnectDialog
            session={session}
            from={connecting}
            onDone={(id) => {
              setConnecting(undefined);
              if (id !== undefined) setWanted([id]);
            }}
          />
        )}
      </Suspense>
    </Contexts>
  );
}

/** Closes a sheet, where panels are sheets. */
function SheetClose({ onClose }: { onClose: () => void }) {
  return (
    <button type="button" className="button quiet small icon sheet-close" aria-label="Close" onClick={onClose}>
      <X size={16} aria-hidden="true" />
    </button>
  );
}

/** What the parts of the page find without being handed it. */
function Contexts(props: { workbench: Workbench; desk: CommentDesk | undefined; children: ReactNode }) {
  return (
    <WorkbenchContext value={props.workbench}>
      <DeskContext value={props.desk}>{props.children}</DeskContext>
    </WorkbenchContext>
  );
}

/** Selects what the address asks for once the design is here, and shows it; later changes leave the view alone. */
function useAsked(session: Session, asked: readonly string[], select: (ids: readonly string[]) => void): void {
  const { loaded } = session;
  useEffect(() => {
    if (!loaded) return undefined;
    const { components, relationships } = session.design.snapshot;
    const there = asked.filter((id) => components.has(id) || relationships.has(id));
    if (there.length === 0) return undefined;
    select(there);
    const shown = there.filter((id) => components.has(id));
    // The canvas fits the whole design in its first frame.
    const frame = requestAnimationFrame(() => requestAnimationFrame(() => canvasOf(session).view?.fit(shown)));
    return () => cancelAnimationFrame(frame);
  }, [loaded, session, asked, select]);
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
