import { categoryOf } from "../doc/kinds";
import { factOf } from "../doc/facts";
import type { Component, Snapshot } from "../doc/model";
import { curve, type Rect } from "../doc/route";
import { treeOf } from "../doc/tree";
import { around, rectOfComponent } from "./geometry";
import type { Colors } from "./overview-colors";
import { EMBEDDED, EMBEDDED_SPACE, toBase64 } from "./svg-import";

/** What a picture is made of; nothing of it comes from the page's elements. */
export type Drawing = {
  readonly snapshot: Snapshot;
  /** What is in the picture. */
  readonly ids: ReadonlySet<string>;
  /** Lines that the values imply, drawn dashed. */
  readonly inferred: readonly { readonly from: string; readonly to: string }[];
  readonly colors: Colors;
  readonly background: string;
  /** Our own icons by kind, as the inside of an SVG of 24 units. */
  readonly icons: ReadonlyMap<string, string>;
  readonly measure: (text: string, font: string) => number;
  /** The design as text, to be found again in the picture; none for a picture of pixels. */
  readonly embedded: string | undefined;
};

const MARGIN = 40;
const NAME = "600 13px";
const SMALL = "400 11px";

/** Text as it may stand in XML: no markup, and none of the characters that XML refuses. */
export function escapeXml(text: string): string {
  return (
    text
      .replaceAll(/\p{Surrogate}/gu, "\ufffd")
      // oxlint-disable-next-line no-control-regex -- XML 1.0 allows none of these
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd")
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
  );
}

/** A design as an SVG picture, without a single element of the page and without foreignObject. */
export function svgOf(drawing: Drawing): { readonly text: string; readonly width: number; readonly height: number } {
  const { snapshot, ids, background, embedded } = drawing;
  const { depthOf } = treeOf(snapshot.components);
  const shown = [...snapshot.components.values()]
    .filter(({ id }) => ids.has(id))
    .sort((a, b) => (depthOf.get(a.id) ?? 0) - (depthOf.get(b.id) ?? 0) || (a.z < b.z ? -1 : 1));
  const bounds = around(shown.map(rectOfComponent)) ?? { x: 0, y: 0, width: 320, height: 180 };
  const area = padded(bounds);
  const kinds = [...new Set(shown.map(({ kind }) => kind))];
  const pen = new Pen(drawing, new Map(kinds.map((kind, index) => [kind, `i${index}`])));
  const metadata =
    embedded === undefined
      ? ""
      : `<metadata><${EMBEDDED} xmlns:meshplay="${EMBEDDED_SPACE}">${toBase64(embedded)}</${EMBEDDED}></metadata>`;
  const text = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${area.x} ${area.y} ${area.width} ${area.height}" width="${area.width}" height="${area.height}" font-family="Inter, system-ui, 'DejaVu Sans', sans-serif">`,
    `<title>${escapeXml(snapshot.name)}</title>`,
    metadata,
    pen.definitions(kinds),
    `<rect x="${area.x}" y="${area.y}" width="${area.width}" height="${area.height}" fill="${background}"/>`,
    ...shown.filter(({ container }) => container).map((component) => pen.container(component)),
    ...pen.lines(),
    ...shown.filter(({ container }) => !container).map((component) => pen.node(component)),
    "</svg>",
  ].join("\n");
  return { text, width: area.width, height: area.height };
}

function padded({ x, y, width, height }: Rect): Rect {
  return {
    x: Math.floor(x - MARGIN),
    y: Math.floor(y - MARGIN),
    width: Math.ceil(width + 2 * MARGIN),
    height: Math.ceil(height + 2 * MARGIN),
  };
}

/** Writes the parts of a picture. */
class Pen {
  private readonly drawing: Drawing;
  private readonly symbols: ReadonlyMap<string, string>;

  constructor(drawing: Drawing, symbols: ReadonlyMap<string, string>) {
    this.drawing = drawing;
    this.symbols = symbols;
  }

