import type { Design } from "../doc/design";
import type { Move } from "../doc/move";
import type { Component, Pair } from "../doc/model";
import type { Rect } from "../doc/route";
import { outermost, withMembers } from "../doc/tree";
import { grown } from "./containers";
import { around, rectOfComponent } from "./geometry";

/** The edge or middle line that components are brought to. */
export type Line = "left" | "centre" | "right" | "top" | "middle" | "bottom";
/** The direction in which the gaps between components become equal. */
export type Axis = "across" | "down";

type Boxes = ReadonlyMap<string, Rect>;

/** New corners that bring all to one line of the rectangle around them. */
export function aligned(boxes: Boxes, line: Line): ReadonlyMap<string, Pair> {
  const whole = around(boxes.values());
  if (whole === undefined) return new Map();
  return new Map([...boxes].map(([id, box]) => [id, onLine(box, whole, line)]));
}

function onLine({ x, y, width, height }: Rect, whole: Rect, line: Line): Pair {
  switch (line) {
    case "left":
      return [whole.x, y];
    case "centre":
      return [Math.round(whole.x + (whole.width - width) / 2), y];
    case "right":
      return [whole.x + whole.width - width, y];
    case "top":
      return [x, whole.y];
    case "middle":
      return [x, Math.round(whole.y + (whole.height - height) / 2)];
    case "bottom":
      return [x, whole.y + whole.height - height];
  }
}

/** New corners with equal gaps; the first and the last stay where they are. */
export function distributed(boxes: Boxes, axis: Axis): ReadonlyMap<string, Pair> {
  const start = (box: Rect) => (axis === "across" ? box.x : box.y);
  const length = (box: Rect) => (axis === "across" ? box.width : box.height);
  const ordered = [...boxes].sort(
    ([a, one], [b, other]) => start(one) + length(one) / 2 - (start(other) + length(other) / 2) || (a < b ? -1 : 1),
  );
  const whole = around(boxes.values());
  if (ordered.length < 3 || whole === undefined) return new Map();
  const used = ordered.reduce((sum, [, box]) => sum + length(box), 0);
  const gap = (length(whole) - used) / (ordered.length - 1);
  const places = new Map<string, Pair>();
  let at = start(whole);
  for (const [id, box] of ordered) {
    places.set(id, axis === "across" ? [Math.round(at), box.y] : [box.x, Math.round(at)]);
    at += length(box) + gap;
  }
  return places;
}

/** The moves to new corners: members follow their containers, and containers around them grow. */
export function movesTo(
  components: ReadonlyMap<string, Component>,
  places: ReadonlyMap<string, Pair>,
): readonly Move[] {
  const moves = new Map<string, Move>();
  for (const [id, pos] of places) {
    const component = components.get(id);
    if (component === undefined) continue;
    const [dx, dy] = [pos[0] - component.pos[0], pos[1] - component.pos[1]];
    if (dx === 0 && dy === 0) continue;
    for (const one of withMembers(components, [id])) {
      const [x, y] = components.get(one)?.pos ?? [0, 0];
      moves.set(one, { id: one, pos: [x + dx, y + dy] });
    }
  }
  return grown(components, moves);
}

/** The outermost of what is selected, by place; relationships are left out. */
function boxesOf(design: Design, selection: readonly string[]): Boxes {
  const { components } = design.snapshot;
  const boxes = new Map<string, Rect>();
  for (const id of outermost(components, selection)) {
    const component = components.get(id);
    if (component !== undefined) boxes.set(id, rectOfComponent(component));
  }
  return boxes;
}

/** How many of these can be aligned: what is inside another of them moves with it. */
export function alignable(design: Design, selection: readonly string[]): number {
  return outermost(design.snapshot.components, selection).length;
}

/** Brings what is selected to one line; one undo step. */
export function align(design: Design, selection: readonly string[], line: Line): void {
  apply(design, aligned(boxesOf(design, selection), line));
}

/** Makes the gaps between what is selected equal; one undo step. */
export function distribute(design: Design, selection: readonly string[], axis: Axis): void {
  apply(design, distributed(boxesOf(design, selection), axis));
}

/** Moves what is selected by an arrow key; answers whether anything moved. */
export function nudge(design: Design, selection: readonly string[], dx: number, dy: number): boolean {
  const boxes = boxesOf(design, selection);
  if (boxes.size === 0) return false;
  apply(design, new Map([...boxes].map(([id, { x, y }]) => [id, [x + dx, y + dy] as const])));
  return true;
}

function apply(design: Design, places: ReadonlyMap<string, Pair>): void {
  const moves = movesTo(design.snapshot.components, places);
  if (moves.length > 0) design.move(moves);
}
