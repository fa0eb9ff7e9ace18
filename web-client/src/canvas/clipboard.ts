import type { Design } from "../doc/design";
import { looksLikeManifest, readManifest } from "../doc/manifest";
import type { Component, Pair } from "../doc/model";
import { namespaceEntries } from "../doc/namespace";
import { type ComponentPart, type Parts, partsFromText, partsOf, partsToText } from "../doc/parts";
import { outermost } from "../doc/tree";
import type { Rect } from "../doc/route";
import { containerFor } from "./containers";
import { around, centreOf, overlap } from "./geometry";
import { partsFromSvg } from "./svg-import";

/** What came of a paste: the new components, or why there are none; and what is worth a word either way. */
export type Pasted =
  | { readonly kind: "pasted"; readonly ids: readonly string[]; readonly warnings: readonly string[] }
  | { readonly kind: "refused"; readonly words: string };

/** Where a paste goes: around the pointer when it is over the canvas, else to the middle of what is seen. */
export type Where = { readonly visible: Rect; readonly pointer: Pair | undefined };

const STEP = 30;
const UNREADABLE = "There is nothing here to paste: copy components in a design, or Kubernetes YAML.";

/** What is selected as text for the clipboard; undefined when no component is. */
export function copied(design: Design, selection: readonly string[]): string | undefined {
  const parts = partsOf(design.doc, design.snapshot, selection);
  return parts.components.length === 0 ? undefined : partsToText(parts);
}

/** Pastes a text: components that were copied here or elsewhere, an exported picture, or Kubernetes objects. */
export async function paste(design: Design, text: string, where: Where): Promise<Pasted> {
  const own = partsFromSvg(text) ?? partsFromText(text);
  if (own !== undefined) {
    if ("problem" in own) return { kind: "refused", words: own.problem };
    return { kind: "pasted", ids: insert(design, own, shiftFor(design, own, where)), warnings: [] };
  }
  if (!looksLikeManifest(text)) return { kind: "refused", words: UNREADABLE };
  const read = await readManifest(text);
  if ("problem" in read) return { kind: "refused", words: read.problem };
  const { parts, warnings } = read;
  return { kind: "pasted", ids: insert(design, parts, shiftFor(design, parts, where)), warnings };
}

/** Makes what is selected once more, a little beside it; answers the new ids. */
export function duplicate(design: Design, selection: readonly string[]): readonly string[] {
  const parts = partsOf(design.doc, design.snapshot, selection);
  return parts.components.length === 0 ? [] : insert(design, parts, beside(design, parts));
}

const rectOf = ({ pos, size }: Pick<ComponentPart, "pos" | "size">): Rect => ({
  x: pos[0],
  y: pos[1],
  width: size[0],
  height: size[1],
});

/** Beside the originals while they are in sight, else where the person looks. */
function shiftFor(design: Design, parts: Parts, { visible, pointer }: Where): Pair {
  const bounds = around(parts.components.map(rectOf));
  if (bounds === undefined) return [0, 0];
  const here = parts.components.some(({ id }) => design.snapshot.components.has(id));
  if (here && overlap(bounds, visible)) return beside(design, parts);
  const [x, y] = pointer ?? centreOf(visible);
  const shift: Pair = [Math.round(x - bounds.x - bounds.width / 2), Math.round(y - bounds.y - bounds.height / 2)];
  return free(design, parts, shift);
}

function beside(design: Design, parts: Parts): Pair {
  return free(design, parts, [STEP, STEP]);
}

/** The first shift at which nothing comes to lie exactly on what is there, as a second paste would. */
function free(design: Design, { components }: Parts, [x, y]: Pair): Pair {
  const taken = new Set([...design.snapshot.components.values()].map(({ pos }) => pos.join()));
  for (let n = 0; n < 200; n += 1) {
    const [dx, dy] = [x + n * STEP, y + n * STEP];
    if (!components.some(({ pos }) => taken.has(`${pos[0] + dx},${pos[1] + dy}`))) return [dx, dy];
  }
  return [x, y];
}

/** Inserts parts, moved; those that no part holds join the container that they come to lie in. */
function insert(design: Design, parts: Parts, [dx, dy]: Pair): readonly string[] {
  const known = new Set(parts.components.map(({ id }) => id));
  const { components } = design.snapshot;
  const moved = parts.components.map((part): ComponentPart => {
    const { parent, ...rest } = part;
    const pos: Pair = [part.pos[0] + dx, part.pos[1] + dy];
    if (parent !== undefined && known.has(parent)) return { ...part, pos };
    const container = containerFor(components, centreOf(rectOf({ pos, size: part.size })), part, new Set());
    return container === undefined ? { ...rest, pos } : { ...joined(rest, container), pos };
  });
  const ids = design.insert({ components: moved, relationships: parts.relationships });
  return outermost(design.snapshot.components, ids.values());
}

function joined(part: Omit<ComponentPart, "parent">, container: Component): ComponentPart {
  const { kind, version } = part;
  const config = { ...part.config };
  const entries = namespaceEntries({ kind, version, config: new Map(Object.entries(config)) }, undefined, container);
  for (const [pointer, value] of entries) if (value !== undefined) config[pointer] = value;
  return { ...part, config, parent: container.id };
}
