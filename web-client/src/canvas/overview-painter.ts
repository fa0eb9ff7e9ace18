import { type Category, categoryOf } from "../doc/kinds";
import type { Component, Pair } from "../doc/model";
import type { Rect } from "../doc/route";
import type { Inferred } from "../sync/inferences";
import { overlap, rectOfComponent } from "./geometry";
import type { Overlay } from "./graph";
import { CATEGORIES, type Colors } from "./overview-colors";
import { type Scene, spans } from "./scene";

/** What the overview shows; a new value at each change. */
export type Picture = {
  readonly scene: Scene;
  readonly overlay: Overlay;
  readonly inferred: readonly Inferred[];
  /** What others have selected, with their colours. */
  readonly others: readonly { readonly id: string; readonly color: string }[];
  readonly hovered: string | undefined;
};

/** Below this zoom components are coloured blocks without names. */
const BLOCKS_BELOW = 0.2;
/** Lines in one stroke: many in one cost more than they save, single ones too. */
const LINES_PER_STROKE = 64;
const FONT = '600 11px Inter, system-ui, "DejaVu Sans", sans-serif';
const LABEL_FONT = '600 12px Inter, system-ui, "DejaVu Sans", sans-serif';
const LABEL_LEAST_PX = 46;
const ROUND = 10;
const ROUND_CONTAINER = 14;

/** Paints a design at low zoom: everything is one picture, so its cost is that of what is seen. */
export class OverviewPainter {
  private readonly context: CanvasRenderingContext2D;
  private readonly texts = new Map<string, string>();
  private textsZoom = 0;

  constructor(context: CanvasRenderingContext2D) {
    this.context = context;
  }

  paint(picture: Picture, view: Rect, zoom: number, ratio: number, colors: Colors): void {
    const { context } = this;
    const { canvas } = context;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.setTransform(zoom * ratio, 0, 0, zoom * ratio, -view.x * zoom * ratio, -view.y * zoom * ratio);
    const seen = this.seen(picture, view);
    this.containers(picture, seen, zoom, colors);
    this.edges(picture, view, zoom, colors);
    if (zoom < BLOCKS_BELOW) this.blocks(picture, seen, colors);
    else this.cards(picture, seen, zoom, colors);
    this.outlines(picture, zoom, colors);
    this.labels(picture, seen, view, zoom, ratio, colors);
  }

  /** What is in view, where it stands right now: what someone drags may come from outside. */
  private seen({ scene, overlay }: Picture, view: Rect): readonly Component[] {
    const found = scene.within(view);
    if (overlay.places.size === 0) return found;
    const all = new Set(found);
    for (const id of overlay.places.keys()) {
      const component = scene.snapshot.components.get(id);
      if (component !== undefined && scene.shows(id) && overlap(placed(component, overlay), view)) all.add(component);
    }
    return [...all];
  }

  private containers({ overlay }: Picture, seen: readonly Component[], zoom: number, colors: Colors): void {
    const { context } = this;
    context.fillStyle = colors.container;
    context.strokeStyle = colors.lineStrong;
    context.lineWidth = 1 / zoom;
    for (const component of seen) {
      if (!component.container) continue;
      const { x, y, width, height } = placed(component, overlay);
      context.beginPath();
      context.roundRect(x, y, width, height, ROUND_CONTAINER);
      context.fill();
      context.stroke();
    }
  }

  private edges({ scene, overlay, inferred }: Picture, view: Rect, zoom: number, colors: Colors): void {
    const { components, relationships } = scene.snapshot;
    const { context } = this;
    context.strokeStyle = colors.edge;
    context.lineWidth = Math.max(0.7, 1.6 * zoom) / zoom;
    context.globalAlpha = zoom < BLOCKS_BELOW ? 0.55 : 0.9;
    const moving = overlay.places.size > 0;
    let lines = 0;
    const line = (from: string, to: string) => {
      const [start, end] = [components.get(from), components.get(to)];
      if (start === undefined || end === undefined || !scene.shows(from) || !scene.shows(to)) return;
      const moved = moving && (overlay.places.has(from) || overlay.places.has(to));
      if (!moved && !spans(start, end, view)) return;
      const [a, b] = moved ? [placed(start, overlay), placed(end, overlay)] : [undefined, undefined];
      if (lines === 0) context.beginPath();
      context.moveTo(
        a === undefined ? start.pos[0] + start.size[0] / 2 : a.x + a.width / 2,
        a === undefined ? start.pos[1] + start.size[1] / 2 : a.y + a.height / 2,
      );
      context.lineTo(
        b === undefined ? end.pos[0] + end.size[0] / 2 : b.x + b.width / 2,
        b === undefined ? end.pos[1] + end.size[1] / 2 : b.y + b.height / 2,
      );
      lines += 1;
      if (lines < LINES_PER_STROKE) return;
      context.stroke();
      lines = 0;
    };
    const flush = () => {
      if (lines > 0) context.stroke();
      lines = 0;
    };
    for (const { from, to } of relationships.values()) line(from, to);
    flush();
    context.globalAlpha *= 0.6;
    if (zoom >= BLOCKS_BELOW) context.setLineDash([6 / zoom, 5 / zoom]);
    for (const { from, to } of inferred) line(from, to);
    flush();
    context.setLineDash([]);
    context.globalAlpha = 1;
  }

  private blocks({ overlay }: Picture, seen: readonly Component[], colors: Colors): void {
    for (const [category, members] of byCategory(seen)) {
      this.context.fillStyle = colors.category[category];
      this.context.globalAlpha = 0.85;
      for (const component of members) {
        const [x, y] = overlay.places.get(component.id) ?? component.pos;
        this.context.fillRect(x, y, component.size[0], component.size[1]);
      }
    }
    this.context.globalAlpha = 1;
  }

