import type { Pair } from "../doc/model";
import type { Rect } from "../doc/route";

/** A line that shows what a dragged thing is in line with, in canvas units. */
export type Guide =
  | { readonly kind: "vertical"; readonly x: number; readonly from: number; readonly to: number }
  | { readonly kind: "horizontal"; readonly y: number; readonly from: number; readonly to: number };

export const GRID = 10;
/** How near a line pulls, in pixels of the screen. */
const PULL_PX = 6;

type Stop = { readonly at: number; readonly from: number; readonly to: number };

/** The three lines of a rectangle along one axis. */
const lines = (start: number, length: number): readonly number[] => [start, start + length / 2, start + length];

/** The lines of what stands still, sorted, so that each frame of a drag looks up six numbers. */
export class Snapping {
  private readonly vertical: readonly Stop[];
  private readonly horizontal: readonly Stop[];

  constructor(others: readonly Rect[]) {
    const sorted = (stops: Stop[]) => stops.sort((a, b) => a.at - b.at);
    this.vertical = sorted(
      others.flatMap(({ x, y, width, height }) => lines(x, width).map((at) => ({ at, from: y, to: y + height }))),
    );
    this.horizontal = sorted(
      others.flatMap(({ x, y, width, height }) => lines(y, height).map((at) => ({ at, from: x, to: x + width }))),
    );
  }

  /** How far to move this rectangle further, onto the nearest lines or else the grid; and the lines to show. */
  pull(box: Rect, zoom: number): { readonly shift: Pair; readonly guides: readonly Guide[] } {
    const reach = PULL_PX / zoom;
    const dx = nearest(this.vertical, lines(box.x, box.width), reach);
    const dy = nearest(this.horizontal, lines(box.y, box.height), reach);
    const shift: Pair = [dx ?? toGrid(box.x), dy ?? toGrid(box.y)];
    const moved = { ...box, x: box.x + shift[0], y: box.y + shift[1] };
    const guides: Guide[] = [];
    if (dx !== undefined) {
      for (const { at, from, to } of met(this.vertical, lines(moved.x, moved.width), moved.y, moved.height)) {
        guides.push({ kind: "vertical", x: at, from, to });
      }
    }
    if (dy !== undefined) {
      for (const { at, from, to } of met(this.horizontal, lines(moved.y, moved.height), moved.x, moved.width)) {
        guides.push({ kind: "horizontal", y: at, from, to });
      }
    }
    return { shift, guides };
  }
}

/** How far a place is from the nearest line of the grid. */
export function toGrid(place: number): number {
  return Math.round(place / GRID) * GRID - place;
}

/** The index of the first stop at or after a place. */
function firstFrom(stops: readonly Stop[], place: number): number {
  let [low, high] = [0, stops.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((stops[middle]?.at ?? Infinity) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

function nearest(stops: readonly Stop[], own: readonly number[], reach: number): number | undefined {
  let best: number | undefined;
  for (const line of own) {
    const index = firstFrom(stops, line);
    for (const stop of [stops[index - 1], stops[index]]) {
      if (stop === undefined) continue;
      const distance = stop.at - line;
      if (Math.abs(distance) <= reach && (best === undefined || Math.abs(distance) < Math.abs(best))) best = distance;
    }
  }
  return best;
}

const SAME = 0.01;

/** The stops on these lines, each line once, long enough to reach the rectangle and all it is in line with. */
function met(stops: readonly Stop[], own: readonly number[], start: number, length: number): readonly Stop[] {
  return own.flatMap((line): Stop[] => {
    let [from, to, found] = [start, start + length, false];
    for (let index = firstFrom(stops, line - SAME); index < stops.length; index += 1) {
      const stop = stops[index];
      if (stop === undefined || stop.at > line + SAME) break;
      [from, to, found] = [Math.min(from, stop.from), Math.max(to, stop.to), true];
    }
    return found ? [{ at: line, from, to }] : [];
  });
}
