import type { Pair } from "../doc/model";
import { centreOf, cornersOf, inLoop, inside, rectBetween, rectOfComponent, around } from "./geometry";
import type { Scene } from "./scene";

/** A selection being drawn on the canvas. */
export type Sweep =
  | { readonly kind: "box"; readonly from: Pair; readonly to: Pair }
  | { readonly kind: "lasso"; readonly loop: readonly Pair[] };

/** What a sweep takes: what it touches, and containers that it has wholly. */
export function swept(scene: Scene, sweep: Sweep): readonly string[] {
  if (sweep.kind === "box") {
    const box = rectBetween(sweep.from, sweep.to);
    return scene
      .within(box)
      .filter((component) => !component.container || inside(rectOfComponent(component), box))
      .map(({ id }) => id);
  }
  const { loop } = sweep;
  const whole = around(loop.map(([x, y]) => ({ x, y, width: 0, height: 0 })));
  if (whole === undefined || loop.length < 3) return [];
  return scene
    .within(whole)
    .filter((component) => {
      const rect = rectOfComponent(component);
      return component.container
        ? cornersOf(rect).every((corner) => inLoop(corner, loop))
        : inLoop(centreOf(rect), loop);
    })
    .map(({ id }) => id);
}

/** The selection after a click on one thing: it alone, or it put in or taken out. */
export function clicked(selection: readonly string[], id: string, more: boolean): readonly string[] {
  if (!more) return [id];
  return selection.includes(id) ? selection.filter((one) => one !== id) : [...selection, id];
}

/** What was selected before and what a sweep takes, each once. */
export function together(before: readonly string[], taken: readonly string[]): readonly string[] {
  return [...new Set([...before, ...taken])];
}
