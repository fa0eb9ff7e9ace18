import type { Move } from "../doc/move";
import type { Component, Pair } from "../doc/model";
import type { Rect } from "../doc/route";
import { outermost, withMembers } from "../doc/tree";
import { containerFor, grown, joining } from "./containers";
import { around, centreOf, rectOfComponent } from "./geometry";
import type { Scene } from "./scene";
import { type Guide, Snapping } from "./snap";

/** What a drag shows in one moment. */
export type Moment = {
  /** Where everything that moves is, members included. */
  readonly places: ReadonlyMap<string, Pair>;
  readonly guides: readonly Guide[];
  /** The container that would take the first of them in, when that is a change; null: out of its container. */
  readonly target: Component | null | undefined;
  readonly shift: Pair;
};

const STILL: Moment = { places: new Map(), guides: [], target: undefined, shift: [0, 0] };

/** One drag of components, from where they were when it began; the document hears of it at its end. */
export class Moving {
  /** What moves of itself; the rest is inside of it. */
  readonly roots: readonly Component[];
  private readonly components: ReadonlyMap<string, Component>;
  private readonly all: readonly Component[];
  private readonly ids: ReadonlySet<string>;
  private readonly box: Rect;
  private readonly snapping: Snapping;
  moment = STILL;

  constructor(scene: Scene, ids: Iterable<string>, view: Rect) {
    this.components = scene.snapshot.components;
    const here = (id: string) => this.components.get(id) ?? [];
    this.roots = outermost(this.components, ids).flatMap(here);
    this.all = withMembers(this.components, ids).flatMap(here);
    this.ids = new Set(this.all.map(({ id }) => id));
    this.box = around(this.roots.map(rectOfComponent)) ?? { x: 0, y: 0, width: 0, height: 0 };
    const still = scene.within(view).filter(({ id }) => !this.ids.has(id));
    this.snapping = new Snapping(still.map(rectOfComponent));
  }

  /** Moves all so far from where they began; with `free` nothing pulls. */
  to(dx: number, dy: number, zoom: number, free: boolean): Moment {
    const moved = { ...this.box, x: this.box.x + dx, y: this.box.y + dy };
    const { shift: pull, guides } = free
      ? { shift: [Math.round(moved.x) - moved.x, Math.round(moved.y) - moved.y] as const, guides: [] }
      : this.snapping.pull(moved, zoom);
    const shift: Pair = [Math.round(dx + pull[0]), Math.round(dy + pull[1])];
    const places = new Map(this.all.map(({ id, pos }) => [id, [pos[0] + shift[0], pos[1] + shift[1]] as const]));
    this.moment = { places, guides, shift, target: this.target(shift) };
    return this.moment;
  }

  /** The moves that a drop here means: what lands in another container joins it, and the container makes room. */
  drop(): readonly Move[] {
    const [dx, dy] = this.moment.shift;
    if (dx === 0 && dy === 0) return [];
    const moves = new Map<string, Move>();
    for (const { id, pos } of this.all) moves.set(id, { id, pos: [pos[0] + dx, pos[1] + dy] });
    for (const root of this.roots) {
      const move = moves.get(root.id);
      if (move !== undefined) moves.set(root.id, { ...move, ...this.joined(root, this.moment.shift) });
    }
    return grown(this.components, moves);
  }

  private joined(root: Component, [dx, dy]: Pair): Pick<Move, "parent" | "config"> {
    const [x, y] = centreOf(rectOfComponent(root));
    const container = containerFor(this.components, [x + dx, y + dy], root, this.ids);
    return joining(root, this.components, container);
  }

  private target(shift: Pair): Component | null | undefined {
    for (const root of this.roots) {
      const joined = this.joined(root, shift);
      if ("parent" in joined) return joined.parent === undefined ? null : this.components.get(joined.parent);
    }
    return undefined;
  }
}
