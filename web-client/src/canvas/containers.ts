import type { Move } from "../doc/move";
import type { Component, Pair } from "../doc/model";
import { holds, namespaceEntries } from "../doc/namespace";
import type { Rect } from "../doc/route";
import { treeOf } from "../doc/tree";
import { around, covers, rectOfComponent } from "./geometry";

type Components = ReadonlyMap<string, Component>;

const SIDE = 20;
/** Room for the label of a container. */
const HEAD = 48;

/** The innermost container under a point that may hold this component, leaving out some. */
export function containerFor(
  components: Components,
  point: Pair,
  component: Pick<Component, "kind">,
  except: ReadonlySet<string>,
): Component | undefined {
  let best: Component | undefined;
  for (const container of components.values()) {
    if (!container.container || except.has(container.id) || !holds(container, component)) continue;
    if (!covers(rectOfComponent(container), point)) continue;
    const [width, height] = container.size;
    if (best === undefined || width * height < best.size[0] * best.size[1]) best = container;
  }
  return best;
}

/** What a component's change of container means: its parent, and what its configuration says of the namespace. */
export function joining(
  component: Component,
  components: Components,
  container: Component | undefined,
): Pick<Move, "parent" | "config"> {
  const { parentOf } = treeOf(components);
  const before = components.get(parentOf.get(component.id) ?? "");
  if (before?.id === container?.id) return {};
  return { parent: container?.id, config: namespaceEntries(component, before, container) };
}

/** A rectangle made large enough for these, with room at the sides and for the label. */
export function roomFor(box: Rect, members: readonly Rect[]): Rect {
  const inner = around(members);
  if (inner === undefined) return box;
  const wanted = {
    x: inner.x - SIDE,
    y: inner.y - HEAD,
    width: inner.width + 2 * SIDE,
    height: inner.height + HEAD + SIDE,
  };
  return around([box, wanted]) ?? box;
}

/** These moves, and those by which the containers around what moves grow to hold it; from the innermost outwards. */
export function grown(components: Components, moves: ReadonlyMap<string, Move>): readonly Move[] {
  const all = new Map(moves);
  const { parentOf, childrenOf, depthOf } = treeOf(components);
  const parent = (id: string): string | undefined => {
    const move = all.get(id);
    return move !== undefined && "parent" in move ? move.parent : parentOf.get(id);
  };
  const touched = new Set<string>();
  for (const id of moves.keys()) {
    for (let box = parent(id); box !== undefined && !touched.has(box); box = parent(box)) touched.add(box);
  }
  const rect = (id: string): Rect | undefined => {
    const component = components.get(id);
    const move = all.get(id);
    if (component === undefined) return undefined;
    const [x, y] = move?.pos ?? component.pos;
    const [width, height] = move?.size ?? component.size;
    return { x, y, width, height };
  };
  for (const id of [...touched].sort((a, b) => (depthOf.get(b) ?? 0) - (depthOf.get(a) ?? 0))) {
    const box = rect(id);
    if (box === undefined) continue;
    const stay = (childrenOf.get(id) ?? []).filter((child) => parent(child) === id);
    const come = [...moves.keys()].filter((child) => parent(child) === id);
    const room = roomFor(
      box,
      [...new Set([...stay, ...come])].flatMap((child) => rect(child) ?? []),
    );
    const same = room.x === box.x && room.y === box.y && room.width === box.width && room.height === box.height;
    if (!same) all.set(id, { ...all.get(id), id, pos: [room.x, room.y], size: [room.width, room.height] });
  }
  return [...all.values()];
}
