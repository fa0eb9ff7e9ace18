import {
  Background,
  BackgroundVariant,
  type Connection,
  ConnectionMode,
  type Edge,
  MarkerType,
  ReactFlow,
  useReactFlow,
  useStore,
} from "@xyflow/react";
import {
  type DragEvent,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useCallback,
  useMemo,
  useRef,
  useSyncExternalStore,
} from "react";
import { readKind } from "../doc/kinds";
import { NODE_SIZE } from "../doc/model";
import { KIND_DRAG_TYPE } from "../palette/palette";
import { dropFile } from "./commands";
import { containerFor } from "./containers";
import { useSnapshot, useWorkbench } from "./context";
import { Cursors } from "./cursors";
import { useDrag } from "./drag";
import { Follow } from "./follow";
import { GestureLayer } from "./gesture-layer";
import { useElements } from "./elements";
import type { CanvasNode } from "./graph";
import { InferredEdge, useInferred } from "./inferred";
import { Minimap } from "./minimap";
import { ComponentNode, ContainerNode } from "./nodes";
import { Overview } from "./overview";
import { clicked } from "./selecting";
import { canvasOf, type CanvasState } from "./state";
import { keyOnNode } from "./node-keys";
import { usePress } from "./use-press";
import { OVERVIEW_BELOW, useFirstFit, useRegion, useView, ZOOM_MAX, ZOOM_MIN } from "./view";

const NODE_TYPES = { component: ComponentNode, container: ContainerNode };
const EDGE_TYPES = { inferred: InferredEdge };
const EDGE_OPTIONS = { markerEnd: { type: MarkerType.ArrowClosed, width: 16, height: 16, color: null } };
/** Buttons that push the paper: the middle one, and with the hand the left one too. */
const PUSH = [1];
const PUSH_BY_HAND = [0, 1];

type Props = {
  readonly selection: readonly string[];
  readonly onSelect: (ids: readonly string[]) => void;
  readonly editing: string | undefined;
  readonly onEdit: (id: string) => void;
  readonly readOnly: boolean;
  readonly children?: ReactNode;
};

