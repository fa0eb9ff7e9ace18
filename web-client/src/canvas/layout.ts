import { Graph, layout } from "@dagrejs/dagre";
import type { Pair } from "../doc/model";
import type { Rect } from "../doc/route";
import { around } from "./geometry";
import { roomFor } from "./containers";

/** What is to be arranged; a parent that is not among these counts as none. */
export type LayoutNode = {
  readonly id: string;
  readonly rect: Rect;
  readonly parent: string | undefined;
  readonly container: boolean;
};

export type LayoutInput = {
  readonly nodes: readonly LayoutNode[];
  readonly edges: readonly (readonly [string, string])[];
};

/** New places, and extents of containers that changed. */
export type LayoutResult = readonly (readonly [string, Rect])[];

const GAP = 40;
const RANK_GAP = 80;
/** Above this dagre takes seconds; larger groups are put in rows, most connected first. */
const LAYERED_MAX = 1_500;
const SMALLEST_CONTAINER: Pair = [220, 140];

type Box = { readonly id: string; width: number; height: number; x: number; y: number };

/** Arranges all in layers from left to right, containers from the inside out; the whole keeps its upper left corner. */
export function arrange({ nodes, edges }: LayoutInput): LayoutResult {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parentOf = (id: string): string | undefined => {
    const parent = byId.get(id)?.parent;
    return parent !== undefined && byId.get(parent)?.container === true ? parent : undefined;
  };
  const childrenOf = new Map<string | undefined, LayoutNode[]>();
  for (const node of nodes) {
    const parent = parentOf(node.id);
    childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), node]);
  }
  /** The ancestor of a node that lies directly in a container, or undefined when it lies elsewhere. */
  const within = (id: string, container: string | undefined): string | undefined => {
    let at: string | undefined = id;
    while (at !== undefined && parentOf(at) !== container) at = parentOf(at);
    return at;
  };
  /** Places of everything inside a container, from its own upper left corner. */
  const inner = (container: string | undefined): readonly Box[] => {
    const boxes: Box[] = [];
    const deeper = new Map<string, readonly Box[]>();
    for (const { id, rect, container: holds } of childrenOf.get(container) ?? []) {
      const members = holds ? inner(id) : [];
      const empty = holds && members.length === 0;
      const box = { id, x: 0, y: 0, width: rect.width, height: rect.height };
      if (empty) [box.width, box.height] = SMALLEST_CONTAINER;
      if (members.length > 0) {
        const direct = members.filter((member) => parentOf(member.id) === id);
        const room = roomFor(around(direct) ?? box, direct);
        [box.width, box.height] = [
          Math.max(room.width, SMALLEST_CONTAINER[0]),
          Math.max(room.height, SMALLEST_CONTAINER[1]),
        ];
        deeper.set(
          id,
          members.map((member) => ({ ...member, x: member.x - room.x, y: member.y - room.y })),
        );
      }
      boxes.push(box);
    }
    const known = new Set(boxes.map(({ id }) => id));
    const lines = edges.flatMap(([from, to]): (readonly [string, string])[] => {
      const [start, end] = [within(from, container), within(to, container)];
      return start !== undefined && end !== undefined && start !== end && known.has(start) && known.has(end)
        ? [[start, end]]
        : [];
    });
    pack(boxes, lines);
    return boxes.flatMap((box) => [
      box,
      ...(deeper.get(box.id) ?? []).map((member) => ({ ...member, x: member.x + box.x, y: member.y + box.y })),
    ]);
  };
  const placed = inner(undefined);
  const before = around((childrenOf.get(undefined) ?? []).map(({ rect }) => rect));
  const after = around(placed);
  if (before === undefined || after === undefined) return [];
  const [dx, dy] = [before.x - after.x, before.y - after.y];
  return placed.map(({ id, x, y, width, height }) => [
    id,
    { x: Math.round(x + dx), y: Math.round(y + dy), width: Math.round(width), height: Math.round(height) },
  ]);
}

/** Gives boxes their places: each connected group in layers, the groups in rows, single ones in a grid at the end. */
function pack(boxes: readonly Box[], lines: readonly (readonly [string, string])[]): void {
  const groups = connected(boxes, lines);
  const single = groups.filter((group) => group.length === 1).flat();
  const blocks = groups.filter((group) => group.length > 1).sort((a, b) => b.length - a.length);
  for (const block of blocks) {
    if (block.length <= LAYERED_MAX) layered(block, lines);
    else grid(block);
  }
  if (single.length > 0) {
    single.sort((a, b) => b.height * b.width - a.height * a.width || (a.id < b.id ? -1 : 1));
    grid(single);
    blocks.push(single);
  }
  rows(blocks);
}

function connected(boxes: readonly Box[], lines: readonly (readonly [string, string])[]): Box[][] {
  const leader = new Map(boxes.map(({ id }) => [id, id]));
  const find = (id: string): string => {
    let at = id;
    for (let up = leader.get(at); up !== undefined && up !== at; up = leader.get(at)) at = up;
    leader.set(id, at);
    return at;
  };
  for (const [from, to] of lines) leader.set(find(from), find(to));
  const groups = new Map<string, Box[]>();
  for (const box of boxes) {
    const group = groups.get(find(box.id));
    if (group === undefined) groups.set(find(box.id), [box]);
    else group.push(box);
  }
  return [...groups.values()];
}

function layered(block: readonly Box[], lines: readonly (readonly [string, string])[]): void {
  const graph = new Graph();
  graph.setGraph({ rankdir: "LR", nodesep: GAP, ranksep: RANK_GAP, edgesep: 16 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of block) graph.setNode(id, { width, height });
  for (const [from, to] of lines) if (graph.hasNode(from) && graph.hasNode(to)) graph.setEdge(from, to);
  layout(graph);
  for (const box of block) {
    const { x, y } = graph.node(box.id) as { x: number; y: number };
    [box.x, box.y] = [x - box.width / 2, y - box.height / 2];
  }
}

/** Rows of a block about as wide as it is high, wider rather. */
function grid(block: readonly Box[]): void {
  const area = block.reduce((sum, { width, height }) => sum + (width + GAP) * (height + GAP), 0);
  shelves(block, Math.sqrt(area * 1.7));
}

function rows(blocks: readonly (readonly Box[])[]): void {
  const wholes = blocks.map((block) => ({ block, ...(around(block) ?? { x: 0, y: 0, width: 0, height: 0 }) }));
  const area = wholes.reduce((sum, { width, height }) => sum + (width + GAP) * (height + GAP), 0);
  const widest = Math.max(...wholes.map(({ width }) => width), 0);
  const targets = wholes.map(({ width, height }) => ({ x: 0, y: 0, width, height }));
  shelves(targets, Math.max(widest, Math.sqrt(area * 1.7)));
  for (const [index, { block, x, y }] of wholes.entries()) {
    const target = targets[index] ?? { x: 0, y: 0 };
    for (const box of block) {
      box.x += target.x - x;
      box.y += target.y - y;
    }
  }
}

function shelves(boxes: readonly { x: number; y: number; width: number; height: number }[], wide: number): void {
  let [x, y, tallest] = [0, 0, 0];
  for (const box of boxes) {
    if (x > 0 && x + box.width > wide) [x, y, tallest] = [0, y + tallest + GAP, 0];
    [box.x, box.y] = [x, y];
    x += box.width + GAP;
    tallest = Math.max(tallest, box.height);
  }
}
