import {
  Background,
  BackgroundVariant,
  type Connection,
  ConnectionMode,
  type EdgeChange,
  MarkerType,
  MiniMap,
  type NodeChange,
  ReactFlow,
  SelectionMode,
  useReactFlow,
  useStore,
} from "@xyflow/react";
import { type DragEvent, type MouseEvent, type ReactNode, useCallback, useMemo, useState } from "react";
import { readKind } from "../doc/kinds";
import { NODE_SIZE } from "../doc/model";
import { KIND_DRAG_TYPE } from "../palette/palette";
import { useSnapshot, useWorkbench } from "./context";
import { Cursors } from "./cursors";
import { useDrag } from "./drag";
import { Follow } from "./follow";
import { type CanvasNode, containerAt, Graph } from "./graph";
import { InferredEdge, inferredEdges, useInferred } from "./inferred";
import { ComponentNode, ContainerNode } from "./nodes";

const NODE_TYPES = { component: ComponentNode, container: ContainerNode };
const EDGE_TYPES = { inferred: InferredEdge };
const EDGE_OPTIONS = { markerEnd: { type: MarkerType.ArrowClosed, width: 16, height: 16, color: null } };
const FAR_BELOW = 0.4;
export const FIT = { padding: 0.1, maxZoom: 1.1, duration: 160 } as const;

function overviewColor(node: CanvasNode): string {
  return node.type === "container" ? "var(--hover)" : "var(--edge)";
}

type Props = {
  readonly selection: readonly string[];
  readonly onSelect: (ids: readonly string[]) => void;
  readonly editing: string | undefined;
  readonly onEdit: (id: string) => void;
  readonly readOnly: boolean;
  readonly children?: ReactNode;
};

/** The canvas of an open design. */
export function Canvas({ selection, onSelect, editing, onEdit, readOnly, children }: Props) {
  const { session } = useWorkbench();
  const { design, presence } = session;
  const snapshot = useSnapshot(session);
  const flow = useReactFlow();
  const { places, sizes, take } = useDrag(session);
  const [graph] = useState(() => new Graph());
  const selected = useMemo(() => new Set(selection), [selection]);
  const overlay = useMemo(
    () => ({ selected, editing, places, sizes, readOnly }),
    [selected, editing, places, sizes, readOnly],
  );
  const nodes = useMemo(() => graph.nodes(snapshot, overlay), [graph, snapshot, overlay]);
  const inferred = useInferred(session, snapshot);
  const edges = useMemo(
    () => [...graph.edges(snapshot, overlay), ...inferredEdges(inferred, snapshot, overlay)],
    [graph, snapshot, overlay, inferred],
  );
  const far = useStore((state) => state.transform[2] < FAR_BELOW);

  const choose = useCallback(
    (changes: readonly (NodeChange<CanvasNode> | EdgeChange)[]) => {
      const next = new Set(selected);
      let changed = false;
      for (const change of changes) {
        if (change.type !== "select" || next.has(change.id) === change.selected) continue;
        changed = true;
        if (change.selected) next.add(change.id);
        else next.delete(change.id);
      }
      if (changed) onSelect([...next]);
    },
    [selected, onSelect],
  );
  const onNodesChange = useCallback(
    (changes: NodeChange<CanvasNode>[]) => {
      choose(changes);
      if (!readOnly) take(changes);
    },
    [choose, take, readOnly],
  );
  const onConnect = useCallback(
    ({ source, target }: Connection) => {
      const id = design.connect(source, target);
      if (id !== undefined) onSelect([id]);
    },
    [design, onSelect],
  );
  const onDrop = (event: DragEvent) => {
    const kind = readKind(event.dataTransfer.getData(KIND_DRAG_TYPE));
    if (kind === undefined || readOnly) return;
    event.preventDefault();
    const { x, y } = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    const parent = containerAt(design.snapshot, x, y, new Set());
    const id = design.add(kind, [Math.round(x - NODE_SIZE[0] / 2), Math.round(y - NODE_SIZE[1] / 2)], parent);
    onSelect([id]);
  };
  const onPointer = (event: MouseEvent) => {
    presence.setPointer(flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }, { snapToGrid: false }));
  };

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- it only reports where the pointer is
    <section
      className={far ? "canvas far" : "canvas"}
      aria-label="Canvas"
      onMouseMove={onPointer}
      onMouseLeave={() => presence.setPointer(undefined)}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(KIND_DRAG_TYPE)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = "copy";
      }}
      onDrop={onDrop}
    >
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        defaultEdgeOptions={EDGE_OPTIONS}
        defaultMarkerColor={null}
        onNodesChange={onNodesChange}
        onEdgesChange={choose}
        onConnect={onConnect}
        onNodeDoubleClick={(_event, node) => !readOnly && onEdit(node.id)}
        connectionMode={ConnectionMode.Loose}
        connectionRadius={28}
        selectionMode={SelectionMode.Partial}
        selectionKeyCode="Shift"
        multiSelectionKeyCode={["Shift", "Meta", "Control"]}
        deleteKeyCode={null}
        zoomOnDoubleClick={false}
        panOnScroll
        minZoom={0.1}
        maxZoom={2}
        fitView
        fitViewOptions={{ padding: FIT.padding, maxZoom: FIT.maxZoom }}
        onlyRenderVisibleElements
        elevateNodesOnSelect={false}
        nodeDragThreshold={3}
        attributionPosition="bottom-left"
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1.8} color="var(--dots)" />
        <MiniMap pannable zoomable ariaLabel="Overview" nodeBorderRadius={8} nodeColor={overviewColor} />
        <Cursors presence={presence} />
        <Follow />
        {children}
      </ReactFlow>
    </section>
  );
}
