import type { Component, Pair } from "../doc/model";
import type { Rect } from "../doc/route";

/** Where a component stands. */
export function rectOfComponent({ pos, size }: Component): Rect {
  return { x: pos[0], y: pos[1], width: size[0], height: size[1] };
}

/** The rectangle between two corners, in any order. */
export function rectBetween([x1, y1]: Pair, [x2, y2]: Pair): Rect {
  return { x: Math.min(x1, x2), y: Math.min(y1, y2), width: Math.abs(x2 - x1), height: Math.abs(y2 - y1) };
}

/** The smallest rectangle around these; undefined around nothing. */
export function around(rects: Iterable<Rect>): Rect | undefined {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, width, height } of rects) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  return left === Infinity ? undefined : { x: left, y: top, width: right - left, height: bottom - top };
}

/** Whether two rectangles share a point. */
export function overlap(a: Rect, b: Rect): boolean {
  return a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height;
}

/** Whether a rectangle lies wholly inside another. */
export function inside(inner: Rect, outer: Rect): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

/** Whether a point lies in a rectangle, its border included. */
export function covers({ x, y, width, height }: Rect, [px, py]: Pair): boolean {
  return px >= x && px <= x + width && py >= y && py <= y + height;
}

export function centreOf({ x, y, width, height }: Rect): Pair {
  return [x + width / 2, y + height / 2];
}

export function cornersOf({ x, y, width, height }: Rect): readonly Pair[] {
  return [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ];
}

/** Whether a point lies in a closed loop of points, by the even-odd rule. */
export function inLoop([px, py]: Pair, loop: readonly Pair[]): boolean {
  let within = false;
  let before = loop.at(-1);
  for (const point of loop) {
    if (before === undefined) break;
    const [[ax, ay], [bx, by]] = [before, point];
    if (ay > py !== by > py && px < ((bx - ax) * (py - ay)) / (by - ay) + ax) within = !within;
    before = point;
  }
  return within;
}
