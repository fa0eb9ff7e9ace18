import { isContainer, type Json } from "./kinds";

/** A point or an extent on the canvas, in canvas units; one value in the document, so that two drags never mix. */
export type Pair = readonly [number, number];

/** Who removed a thing, and when; the flag that stands for deletion. */
export type Deleted = { readonly by: string; readonly at: string };

/** A component as the client reads it; absent or broken fields have got a usable value. */
export type Component = {
  readonly id: string;
  readonly model: string;
  readonly kind: string;
  readonly version: string;
  readonly name: string;
  readonly parent: string | undefined;
  readonly z: string;
  readonly pos: Pair;
  readonly size: Pair;
  readonly container: boolean;
  readonly config: ReadonlyMap<string, Json>;
};

/** A relationship that a person drew. */
export type Relationship = {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly kind: string;
};

/** One moment of a design: what is alive in it, unchanged parts keep their identity from moment to moment. */
export type Snapshot = {
  readonly name: string;
  readonly components: ReadonlyMap<string, Component>;
  readonly relationships: ReadonlyMap<string, Relationship>;
};

export const NODE_SIZE: Pair = [180, 86];
export const CONTAINER_SIZE: Pair = [480, 320];

/** The five root maps of a design document. */
export const ROOTS = ["meta", "components", "relationships", "comments", "views"] as const;

function text(value: unknown, fallback: string): string {
  return typeof value === "string" ? value : fallback;
}

function pair(value: unknown, fallback: Pair, least: number): Pair {
  if (!Array.isArray(value)) return fallback;
  const [x, y] = value as unknown[];
  const good = (n: unknown): n is number => typeof n === "number" && Number.isFinite(n) && n >= least;
  return good(x) && good(y) ? [x, y] : fallback;
}

/** Whether an unknown value is JSON; Yjs can carry bytes, BigInt and undefined, which a configuration never shows. */
export function isJson(value: unknown): value is Json {
  if (value === null || typeof value === "boolean" || typeof value === "number" || typeof value === "string")
    return true;
  if (Array.isArray(value)) return value.every(isJson);
  if (typeof value !== "object" || Object.getPrototypeOf(value) !== Object.prototype) return false;
  return Object.values(value).every(isJson);
}

/** Reads plain entries, from a Y.Map or from the JSON of `…/content`. */
type Entries = { get(key: string): unknown };

/** A Y.Map or a plain object; told apart by what they can do, so that the list of designs need not load Yjs. */
function configOf(value: unknown): ReadonlyMap<string, Json> {
  const shared = value as { entries?: () => Iterable<[string, unknown]> } | null | undefined;
  const entries = typeof shared?.entries === "function" ? shared.entries() : Object.entries(value ?? {});
  const config = new Map<string, Json>();
  for (const [pointer, item] of entries) if (isJson(item)) config.set(pointer, item);
  return config;
}

/** The component in these entries, or undefined when it is deleted. */
export function readComponent(id: string, entries: Entries): Component | undefined {
  if (entries.get("deleted") !== undefined && entries.get("deleted") !== null) return undefined;
  const kind = text(entries.get("kind"), "Component");
  const container = isContainer(kind);
  return {
    id,
    model: text(entries.get("model"), ""),
    kind,
    version: text(entries.get("version"), ""),
    name: text(entries.get("name"), kind),
    parent: text(entries.get("parent"), "") || undefined,
    z: text(entries.get("z"), ""),
    pos: pair(entries.get("pos"), [0, 0], Number.NEGATIVE_INFINITY),
    size: container ? pair(entries.get("size"), CONTAINER_SIZE, 60) : NODE_SIZE,
    container,
    config: configOf(entries.get("config")),
  };
}

/** Whether a relationship is there only so that nobody sees what is inferred (docs/spec/policy.md, POLICY-8). */
export function isHidden(entries: Entries): boolean {
  const metadata = entries.get("metadata") as { hidden?: unknown } | null | undefined;
  return typeof metadata === "object" && metadata?.hidden === true;
}

/** The relationship in these entries, or undefined when it is deleted, hidden or has no ends. */
export function readRelationship(id: string, entries: Entries): Relationship | undefined {
  if (entries.get("deleted") !== undefined && entries.get("deleted") !== null) return undefined;
  if (isHidden(entries)) return undefined;
  const from = entries.get("from");
  const to = entries.get("to");
  if (typeof from !== "string" || typeof to !== "string") return undefined;
  return { id, from, to, kind: text(entries.get("kind"), "edge") };
}

/** The parent as drawn: a missing one, one that holds nothing or one in a cycle counts as none (the smaller id of a cycle gives way). */
export function effectiveParent(component: Component, all: ReadonlyMap<string, Component>): string | undefined {
  const seen = [component.id];
  let parent = component.parent;
  while (parent !== undefined && !seen.includes(parent)) {
    seen.push(parent);
    parent = all.get(parent)?.parent;
  }
  const first = component.parent;
  if (first === undefined || all.get(first)?.container !== true) return undefined;
  if (parent === undefined) return first;
  const cycle = seen.slice(seen.indexOf(parent));
  return cycle.includes(component.id) && component.id === [...cycle].sort()[0] ? undefined : first;
}