  private cards({ overlay }: Picture, seen: readonly Component[], zoom: number, colors: Colors): void {
    const { context } = this;
    context.lineWidth = 1 / zoom;
    context.strokeStyle = colors.lineStrong;
    context.fillStyle = colors.surface;
    for (const component of seen) {
      if (component.container) continue;
      const { x, y, width, height } = placed(component, overlay);
      context.beginPath();
      context.roundRect(x, y, width, height, ROUND);
      context.fill();
      context.stroke();
    }
    for (const [category, members] of byCategory(seen)) {
      context.fillStyle = colors.category[category];
      for (const component of members) {
        const [x, y] = overlay.places.get(component.id) ?? component.pos;
        context.beginPath();
        context.roundRect(x + 12, y + component.size[1] / 2 - 17, 34, 34, 8);
        context.fill();
      }
    }
    const px = Math.max(8.5, 24 * zoom);
    context.font = FONT.replace("11px", `${px / zoom}px`);
    context.textBaseline = "middle";
    context.fillStyle = colors.text;
    this.freshTexts(zoom);
    for (const component of seen) {
      if (component.container) continue;
      const [x, y] = overlay.places.get(component.id) ?? component.pos;
      const text = this.fitted(component.name, component.size[0] - 68);
      context.fillText(text, x + 58, y + component.size[1] / 2);
    }
  }

  private outlines({ scene, overlay, others, hovered }: Picture, zoom: number, colors: Colors): void {
    const { context } = this;
    const outline = (id: string, gap: number) => {
      const component = scene.snapshot.components.get(id);
      if (component === undefined || !scene.shows(id)) return;
      const { x, y, width, height } = placed(component, overlay);
      const far = gap / zoom;
      context.beginPath();
      context.roundRect(
        x - far,
        y - far,
        width + 2 * far,
        height + 2 * far,
        component.container ? ROUND_CONTAINER : ROUND,
      );
      context.stroke();
    };
    context.lineWidth = 2 / zoom;
    for (const { id, color } of others) {
      context.strokeStyle = color;
      outline(id, 3);
    }
    context.strokeStyle = colors.accent;
    for (const id of overlay.selected) outline(id, 1);
    context.lineWidth = 1 / zoom;
    if (hovered !== undefined && !overlay.selected.has(hovered)) outline(hovered, 1);
  }

  /** Containers' names, in letters of one size; they stay at the window's edge while their container crosses it. */
  private labels(
    { overlay, hovered, scene }: Picture,
    seen: readonly Component[],
    view: Rect,
    zoom: number,
    ratio: number,
    colors: Colors,
  ): void {
    const { context } = this;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.font = LABEL_FONT;
    context.textBaseline = "alphabetic";
    context.fillStyle = colors.text;
    const screen = ([x, y]: Pair): Pair => [(x - view.x) * zoom, (y - view.y) * zoom];
    for (const component of seen) {
      if (!component.container) continue;
      const { x, y, width } = placed(component, overlay);
      const room = width * zoom - 16;
      if (room < LABEL_LEAST_PX) continue;
      const [left, top] = screen([x, y]);
      const text = this.shortened(component.name, room);
      context.lineWidth = 3;
      context.strokeStyle = colors.surface;
      context.strokeText(text, left + 8, top + 18);
      context.fillText(text, left + 8, top + 18);
    }
    const component = scene.snapshot.components.get(hovered ?? "");
    if (component === undefined || component.container) return;
    const { x, y } = placed(component, overlay);
    const [left, top] = screen([x, y]);
    const text = this.shortened(`${component.name} · ${component.kind}`, 320);
    const width = context.measureText(text).width + 14;
    context.fillStyle = colors.text;
    context.beginPath();
    context.roundRect(left, top - 27, width, 22, 6);
    context.fill();
    context.fillStyle = colors.surface;
    context.fillText(text, left + 7, top - 12);
  }

  /** Shortened texts are kept while the zoom is the same: while the view only moves. */
  private freshTexts(zoom: number): void {
    if (zoom === this.textsZoom && this.texts.size < 20_000) return;
    this.texts.clear();
    this.textsZoom = zoom;
  }

  private fitted(text: string, width: number): string {
    const known = this.texts.get(text);
    if (known !== undefined) return known;
    const short = this.shortened(text, width);
    this.texts.set(text, short);
    return short;
  }

  private shortened(text: string, width: number): string {
    const full = this.context.measureText(text).width;
    if (full <= width) return text;
    const letters = Math.floor((text.length * width) / full) - 1;
    return letters < 1 ? "" : `${text.slice(0, letters)}…`;
  }
}

function placed(component: Component, { places, sizes }: Overlay): Rect {
  const rect = rectOfComponent(component);
  const [x, y] = places.get(component.id) ?? component.pos;
  const [width, height] = sizes.get(component.id) ?? component.size;
  return { ...rect, x, y, width, height };
}

const categories = new Map<string, Category>();

function byCategory(components: readonly Component[]): ReadonlyMap<Category, readonly Component[]> {
  const sorted = new Map<Category, Component[]>(CATEGORIES.map((category) => [category, []]));
  for (const component of components) {
    if (component.container) continue;
    let category = categories.get(component.kind);
    if (category === undefined) {
      category = categoryOf(component.kind);
      categories.set(component.kind, category);
    }
    sorted.get(category)?.push(component);
  }
  return sorted;
}
