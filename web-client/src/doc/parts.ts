import * as Y from "yjs";
import { isContainer, type Json } from "./kinds";
import { CONTAINER_SIZE, isJson, NODE_SIZE, type Pair, type Snapshot } from "./model";
import { withMembers } from "./tree";

type Fields = Y.Map<unknown>;

/** A component outside any document: what is copied, pasted, exported. Its id counts among these parts only. */
export type ComponentPart = {
  readonly id: string;
  readonly model: string;
  readonly kind: string;
  readonly version: string;
  readonly name: string;
  readonly parent?: string;
  readonly pos: Pair;
  readonly size: Pair;
  readonly config: Readonly<Record<string, Json>>;
  readonly notes: string;
  readonly style: Readonly<Record<string, Json>>;
};

/** A relationship between two parts. */
export type RelationshipPart = {
  readonly from: string;
  readonly to: string;
  readonly kind: string;
  readonly sub?: string;
  readonly selectors?: Json;
  readonly metadata?: Json;
};

export type Parts = {
  readonly components: readonly ComponentPart[];
  readonly relationships: readonly RelationshipPart[];
};

/** The JSON of a value of the document; undefined for what is none. */
function plain(value: unknown): Json | undefined {
  const json: unknown = value instanceof Y.AbstractType ? value.toJSON() : value;
  return isJson(json) ? json : undefined;
}

function record(value: unknown): Readonly<Record<string, Json>> {
  const json = plain(value);
  return typeof json === "object" && json !== null && !Array.isArray(json)
    ? (json as Readonly<Record<string, Json>>)
    : {};
}

/** These components with what they hold, and the relationships that have both ends among them. */
export function partsOf(doc: Y.Doc, snapshot: Snapshot, ids: Iterable<string>): Parts {
  const stored = doc.getMap<Fields>("components");
  const chosen = withMembers(snapshot.components, ids);
  const among = new Set(chosen);
  const components = chosen.flatMap((id): ComponentPart[] => {
    const component = snapshot.components.get(id);
    if (component === undefined) return [];
    const { model, kind, version, name, parent, pos, size, config } = component;
    const fields = stored.get(id);
    const notes = fields?.get("notes");
    return [
      {
        id,
        model,
        kind,
        version,
        name,
        ...(parent !== undefined && among.has(parent) ? { parent } : {}),
        pos,
        size,
        config: Object.fromEntries(config),
        notes: notes instanceof Y.Text ? notes.toJSON() : "",
        style: record(fields?.get("style")),
      },
    ];
  });
  const relationships = [...snapshot.relationships.values()]
    .filter(({ from, to }) => among.has(from) && among.has(to))
    .map(({ id, from, to, kind }): RelationshipPart => {
      const fields = doc.getMap<Fields>("relationships").get(id);
      const sub = fields?.get("sub");
      const selectors = plain(fields?.get("selectors"));
      const metadata = plain(fields?.get("metadata"));
      return {
        from,
        to,
        kind,
        ...(typeof sub === "string" ? { sub } : {}),
        ...(selectors === undefined ? {} : { selectors }),
        ...(metadata === undefined ? {} : { metadata }),
      };
    });
  return { components, relationships };
}

/** A new component's map, with everything nested in it. */
export function componentFields(part: Omit<ComponentPart, "id">, z: string): Fields {
  const fields = new Y.Map<unknown>([
    ["model", part.model],
    ["kind", part.kind],
    ["version", part.version],
    ["name", part.name],
    ["z", z],
    ["pos", [...part.pos]],
    ["size", [...part.size]],
    ["config", new Y.Map<unknown>(Object.entries(part.config))],
    ["notes", new Y.Text(part.notes)],
    ["style", new Y.Map<unknown>(Object.entries(part.style))],
  ]);
  if (part.parent !== undefined) fields.set("parent", part.parent);
  return fields;
}

/** A new relationship's map. */
export function relationshipFields({ from, to, kind, sub, selectors, metadata }: RelationshipPart): Fields {
  const fields = new Y.Map<unknown>([
    ["from", from],
    ["to", to],
    ["kind", kind],
  ]);
  if (sub !== undefined) fields.set("sub", sub);
  if (selectors !== undefined) fields.set("selectors", selectors);
  if (metadata !== undefined) fields.set("metadata", metadata);
  return fields;
}

