import { type Category, categoryOf } from "./kinds";
import { type Component, type Relationship, readComponent, readRelationship } from "./model";
import { curve } from "./route";

/** A rectangle of a preview, in canvas units. */
export type PreviewBox = {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly container: boolean;
  readonly category: Category;
  readonly name: string;
};

/** What a preview draws: boxes, lines between their centres, and the view box around them. */
export type Preview = {
  readonly viewBox: string;
  readonly boxes: readonly PreviewBox[];
  readonly lines: readonly { readonly id: string; readonly path: string }[];
  /** Whether the boxes are too small for words. */
  readonly dense: boolean;
};

const MARGIN = 48;
const LEAST_WIDTH = 640;
const LEAST_HEIGHT = 360;
const BOXES_MAX = 400;

/** Draws a design from the JSON of `…/content`; entries that make no sense are left out. */
export function previewOf(content: unknown): Preview | undefined {
  const components = entries(content, "components", readComponent);
  if (components.length === 0) return undefined;
  const boxes = components.slice(0, BOXES_MAX).map(box).sort(containersFirst);
  const byId = new Map(boxes.map((item) => [item.id, item]));
  const lines = entries(content, "relationships", readRelationship).flatMap((relationship: Relationship) => {
    const from = byId.get(relationship.from);
    const to = byId.get(relationship.to);
    return from === undefined || to === undefined ? [] : [{ id: relationship.id, path: curve(from, to) }];
  });
  const area = bounds(boxes);
  return { viewBox: area.join(" "), boxes, lines, dense: area[2] > 2200 };
}

function entries<T>(content: unknown, key: string, read: (id: string, fields: Map<string, unknown>) => T | undefined) {
  const list = (content as Record<string, unknown> | null)?.[key];
  const pairs: [string, unknown][] = Array.isArray(list)
    ? list.map((item: unknown, index) => [idOf(item) ?? String(index), item])
    : Object.entries(list ?? {});
  return pairs.flatMap(([id, item]) => {
    if (typeof item !== "object" || item === null) return [];
    const value = read(id, new Map(Object.entries(item)));
    return value === undefined ? [] : [value];
  });
}

function idOf(item: unknown): string | undefined {
  const id = (item as { id?: unknown } | null)?.id;
  return typeof id === "string" ? id : undefined;
}

function box(component: Component): PreviewBox {
  const [x, y] = component.pos;
  const [width, height] = component.size;
  const { id, container, name } = component;
  return { id, x, y, width, height, container, category: categoryOf(component.kind), name };
}

function containersFirst(a: PreviewBox, b: PreviewBox): number {
  return Number(b.container) - Number(a.container) || b.width * b.height - a.width * a.height;
}

function bounds(boxes: readonly PreviewBox[]): [number, number, number, number] {
  const left = Math.min(...boxes.map(({ x }) => x)) - MARGIN;
  const top = Math.min(...boxes.map(({ y }) => y)) - MARGIN;
  const right = Math.max(...boxes.map(({ x, width }) => x + width)) + MARGIN;
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + MARGIN;
  const width = Math.max(LEAST_WIDTH, right - left);
  const height = Math.max(LEAST_HEIGHT, bottom - top);
  return [left - (width - (right - left)) / 2, top - (height - (bottom - top)) / 2, width, height];
}