/** The canvas of an open design: elements where they can be read, one picture where they cannot. */
export function Canvas({ selection, onSelect, editing, onEdit, readOnly, children }: Props) {
  const { session } = useWorkbench();
  const { design, presence } = session;
  const canvas = canvasOf(session);
  const snapshot = useSnapshot(session);
  const { hidden, tool } = useSyncExternalStore(canvas.subscribe, canvas.current);
  const scene = canvas.scene.update(snapshot, hidden);
  const { revision } = scene;
  const flow = useReactFlow();
  const view = useView(canvas);
  const fitted = useFirstFit(session.loaded, view);
  const drag = useDrag(session);
  const { places, sizes } = drag;
  const overview = useStore((state) => state.transform[2] < OVERVIEW_BELOW);
  const region = useRegion();
  const selected = useMemo(() => new Set(selection), [selection]);
  const overlay = useMemo(
    () => ({ selected, editing, places, sizes, readOnly }),
    [selected, editing, places, sizes, readOnly],
  );
  const inferred = useInferred(session, snapshot);
  const elements = fitted && !overview;
  const { nodes, edges } = useElements(scene, revision, elements ? region : undefined, overlay, inferred);
  const press = usePress({ session, overview, readOnly, selection, onSelect, drag });

  const onConnect = useCallback(
    ({ source, target }: Connection) => {
      const id = design.connect(source, target);
      if (id !== undefined) onSelect([id]);
    },
    [design, onSelect],
  );
  const dragged = useRef<string>(undefined);
  const onDrop = (event: DragEvent) => {
    const [file] = event.dataTransfer.files;
    if (file !== undefined) {
      event.preventDefault();
      void dropFile(file, { session, selection, onSelect, readOnly });
      return;
    }
    const kind = readKind(event.dataTransfer.getData(KIND_DRAG_TYPE));
    if (kind === undefined || readOnly) return;
    event.preventDefault();
    const { x, y } = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    const parent = containerFor(snapshot.components, [x, y], kind, new Set())?.id;
    const id = design.add(kind, [Math.round(x - NODE_SIZE[0] / 2), Math.round(y - NODE_SIZE[1] / 2)], parent);
    onSelect([id]);
  };
  const onPointer = (event: MouseEvent) => {
    const { x, y } = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }, { snapToGrid: false });
    canvas.setPointer([x, y]);
    presence.setPointer({ x, y });
    canvas.setHovered(overview && event.buttons === 0 && tool !== "hand" ? scene.at([x, y])?.id : undefined);
  };
  const onClick = (event: MouseEvent, { id }: CanvasNode | Edge) =>
    onSelect(clicked(selection, id, event.shiftKey || event.ctrlKey || event.metaKey));

  const onKey = (event: KeyboardEvent) => {
    if (keyOnNode(event, { session, selection, onSelect, readOnly })) event.stopPropagation();
  };

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- presses on the paper have their keys too
    <section
      className={`canvas tool-${tool}${overview ? " far" : ""}`}
      aria-label="Canvas"
      onMouseMove={onPointer}
      onMouseLeave={() => {
        canvas.setPointer(undefined);
        canvas.setHovered(undefined);
        presence.setPointer(undefined);
      }}
      onPointerDownCapture={press.down}
      onClickCapture={press.click}
      onKeyDownCapture={onKey}
      onDoubleClick={(event) => openAt(canvas, overview, event)}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.some((type) => type === KIND_DRAG_TYPE || type === "Files")) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = "copy";
      }}
      onDrop={onDrop}
    >
      {overview && fitted && <Overview session={session} overlay={overlay} inferred={inferred} revision={revision} />}
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        defaultEdgeOptions={EDGE_OPTIONS}
        defaultMarkerColor={null}
        onNodesChange={drag.resize}
        onConnect={onConnect}
        onNodeClick={onClick}
        onEdgeClick={onClick}
        onNodeDoubleClick={(_event, node) => !readOnly && onEdit(node.id)}
        onNodeDragStart={(_event, node) => {
          const ids = selected.has(node.id) ? selection : [node.id];
          if (ids !== selection) onSelect(ids);
          dragged.current = node.id;
          drag.begin(ids);
        }}
        onNodeDrag={(event, node) => {
          const [x, y] = snapshot.components.get(node.id)?.pos ?? [node.position.x, node.position.y];
          drag.to(node.position.x - x, node.position.y - y, flow.getZoom(), event.ctrlKey || event.metaKey);
        }}
        onNodeDragStop={drag.drop}
        connectionMode={ConnectionMode.Loose}
        connectionRadius={28}
        elementsSelectable={false}
        nodesFocusable
        edgesFocusable
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        deleteKeyCode={null}
        panOnDrag={tool === "hand" ? PUSH_BY_HAND : PUSH}
        zoomOnDoubleClick={false}
        panOnScroll
        minZoom={ZOOM_MIN}
        maxZoom={ZOOM_MAX}
        onlyRenderVisibleElements
        nodesDraggable={tool === "select"}
        elevateNodesOnSelect={false}
        nodeDragThreshold={3}
        attributionPosition="bottom-left"
      >
        {!overview && <Background variant={BackgroundVariant.Dots} gap={20} size={1.8} color="var(--dots)" />}
        <GestureLayer sweep={press.sweep} moment={drag.moment} />
        <Cursors presence={presence} />
        <Follow />
        {children}
      </ReactFlow>
      <Minimap canvas={canvas} revision={revision} />
    </section>
  );
}

/** A double click in the overview goes to what is under it, where it can be read. */
function openAt(canvas: CanvasState, overview: boolean, event: MouseEvent): void {
  if (!overview || canvas.pointer === undefined) return;
  const hit = canvas.scene.at(canvas.pointer);
  if (hit === undefined) return;
  event.preventDefault();
  canvas.view?.jumpTo(hit.id);
}
