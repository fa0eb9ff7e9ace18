import { type FormSchema, type Node, type SchemaField } from "./schema";

type Known = { readonly pattern: string; readonly name: string; readonly help: string; readonly depth: number };

/** What a search leaves to see: the fields that it found, and what has to be open for them. */
export type Filter = {
  readonly found: ReadonlySet<string>;
  readonly open: ReadonlySet<string>;
  /** How many more there are. */
  readonly more: number;
};

const DEPTH_MAX = 14;
const FIELDS_MAX = 8_000;
/** More would be no answer, and would take long to draw. */
const SHOWN_MAX = 30;

const indexes = new WeakMap<FormSchema, readonly Known[]>();

function indexOf(schema: FormSchema): readonly Known[] {
  const known = indexes.get(schema);
  if (known !== undefined) return known;
  const index: Known[] = [];
  const path = new Set<Node>();
  const walk = (node: Node, pattern: string, depth: number): void => {
    if (depth > DEPTH_MAX || path.has(node)) return;
    path.add(node);
    for (const field of schema.fields(node, pattern, pattern)) {
      if (index.length >= FIELDS_MAX) break;
      const { label, help } = field;
      const key = pattern === field.pattern ? "" : field.pattern.slice(field.pattern.lastIndexOf("/") + 1);
      index.push({ pattern: field.pattern, name: `${key} ${label}`.toLowerCase(), help: help.toLowerCase(), depth });
      below(field, depth);
    }
    path.delete(node);
  };
  const below = ({ shape, node, pattern }: SchemaField, depth: number): void => {
    if (shape.kind === "object") walk(node, pattern, depth + 1);
    if (shape.kind === "variants")
      for (const variant of shape.variants) below(schema.field(pattern, pattern, variant.node), depth);
    if (shape.kind === "list" || shape.kind === "map")
      below(schema.field(`${pattern}/*`, `${pattern}/*`, shape.item), depth);
  };
  below(schema.field("", "", schema.root), 0);
  indexes.set(schema, index);
  return index;
}

/** How many fields a schema has, as far as a search looks. */
export function fieldCount(schema: FormSchema): number {
  return indexOf(schema).length;
}

function rank({ name, help, depth }: Known, words: readonly string[]): number {
  const [first = ""] = words;
  if (words.every((word) => name.includes(word))) {
    if (name.startsWith(`${first} `) && words.length === 1) return 1_000 - depth;
    if (words.length === 1 && name.startsWith(first)) return 800 - depth;
    return 600 - depth;
  }
  if (words.every((word) => name.includes(word) || help.includes(word))) return 300 - depth;
  return 0;
}

/** Finds fields by name or description; undefined when nothing is asked. */
export function find(schema: FormSchema, typed: string): Filter | undefined {
  const words = typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return undefined;
  const ranked = indexOf(schema)
    .map((known) => ({ pattern: known.pattern, score: rank(known, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  const found = new Set(ranked.slice(0, SHOWN_MAX).map(({ pattern }) => pattern));
  const open = new Set<string>();
  for (const pattern of found) {
    for (let end = pattern.lastIndexOf("/"); end > 0; end = pattern.lastIndexOf("/", end - 1))
      open.add(pattern.slice(0, end));
  }
  return { found, open, more: ranked.length - found.size };
}
