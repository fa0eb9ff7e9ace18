import { isJson } from "./model";
import type { Json } from "./kinds";
import { nested } from "./nest";
import { yamlLines } from "./yaml-text";

export type How = "added" | "removed" | "changed" | "moved";

/** One field that differs; undefined where it was not, or is no longer. */
export type FieldChange = { readonly field: string; readonly from: Json | undefined; readonly to: Json | undefined };

/** A component or relationship that differs between two contents. */
export type Change = {
  readonly id: string;
  readonly what: "component" | "relationship";
  readonly how: How;
  readonly kind: string;
  readonly name: string;
  readonly fields: readonly FieldChange[];
};

type Thing = Readonly<Record<string, unknown>>;
type Things = ReadonlyMap<string, Thing>;

/** Where a thing is on the canvas says nothing of what it is. */
const LAYOUT = new Set(["Place", "Size", "Order"]);

function thingsOf(content: unknown, key: string): Things {
  const list = (content as Record<string, unknown> | null | undefined)?.[key];
  const things = new Map<string, Thing>();
  if (!Array.isArray(list)) return things;
  for (const item of list as unknown[]) {
    const id = (item as { id?: unknown } | null)?.id;
    if (typeof id === "string") things.set(id, item as Thing);
  }
  return things;
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

function put(fields: Map<string, Json>, name: string, value: unknown): void {
  if (value !== undefined && value !== "" && isJson(value)) fields.set(name, value);
}

function putAll(fields: Map<string, Json>, prefix: string, map: unknown): void {
  if (typeof map !== "object" || map === null) return;
  for (const [key, value] of Object.entries(map)) put(fields, prefix + key, value);
}

/** "/spec/replicas" → "spec.replicas"; a step that holds a dot stays a pointer. */
function fieldName(pointer: string): string {
  const path = pointer.slice(1);
  return path.includes(".") || path.includes("~") ? pointer : path.replaceAll("/", ".");
}

/** The fields of a component, as people call them. */
function componentFields(thing: Thing, names: (id: string) => string): ReadonlyMap<string, Json> {
  const fields = new Map<string, Json>();
  put(fields, "Name", thing["name"]);
  put(fields, "Kind", thing["kind"]);
  put(fields, "Model", thing["model"]);
  put(fields, "API version", thing["version"]);
  put(fields, "Inside", names(text(thing["parent"])));
  const config = (thing["config"] ?? {}) as Record<string, unknown>;
  for (const [pointer, value] of Object.entries(config)) put(fields, fieldName(pointer), value);
  put(fields, "Notes", thing["notes"]);
  putAll(fields, "Style ", thing["style"]);
  put(fields, "Place", thing["pos"]);
  put(fields, "Size", thing["size"]);
  put(fields, "Order", thing["z"]);
  return fields;
}

function relationshipFields(thing: Thing, names: (id: string) => string): ReadonlyMap<string, Json> {
  const fields = new Map<string, Json>();
  put(fields, "From", names(text(thing["from"])));
  put(fields, "To", names(text(thing["to"])));
  put(fields, "Kind", thing["kind"]);
  put(fields, "Type", thing["sub"]);
  putAll(fields, "", thing["metadata"]);
  put(fields, "Selectors", thing["selectors"]);
  return fields;
}

/** JSON with sorted keys: two values are the same when their texts are. */
function canonical(value: Json | undefined): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    typeof item === "object" && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}

function compare(before: ReadonlyMap<string, Json>, after: ReadonlyMap<string, Json>): readonly FieldChange[] {
  const changes: FieldChange[] = [];
  for (const field of new Set([...before.keys(), ...after.keys()])) {
    const [from, to] = [before.get(field), after.get(field)];
    if (canonical(from) !== canonical(to)) changes.push({ field, from, to });
  }
  return changes;
}

const EMPTY: ReadonlyMap<string, Json> = new Map();

function changesIn(
  before: Things,
  after: Things,
  read: (thing: Thing, side: "before" | "after") => ReadonlyMap<string, Json>,
  describe: (thing: Thing, side: "before" | "after") => Pick<Change, "what" | "kind" | "name">,
): readonly Change[] {
  const changes: Change[] = [];
  for (const id of new Set([...before.keys(), ...after.keys()])) {
    const [old, next] = [before.get(id), after.get(id)];
    const all = compare(
      old === undefined ? EMPTY : read(old, "before"),
      next === undefined ? EMPTY : read(next, "after"),
    );
    if (all.length === 0) continue;
    const real = all.filter(({ field }) => !LAYOUT.has(field));
    const how: How =
      old === undefined ? "added" : next === undefined ? "removed" : real.length === 0 ? "moved" : "changed";
    const fields = how === "moved" ? all : real;
    const said = next === undefined ? describe(old ?? {}, "before") : describe(next, "after");
    changes.push({ id, how, fields, ...said });
  }
  return changes;
}

const ORDER: readonly How[] = ["added", "removed", "changed", "moved"];

/** What differs between two contents, of versions or of the present state: components first, then relationships. */
export function diffOf(before: unknown, after: unknown): readonly Change[] {
  const old = thingsOf(before, "components");
  const next = thingsOf(after, "components");
  const nameIn = (things: Things) => (id: string) => text(things.get(id)?.["name"]) || id;
  const names = { before: nameIn(old), after: nameIn(next) };
  const components = changesIn(
    old,
    next,
    (thing, side) => componentFields(thing, names[side]),
    (thing) => ({ what: "component", kind: text(thing["kind"]), name: text(thing["name"]) }),
  );
  const relationships = changesIn(
    thingsOf(before, "relationships"),
    thingsOf(after, "relationships"),
    (thing, side) => relationshipFields(thing, names[side]),
    (thing, side) => ({
      what: "relationship",
      kind: text(thing["sub"]) || text(thing["kind"]),
      name: `${names[side](text(thing["from"]))} → ${names[side](text(thing["to"]))}`,
    }),
  );
  const byHow = (a: Change, b: Change) =>
    ORDER.indexOf(a.how) - ORDER.indexOf(b.how) || a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1);
  return [...[...components].sort(byHow), ...[...relationships].sort(byHow)];
}

/** Whether the design itself has another name, and which. */
export function renamed(before: unknown, after: unknown): FieldChange | undefined {
  const name = (content: unknown) => text((content as { name?: unknown } | null)?.name);
  const [from, to] = [name(before), name(after)];
  return from === to ? undefined : { field: "Name of the design", from, to };
}

/** A component as operators write it; none for one that is not there. */
export function componentYaml(content: unknown, id: string): readonly string[] {
  const thing = thingsOf(content, "components").get(id);
  if (thing === undefined) return [];
  const config = Object.entries((thing["config"] ?? {}) as Record<string, unknown>).filter(
    (entry): entry is [string, Json] => isJson(entry[1]),
  );
  const { metadata, ...rest } = nested(config);
  const named = { name: text(thing["name"]), ...(typeof metadata === "object" ? metadata : {}) };
  return yamlLines({ apiVersion: text(thing["version"]), kind: text(thing["kind"]), metadata: named, ...rest });
}
