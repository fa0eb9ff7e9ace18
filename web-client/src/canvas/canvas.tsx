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
  useState,
  useSyncExternalStore,
} from "react";
import { readKind } from "../doc/kinds";
import { NODE_SIZE } from "../doc/model";
import { treeOf } from "../doc/tree";
import { KIND_DRAG_TYPE } from "../palette/palette";
import { containerFor } from "./containers";
import { useSnapshot, useWorkbench } from "./context";
import { Cursors } from "./cursors";
import { useDrag } from "./drag";
import { GestureLayer } from "./gesture-layer";
import { type CanvasNode, Graph } from "./graph";
import { InferredEdge, inferredEdges, useInferred } from "./inferred";
import { Minimap } from "./minimap";
import { ComponentNode, ContainerNode } from "./nodes";
import { Overview } from "./overview";
import { clicked } from "./selecting";
import { canvasOf, type CanvasState } from "./state";
import { keyOnNode } from "./node-keys";
import { usePress } from "./use-press";
import { OVERVIEW_BELOW, useFirstFit, useRegion, useView, ZOOM_MAX, ZOOM_MIN } from "./view";
import { type Scene, spans } from "./scene";
import type { Rect } from "../doc/route";
import type { Component } from "../doc/model";

const NODE_TYPES = { component: ComponentNode, container: ContainerNode };
const EDGE_TYPES = { inferred: InferredEdge };
const EDGE_OPTIONS = { markerEnd: { type: MarkerType.ArrowClosed, width: 16, height: 16, color: null } };
/** Buttons that push the paper: the middle one, and with the hand the left one too. */
const PUSH = [1];
const PUSH_BY_HAND = [0, 1];
const NOTHING: never[] = [];

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
        if (!event.dataTransfer.types.includes(KIND_DRAG_TYPE)) return;
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

/** React Flow's nodes and edges for a region: what is in it, and the far ends of the lines that cross it. */
function useElements(
  scene: Scene,
  revision: number,
  region: Rect | undefined,
  overlay: Parameters<Graph["nodes"]>[1],
  inferred: ReturnType<typeof useInferred>,
) {
  const [graph] = useState(() => new Graph());
  // `revision` stands for what is inside the scene, which is one object for good.
  const shown = useMemo(() => partOf(scene, region, inferred, revision), [scene, region, inferred, revision]);
  const nodes = useMemo(() => {
    if (region === undefined) return NOTHING;
    const all = new Map(shown.components);
    for (const id of overlay.places.keys()) {
      const component = scene.snapshot.components.get(id);
      if (component !== undefined && scene.shows(id)) all.set(id, component);
    }
    return graph.nodes([...all.values()], overlay, treeOf(scene.snapshot.components).depthOf);
  }, [graph, scene, region, shown, overlay]);
  const edges = useMemo(() => {
    if (region === undefined) return NOTHING;
    const { components } = scene.snapshot;
    return [
      ...graph.edges(shown.relationships, components, overlay),
      ...inferredEdges(shown.inferred, scene.snapshot, overlay),
    ];
  }, [graph, scene, region, shown, overlay]);
  return { nodes, edges };
}

function partOf(scene: Scene, region: Rect | undefined, inferred: ReturnType<typeof useInferred>, _revision: number) {
  const all = new Map<string, Component>();
  if (region === undefined) return { components: all, relationships: [], inferred: [] };
  const { components } = scene.snapshot;
  for (const component of scene.within(region)) all.set(component.id, component);
  const relationships = scene.crossing(region);
  const guessed = inferred.filter(({ from, to }) => {
    const [start, end] = [components.get(from), components.get(to)];
    if (start === undefined || end === undefined || !scene.shows(from) || !scene.shows(to)) return false;
    return spans(start, end, region);
  });
  for (const { from, to } of [...relationships, ...guessed]) {
    for (const id of [from, to]) {
      const component = components.get(id);
      if (component !== undefined) all.set(id, component);
    }
  }
  return { components: all, relationships, inferred: guessed };
}