  definitions(kinds: readonly string[]): string {
    const { colors, icons } = this.drawing;
    const symbols = kinds.map((kind) => {
      const color = colors.category[categoryOf(kind)];
      const inside = icons.get(kind) ?? "";
      return `<g id="${this.symbols.get(kind)}"><rect width="30" height="30" rx="7" fill="${color}" fill-opacity=".14"/><svg x="7" y="7" width="16" height="16" viewBox="0 0 24 24" fill="none" stroke="${color}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${inside}</svg></g>`;
    });
    return `<defs><marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0L10 5L0 10z" fill="${colors.edge}"/></marker><g id="card"><rect width="180" height="86" rx="10" fill="${colors.surface}" stroke="${colors.lineStrong}"/><path d="M11 53H169" stroke="${colors.line}"/></g>${symbols.join("")}</defs>`;
  }

  container(component: Component): string {
    const { colors } = this.drawing;
    const { x, y, width, height } = rectOfComponent(component);
    const room = Math.max(0, width - 52);
    const name = this.short(component.name, NAME, room);
    const kindAt = x + 40 + this.drawing.measure(name, NAME) + 8;
    const kind = this.short(component.kind, SMALL, Math.max(0, x + width - 12 - kindAt));
    return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="14" fill="${colors.container}" stroke="${colors.lineStrong}"/><g transform="translate(${x + 11} ${y + 10}) scale(.73)">${this.icon(component.kind, 0, 0)}</g><text x="${x + 41}" y="${y + 26}" font-size="13" font-weight="600" fill="${colors.text}">${escapeXml(name)}</text><text x="${kindAt}" y="${y + 26}" font-size="11" fill="${colors.muted}">${escapeXml(kind)}</text>`;
  }

  node(component: Component): string {
    const { colors } = this.drawing;
    const [x, y] = component.pos;
    const text = (words: string, font: string, left: number, top: number, color: string, room: number) =>
      `<text x="${left}" y="${top}" font-size="${font === NAME ? 13 : 11}"${font === NAME ? ' font-weight="600"' : ""} fill="${color}">${escapeXml(this.short(words, font, room))}</text>`;
    return [
      `<use href="#card" x="${x}" y="${y}"/>`,
      this.icon(component.kind, x + 11, y + 11),
      text(component.name, NAME, x + 51, y + 24, colors.text, 118),
      text(component.kind, SMALL, x + 51, y + 40, colors.muted, 118),
      text(factOf(component), SMALL, x + 11, y + 73, colors.muted, 158),
    ].join("");
  }

  lines(): readonly string[] {
    const { snapshot, ids, inferred, colors } = this.drawing;
    const path = (from: string, to: string, dashed: boolean): string[] => {
      const [start, end] = [snapshot.components.get(from), snapshot.components.get(to)];
      if (start === undefined || end === undefined || !ids.has(from) || !ids.has(to)) return [];
      const [a, b] = [rectOfComponent(start), rectOfComponent(end)];
      const dash = dashed ? ' stroke-dasharray="4 4"' : "";
      return [
        `<path d="${curve(a, b)}" fill="none" stroke="${colors.edge}" stroke-width="1.6"${dash} marker-end="url(#arrow)"/>`,
      ];
    };
    return [
      ...[...snapshot.relationships.values()].flatMap(({ from, to }) => path(from, to, false)),
      ...inferred.flatMap(({ from, to }) => path(from, to, true)),
    ];
  }

  private icon(kind: string, x: number, y: number): string {
    return `<use href="#${this.symbols.get(kind)}" x="${x}" y="${y}"/>`;
  }

  private short(text: string, font: string, room: number): string {
    const { measure } = this.drawing;
    if (measure(text, font) <= room) return text;
    let [low, high] = [0, text.length];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (measure(`${text.slice(0, middle)}…`, font) <= room) low = middle;
      else high = middle - 1;
    }
    return low === 0 ? "" : `${text.slice(0, low)}…`;
  }
}
