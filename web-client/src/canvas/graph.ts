import { type Edge, type Node, type NodeHandle, Position } from "@xyflow/react";
import { type Component, effectiveParent, type Pair, type Relationship, type Snapshot } from "../doc/model";
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

/** Makes React Flow's nodes and edges from snapshots; what did not change keeps its identity and is not rendered again. */
export class Graph {
  private cache = new Map<string, Cached>();
  private edgeCache = new Map<string, { key: string; edge: Edge }>();

  nodes(snapshot: Snapshot, overlay: Overlay): CanvasNode[] {
    const { components } = snapshot;
    const depth = depths(components);
    const ordered = [...components.values()].sort(
      (a, b) =>
        Number(b.container) - Number(a.container) ||
        (depth.get(a.id) ?? 0) - (depth.get(b.id) ?? 0) ||
        (a.z < b.z ? -1 : Number(a.z > b.z)),
    );
    const next = new Map<string, Cached>();
    for (const component of ordered) next.set(component.id, this.node(component, components, overlay, depth));
    this.cache = next;
    return [...next.values()].map(({ node }) => node);
  }

  edges(snapshot: Snapshot, overlay: Overlay): Edge[] {
    const next = new Map<string, { key: string; edge: Edge }>();
    for (const relationship of snapshot.relationships.values()) {
      const from = snapshot.components.get(relationship.from);
      const to = snapshot.components.get(relationship.to);
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

  private node(
    component: Component,
    all: ReadonlyMap<string, Component>,
    overlay: Overlay,
    depth: ReadonlyMap<string, number>,
  ): Cached {
    const { id } = component;
    const parent = effectiveParent(component, all);
    const position = placeIn(component, parent === undefined ? undefined : all.get(parent), overlay);
    const size = overlay.sizes.get(id) ?? component.size;
    const selected = overlay.selected.has(id);
    const editing = overlay.editing === id;
    const key = [position.x, position.y, size, parent, selected, editing, overlay.readOnly, depth.get(id)].join();
    const cached = this.cache.get(id);
    if (cached?.component === component && cached.key === key) return cached;
    const [width, height] = size;
    const node: CanvasNode = {
      id,
      type: component.container ? "container" : "component",
      position,
      data: { component, editing },
      width,
      height,
      measured: { width, height },
      handles: handles(size),
      selected,
      draggable: !overlay.readOnly && !editing,
      connectable: !overlay.readOnly,
      zIndex: component.container ? (depth.get(id) ?? 0) : 100,
      ariaLabel: `${component.name}, ${component.kind}`,
      ...(parent === undefined ? {} : { parentId: parent }),
    };
    return { key, component, node };
  }
}

function depths(components: ReadonlyMap<string, Component>): ReadonlyMap<string, number> {
  const known = new Map<string, number>();
  const depthOf = (component: Component): number => {
    const ready = known.get(component.id);
    if (ready !== undefined) return ready;
    known.set(component.id, 0);
    const parent = effectiveParent(component, components);
    const above = parent === undefined ? undefined : components.get(parent);
    const depth = above === undefined ? 0 : depthOf(above) + 1;
    known.set(component.id, depth);
    return depth;
  };
  for (const component of components.values()) depthOf(component);
  return known;
}

/** A member stays with its container while the container moves, unless it moves itself. */
function placeIn(component: Component, parent: Component | undefined, overlay: Overlay): { x: number; y: number } {
  const [x, y] = overlay.places.get(component.id) ?? component.pos;
  if (parent === undefined) return { x, y };
  const moved = overlay.places.has(component.id);
  const [px, py] = moved ? (overlay.places.get(parent.id) ?? parent.pos) : parent.pos;
  return { x: x - px, y: y - py };
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

/** The innermost container under a point, leaving out some. */
export function containerAt(snapshot: Snapshot, x: number, y: number, except: ReadonlySet<string>): string | undefined {
  let best: Component | undefined;
  for (const component of snapshot.components.values()) {
    if (!component.container || except.has(component.id)) continue;
    const [left, top] = component.pos;
    const [width, height] = component.size;
    if (x < left || x > left + width || y < top || y > top + height) continue;
    if (best === undefined || width * height < best.size[0] * best.size[1]) best = component;
  }
  return best?.id;
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
