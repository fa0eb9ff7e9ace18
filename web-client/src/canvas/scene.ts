import { type Category, categoryOf } from "../doc/kinds";
import type { Component, Pair, Relationship, Snapshot } from "../doc/model";
import type { Rect } from "../doc/route";
import { treeOf } from "../doc/tree";
import { around, covers, overlap, rectOfComponent } from "./geometry";

const CELL = 512;

const cellsOf = ({ x, y, width, height }: Rect): readonly string[] => {
  const keys: string[] = [];
  for (let column = Math.floor(x / CELL); column <= Math.floor((x + width) / CELL); column += 1) {
    for (let row = Math.floor(y / CELL); row <= Math.floor((y + height) / CELL); row += 1)
      keys.push(`${column} ${row}`);
  }
  return keys;
};

/** What of a design is on the canvas, found by place: an index that follows snapshots at the cost of what changed. */
export class Scene {
  snapshot: Snapshot = { name: "", components: new Map(), relationships: new Map() };
  private hidden: ReadonlySet<Category> = new Set();
  /** Everything but containers, by cell. */
  private readonly cells = new Map<string, Set<Component>>();
  private readonly plain = new Map<string, Component>();
  private readonly boxes = new Map<string, Component>();
  /** Containers, the outer before what is in them. */
  containers: readonly Component[] = [];
  /** Counts changes of what is shown. */
  revision = 0;

  /** Follows a snapshot; kinds of hidden categories are not on the canvas. */
  update(snapshot: Snapshot, hidden: ReadonlySet<Category>): this {
    if (snapshot === this.snapshot && hidden === this.hidden) return this;
    const sameParts = snapshot.components === this.snapshot.components && hidden === this.hidden;
    this.snapshot = snapshot;
    this.hidden = hidden;
    this.revision += 1;
    if (sameParts) return this;
    let boxes = false;
    for (const known of [this.plain, this.boxes]) {
      for (const [id, component] of known) {
        const next = snapshot.components.get(id);
        if (next === component && !this.isHidden(component)) continue;
        known.delete(id);
        if (component.container) boxes = true;
        else for (const key of cellsOf(rectOfComponent(component))) this.cells.get(key)?.delete(component);
      }
    }
    for (const component of snapshot.components.values()) {
      if (this.plain.has(component.id) || this.boxes.has(component.id) || this.isHidden(component)) continue;
      if (component.container) {
        this.boxes.set(component.id, component);
        boxes = true;
      } else this.index(component);
    }
    const { depthOf } = treeOf(snapshot.components);
    if (boxes) {
      const depth = ({ id }: Component) => depthOf.get(id) ?? 0;
      this.containers = [...this.boxes.values()].sort((a, b) => depth(a) - depth(b) || (a.z < b.z ? -1 : 1));
    }
    return this;
  }

  /** Everything but containers. */
  get components(): IterableIterator<Component> {
    return this.plain.values();
  }

  get size(): number {
    return this.plain.size + this.boxes.size;
  }

  shows(id: string): boolean {
    return this.plain.has(id) || this.boxes.has(id);
  }

  /** What is shown and has a point in common with a rectangle, containers first. */
  within(rect: Rect): readonly Component[] {
    const found = new Set<Component>();
    for (const box of this.containers) if (overlap(rectOfComponent(box), rect)) found.add(box);
    const [wide, high] = [Math.ceil(rect.width / CELL) + 1, Math.ceil(rect.height / CELL) + 1];
    if (wide * high >= this.cells.size) {
      for (const component of this.plain.values()) if (overlap(rectOfComponent(component), rect)) found.add(component);
      return [...found];
    }
    for (const key of cellsOf(rect)) {
      for (const component of this.cells.get(key) ?? []) {
        if (overlap(rectOfComponent(component), rect)) found.add(component);
      }
    }
    return [...found];
  }

  /** The topmost component at a point: the highest of what is no container, else the innermost container. */
  at(point: Pair): Component | undefined {
    let best: Component | undefined;
    for (const component of this.cells.get(`${Math.floor(point[0] / CELL)} ${Math.floor(point[1] / CELL)}`) ?? []) {
      if (covers(rectOfComponent(component), point) && (best === undefined || component.z > best.z)) best = component;
    }
    return best ?? this.containers.findLast((box) => covers(rectOfComponent(box), point));
  }

  /** Relationships whose ends are both shown, and whose line may touch a rectangle. */
  crossing(rect: Rect): readonly Relationship[] {
    const { components, relationships } = this.snapshot;
    return [...relationships.values()].filter(({ from, to }) => {
      const [start, end] = [components.get(from), components.get(to)];
      if (start === undefined || end === undefined || !this.shows(from) || !this.shows(to)) return false;
      return spans(start, end, rect);
    });
  }

  /** The rectangle around all that is shown, or around these. */
  bounds(ids?: Iterable<string>): Rect | undefined {
    if (ids === undefined) return around([...this.plain.values(), ...this.boxes.values()].map(rectOfComponent));
    return around([...ids].flatMap((id) => this.snapshot.components.get(id) ?? []).map(rectOfComponent));
  }

  private isHidden({ kind }: Component): boolean {
    return this.hidden.size > 0 && this.hidden.has(categoryOf(kind));
  }

  private index(component: Component): void {
    this.plain.set(component.id, component);
    for (const key of cellsOf(rectOfComponent(component))) {
      const cell = this.cells.get(key);
      if (cell === undefined) this.cells.set(key, new Set([component]));
      else cell.add(component);
    }
  }
}

/** Whether the rectangle around two components has a point in common with another. */
export function spans(start: Component, end: Component, rect: Rect): boolean {
  const left = Math.min(start.pos[0], end.pos[0]);
  const top = Math.min(start.pos[1], end.pos[1]);
  const right = Math.max(start.pos[0] + start.size[0], end.pos[0] + end.size[0]);
  const bottom = Math.max(start.pos[1] + start.size[1], end.pos[1] + end.size[1]);
  return left <= rect.x + rect.width && right >= rect.x && top <= rect.y + rect.height && bottom >= rect.y;
}
