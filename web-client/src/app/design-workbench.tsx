import { useReactFlow } from "@xyflow/react";
import { MousePointerClick, PanelLeft, X } from "lucide-react";
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { Canvas, FIT } from "../canvas/canvas";
import { useSnapshot, useSyncState, WorkbenchContext } from "../canvas/context";
import { containerAt, freePlace } from "../canvas/graph";
import { Toolbar } from "../canvas/toolbar";
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
import { useSelectionLink } from "./use-selection-link";
import { VersionsPanel } from "./versions-panel";

const ConnectDialog = lazy(async () => ({ default: (await import("./connect-dialog")).ConnectDialog }));

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
  const [tab, setTab] = useState<LeftTab>("add");
  const [connecting, setConnecting] = useState<string>();
  const palette = useRef<HTMLInputElement>(null);
  // What another deleted is no longer selected, whatever was wanted.
  const selection = useMemo(
    () => wanted.filter((id) => snapshot.components.has(id) || snapshot.relationships.has(id)),
    [wanted, snapshot],
  );
  useEffect(() => session.presence.setSelection(selection), [session, selection]);
  const workbench = useMemo(() => ({ session, stopEditing: () => setEditing(undefined) }), [session]);
  const asked = useSelectionLink(selection, session.loaded);
  useFirstFit(session, asked, setWanted);

  // Drawn at once: somebody types on as soon as they pressed the key.
  const show = (wanted: "inspector" | "versions") => {
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
  const { undo, redo, jump } = useDesignCommands({
    add,
    session,
    selection,
    readOnly,
    select: setWanted,
    edit: setEditing,
    focusPalette: () => showLeft("add", ".palette-search input"),
    showOutline: () => showLeft("outline", "[role=tree]"),
    showVersions: () => show("versions"),
    commit,
    connect: setConnecting,
    configure: () => {
      show("inspector");
      focusWhenThere('.side-right[aria-label="Properties"] :is(input, textarea, select)');
    },
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
          onVersions={() => (panel === "versions" ? setPanel("inspector") : show("versions"))}
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
          <Toolbar
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
        <aside className="side-right" aria-label={panel === "versions" ? "Versions" : "Properties"}>
          <SheetClose onClose={() => setSheet(undefined)} />
          {panel === "versions" ? (
            <VersionsPanel
              designId={designId}
              person={person}
              readOnly={readOnly}
              onClose={() => setPanel("inspector")}
            />
          ) : (
            <Inspector session={session} selection={selection} readOnly={readOnly} onSelect={setWanted} />
          )}
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
    </WorkbenchContext>
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

/** Shows the whole design once it is here, or what the address asks for; later changes leave the view alone. */
function useFirstFit(session: Session, asked: readonly string[], select: (ids: readonly string[]) => void): void {
  const flow = useReactFlow();
  const { loaded } = session;
  useEffect(() => {
    if (!loaded) return undefined;
    const { components, relationships } = session.design.snapshot;
    const there = asked.filter((id) => components.has(id) || relationships.has(id));
    if (there.length > 0) select(there);
    const nodes = there.filter((id) => components.has(id)).map((id) => ({ id }));
    const what = nodes.length > 0 ? { nodes } : {};
    const frame = requestAnimationFrame(
      () => void flow.fitView({ padding: FIT.padding, maxZoom: FIT.maxZoom, ...what }),
    );
    return () => cancelAnimationFrame(frame);
  }, [loaded, flow, session, asked, select]);
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
