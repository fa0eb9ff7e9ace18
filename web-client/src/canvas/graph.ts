import { type Edge, type Node, type NodeHandle, Position } from "@xyflow/react";
import type { Component, Pair, Relationship, Snapshot } from "../doc/model";
import { facing, type Rect } from "../doc/route";

export type ComponentNodeData = { readonly component: Component; readonly editing: boolean };
export type CanvasNode = Node<ComponentNodeData, "component" | "container">;

/** What the canvas shows beside the document: selection, what is being edited, and where things are while they move. */
export type Overlay = {
  readonly selected: ReadonlySet<string>;
  readonly editing: string | undefined;
  /** Absolute places that stand in for the document's while someone drags. */
  readonly places: ReadonlyMap<string, Pair>;
  /** Extents that stand in while someone resizes. */
  readonly sizes: ReadonlyMap<string, Pair>;
  readonly readOnly: boolean;
};

export const HANDLE = 10;

/** Handles given up front, so that React Flow need not mount every node once to measure it. */
function handles([width, height]: Pair): NodeHandle[] {
  const at = (id: string, position: Position, x: number, y: number): NodeHandle => ({
    id,
    type: "source",
    position,
    x: x - HANDLE / 2,
    y: y - HANDLE / 2,
    width: HANDLE,
    height: HANDLE,
  });
  return [
    at("t", Position.Top, width / 2, 0),
    at("r", Position.Right, width, height / 2),
    at("b", Position.Bottom, width / 2, height),
    at("l", Position.Left, 0, height / 2),
  ];
}

type Cached = { readonly key: string; readonly component: Component; readonly node: CanvasNode };

/** Makes React Flow's nodes and edges; what did not change keeps its identity and is not rendered again. Places are absolute. */
export class Graph {
  private cache = new Map<string, Cached>();
  private edgeCache = new Map<string, { key: string; edge: Edge }>();

  nodes(shown: readonly Component[], overlay: Overlay, depthOf: ReadonlyMap<string, number>): CanvasNode[] {
    const depth = ({ id }: Component) => depthOf.get(id) ?? 0;
    const ordered = [...shown].sort(
      (a, b) =>
        Number(b.container) - Number(a.container) || depth(a) - depth(b) || (a.z < b.z ? -1 : Number(a.z > b.z)),
    );
    const next = new Map<string, Cached>();
    for (const component of ordered) next.set(component.id, this.node(component, overlay, depth(component)));
    this.cache = next;
    return [...next.values()].map(({ node }) => node);
  }

  edges(shown: readonly Relationship[], components: Snapshot["components"], overlay: Overlay): Edge[] {
    const next = new Map<string, { key: string; edge: Edge }>();
    for (const relationship of shown) {
      const from = components.get(relationship.from);
      const to = components.get(relationship.to);
      if (from === undefined || to === undefined) continue;
      const [source, target] = facing(rectOf(from, overlay), rectOf(to, overlay));
      const selected = overlay.selected.has(relationship.id);
      const key = `${source}${target}${selected}${relationship.from}${relationship.to}${from.name}/${to.name}`;
      const cached = this.edgeCache.get(relationship.id);
      const edge = cached?.key === key ? cached.edge : edgeOf(relationship, source, target, selected, from, to);
      next.set(relationship.id, { key, edge });
    }
    this.edgeCache = next;
    return [...next.values()].map(({ edge }) => edge);
  }

  private node(component: Component, overlay: Overlay, depth: number): Cached {
    const { id } = component;
    const { x, y, width, height } = rectOf(component, overlay);
    const selected = overlay.selected.has(id);
    const editing = overlay.editing === id;
    const key = `${x} ${y} ${width} ${height} ${selected} ${editing} ${overlay.readOnly} ${depth}`;
    const cached = this.cache.get(id);
    if (cached?.component === component && cached.key === key) return cached;
    const node: CanvasNode = {
      id,
      type: component.container ? "container" : "component",
      position: { x, y },
      data: { component, editing },
      width,
      height,
      measured: { width, height },
      handles: handles([width, height]),
      selected,
      draggable: !overlay.readOnly && !editing,
      connectable: !overlay.readOnly,
      zIndex: component.container ? depth : 100,
      ariaLabel: `${component.name}, ${component.kind}`,
    };
    return { key, component, node };
  }
}

/** Where a component stands right now. */
export function rectOf(component: Component, overlay: Overlay): Rect {
  const [x, y] = overlay.places.get(component.id) ?? component.pos;
  const [width, height] = overlay.sizes.get(component.id) ?? component.size;
  return { x, y, width, height };
}

function edgeOf(
  { id, from: source, to: target }: Relationship,
  sourceHandle: string,
  targetHandle: string,
  selected: boolean,
  from: Component,
  to: Component,
): Edge {
  return {
    id,
    source,
    target,
    sourceHandle,
    targetHandle,
    selected,
    zIndex: 50,
    ariaLabel: `${from.name} to ${to.name}`,
  };
}

const GAP = 24;

/** The free place nearest to a wanted one, so that what is added never covers what is there. */
export function freePlace(snapshot: Snapshot, wanted: Pair, size: Pair): Pair {
  const taken = [...snapshot.components.values()].filter(({ container }) => !container);
  const free = ([x, y]: Pair) =>
    !taken.some(({ pos, size: other }) => {
      const apartX = x + size[0] + GAP <= pos[0] || pos[0] + other[0] + GAP <= x;
      const apartY = y + size[1] + GAP <= pos[1] || pos[1] + other[1] + GAP <= y;
      return !apartX && !apartY;
    });
  for (let ring = 0; ring < 12; ring += 1) {
    for (let row = -ring; row <= ring; row += 1) {
      for (let column = -ring; column <= ring; column += 1) {
        if (Math.max(Math.abs(row), Math.abs(column)) !== ring) continue;
        const place: Pair = [wanted[0] + column * (size[0] + GAP), wanted[1] + row * (size[1] + GAP)];
        if (free(place)) return place;
      }
    }
  }
  return wanted;
}