const MARK = "meshplay";
const FORM = 1;
/** The most components that a text may bring; a design of the goals' size fits. */
const COMPONENTS_MAX = 10_000;
const RELATIONSHIPS_MAX = 30_000;
const TEXT_MAX = 32 << 20;

/** Parts as text: what the clipboard carries and an exported picture embeds. */
export function partsToText(parts: Parts): string {
  return JSON.stringify({ [MARK]: "parts", form: FORM, ...parts });
}

/** What a text holds: our parts, a refusal in words when it claims to, or undefined when it is something else. */
export function partsFromText(text: string): Parts | { readonly problem: string } | undefined {
  if (!text.trimStart().startsWith("{") || !text.includes(`"${MARK}"`)) return undefined;
  if (text.length > TEXT_MAX) return { problem: "This is too much to paste: at most 32 MB." };
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
  if (value[MARK] !== "parts") return undefined;
  if (value["form"] !== FORM)
    return { problem: "This was copied from another version of Meshplay. Reload both pages." };
  const components = items(value["components"], componentOf);
  const known = new Set(components.map(({ id }) => id));
  if (known.size !== components.length) return { problem: "Two of the copied components have the same id." };
  if (components.length > COMPONENTS_MAX) return { problem: "This is too much to paste: at most 10,000 components." };
  const relationships = items(value["relationships"], relationshipOf)
    .filter(({ from, to }) => known.has(from) && known.has(to))
    .slice(0, RELATIONSHIPS_MAX);
  if (components.length === 0) return { problem: "There is no component in what was copied." };
  return { components, relationships };
}

function items<T>(value: unknown, read: (fields: Record<string, unknown>) => T | undefined): readonly T[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown) => {
    if (typeof item !== "object" || item === null) return [];
    const found = read(item as Record<string, unknown>);
    return found === undefined ? [] : [found];
  });
}

const word = (value: unknown, most = 300): string => (typeof value === "string" ? value.slice(0, most) : "");

function pair(value: unknown, fallback: Pair): Pair {
  if (!Array.isArray(value)) return fallback;
  const [x, y] = value as unknown[];
  const good = (n: unknown): n is number => typeof n === "number" && Number.isFinite(n) && Math.abs(n) < 1e7;
  return good(x) && good(y) ? [x, y] : fallback;
}

function componentOf(fields: Record<string, unknown>): ComponentPart | undefined {
  const [id, kind] = [word(fields["id"]), word(fields["kind"])];
  if (id === "" || kind === "") return undefined;
  const parent = word(fields["parent"]);
  return {
    id,
    kind,
    model: word(fields["model"]),
    version: word(fields["version"]),
    name: word(fields["name"]) || kind.toLowerCase(),
    ...(parent === "" ? {} : { parent }),
    pos: pair(fields["pos"], [0, 0]),
    size: pair(fields["size"], isContainer(kind) ? CONTAINER_SIZE : NODE_SIZE),
    config: entries(fields["config"]),
    notes: word(fields["notes"], 100_000),
    style: record(fields["style"]),
  };
}

/** Configuration entries; a key that is no pointer would be read by nobody. */
function entries(value: unknown): Readonly<Record<string, Json>> {
  return Object.fromEntries(Object.entries(record(value)).filter(([pointer]) => pointer.startsWith("/")));
}

function relationshipOf(fields: Record<string, unknown>): RelationshipPart | undefined {
  const [from, to] = [word(fields["from"]), word(fields["to"])];
  if (from === "" || to === "" || from === to) return undefined;
  const sub = word(fields["sub"]);
  const selectors = plain(fields["selectors"]);
  const metadata = plain(fields["metadata"]);
  return {
    from,
    to,
    kind: word(fields["kind"]) || "edge",
    ...(sub === "" ? {} : { sub }),
    ...(selectors === undefined ? {} : { selectors }),
    ...(metadata === undefined ? {} : { metadata }),
  };
}
