import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from "yaml";
import type { Json } from "../../doc/kinds";
import { escaped } from "../schema";
import { flattened } from "../values";
import { itemStep, type Layout, type Look, type Tree, usual } from "./tree";

/** Why a text is no configuration, and where. */
export type YamlProblem = { readonly line: number; readonly from: number; readonly to: number; readonly words: string };

/** Where a field stands in a text. */
export type Spot = { readonly pointer: string; readonly from: number; readonly to: number };

/** A text that is a configuration. */
export type ReadText = {
  readonly document: Document.Parsed;
  readonly tree: Tree;
  readonly layout: Layout;
  readonly spots: readonly Spot[];
  /** An anchor or alias: values are resolved; such a text is written anew when others change it. */
  readonly aliased: boolean;
};

const DEPTH_MAX = 48;
const ALIASES_MAX = 50;

class Refused extends Error {
  readonly node: Node | null | undefined;

  constructor(words: string, node: unknown) {
    super(words);
    this.node = node as Node | null | undefined;
  }
}

/** Reads a text as a configuration, with what surrounds its values; or says why it is none. */
export function readYaml(text: string): ReadText | { readonly problem: YamlProblem } {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, strict: true, uniqueKeys: true });
  const problem = (start: number, end: number, words: string) => {
    // What is never closed is found missing at the end; the last line that says something is the one to look at.
    const from = Math.min(start, text.trimEnd().length);
    return { problem: { line: Math.max(lineCounter.linePos(from).line, 1), from, to: Math.max(end, from), words } };
  };
  const [fault] = [...document.errors, ...document.warnings];
  if (fault !== undefined) {
    const words =
      fault.code === "MULTIPLE_DOCS" ? "Only one component is edited here: keep one document" : fault.message;
    return problem(fault.pos[0], fault.pos[1], words);
  }
  const reader = new Reader(document);
  try {
    return reader.read();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const [from, to] = error.node?.range ?? [0, 0];
    return problem(from, to, error.message);
  }
}

class Reader {
  private readonly document: Document.Parsed;
  private readonly looks = new Map<string, Json>();
  private readonly spots: Spot[] = [];
  private aliases = 0;

  constructor(document: Document.Parsed) {
    this.document = document;
  }

  read(): ReadText {
    const { contents } = this.document;
    if (isMap(contents)) toFirst(contents);
    const empty = contents === null || (isScalar(contents) && contents.value === null);
    if (!empty && !isMap(contents)) throw new Refused("Start with a field and a colon, such as spec:", contents);
    const value = empty ? undefined : this.value(contents, "", 0);
    this.look("", {
      ...said("above", this.document.commentBefore),
      ...said("inside", contents?.commentBefore),
      ...said("aside", contents?.comment),
      ...said("below", this.document.comment),
      ...this.orderOf(contents),
    });
    let aliased = false;
    visit(this.document, {
      Alias: () => void (aliased = true),
      Node: (_, node) => void (aliased ||= "anchor" in node && node.anchor !== undefined),
    });
    const tree = value === undefined || Object.keys(value as object).length === 0 ? [] : flattened("", value);
    return { document: this.document, tree: new Map(tree), layout: this.looks, spots: this.spots, aliased };
  }

  /** A node's value; undefined for a field that has none yet. */
  private value(node: unknown, at: string, depth: number): Json | undefined {
    if (depth > DEPTH_MAX) throw new Refused(`Too deep: use at most ${DEPTH_MAX} levels`, node);
    if (isAlias(node)) {
      this.aliases += 1;
      if (this.aliases > ALIASES_MAX) throw new Refused(`Too many aliases: use at most ${ALIASES_MAX}`, node);
      return this.value(node.resolve(this.document), at, depth + 1);
    }
    if (isMap(node)) {
      const fields: [string, Json][] = [];
      for (const { key, value } of node.items) {
        const name = this.key(key);
        const pointer = `${at}/${escaped(name)}`;
        toFirst(value);
        const read = this.value(value, pointer, depth + 1);
        this.spot(pointer, key, value);
        if (read !== undefined) fields.push([name, read]);
        this.about(pointer, key, value);
      }
      // An empty map is a value, a map of fields that have none yet is not.
      return fields.length === 0 && node.items.length > 0 ? undefined : Object.fromEntries(fields);
    }
    if (isSeq(node)) {
      return node.items.map((item, index) => {
        const read = this.value(item, `${at}/${index}`, depth + 1) ?? null;
        this.spot(`${at}/${index}`, item, item);
        return read;
      });
    }
    return isScalar(node) ? scalar(node) : undefined;
  }

  private key(key: unknown): string {
    if (!isScalar(key) || key.value === null || typeof key.value === "object")
      throw new Refused("A field needs a plain name", key);
    if (key.value === "<<" && key.type === "PLAIN")
      throw new Refused("Merge keys are not understood: write the fields out", key);
    return typeof key.value === "string" ? key.value : (key.source ?? String(key.value));
  }

  private spot(pointer: string, start: unknown, end: unknown): void {
    const from = (start as Node | null)?.range?.[0];
    if (from === undefined) return;
    this.spots.push({ pointer, from, to: (end as Node | null)?.range?.[1] ?? (start as Node).range?.[1] ?? from });
  }

  private about(pointer: string, key: unknown, value: unknown): void {
    const [name, node] = [key as Node, value as Node | null];
    this.look(named(this.document, pointer), {
      ...said("above", name.commentBefore),
      ...said("aside", node?.comment),
      ...said("inside", node?.commentBefore),
      ...(name.spaceBefore === true ? { space: true as const } : {}),
      ...this.orderOf(value),
    });
    if (isSeq(value)) {
      for (const [index, item] of value.items.entries()) {
        const one = item as Node | null;
        this.look(named(this.document, `${pointer}/${index}`), {
          ...said("above", one?.commentBefore),
          ...said("aside", one?.comment),
          ...(one?.spaceBefore === true ? { space: true as const } : {}),
        });
      }
    }
  }

  private orderOf(node: unknown): { order?: readonly string[] } {
    if (!isMap(node)) return {};
    const keys = node.items.map(({ key }) => this.key(key));
    return usual(keys).every((key, index) => key === keys[index]) ? {} : { order: keys };
  }

  private look(pointer: string, look: Look): void {
    if (Object.keys(look).length > 0) this.looks.set(pointer, look);
  }
}

/** A comment at the head of a list or map is about the first thing in it, and goes where that goes. */
function toFirst(node: unknown): void {
  if (!(isMap(node) || isSeq(node)) || node.flow === true || node.commentBefore == null) return;
  const [first] = node.items;
  const target = (isMap(node) ? (first as { key?: unknown } | undefined)?.key : first) as Node | null | undefined;
  if (target == null || target.commentBefore != null) return;
  target.commentBefore = node.commentBefore;
  delete node.commentBefore;
}

function said<K extends string>(key: K, comment: string | null | undefined): { [P in K]?: string } {
  return typeof comment === "string" && comment !== "" ? ({ [key]: comment } as { [P in K]: string }) : {};
}

/** A pointer in which items of lists are called by their names. */
function named(document: Document, pointer: string): string {
  let node: unknown = document.contents;
  let path = "";
  for (const step of pointer.split("/").slice(1)) {
    if (isSeq(node)) {
      const item: unknown = node.items[Number(step)];
      const name = isMap(item) ? item.get("name") : undefined;
      path += `/${escaped(itemStep(typeof name === "string" ? { name } : undefined, Number(step)))}`;
      node = item;
    } else {
      path += `/${step}`;
      node = isMap(node) ? node.get(step.replaceAll("~1", "/").replaceAll("~0", "~"), true) : undefined;
    }
  }
  return path;
}

function scalar(node: { value: unknown; source?: string; type?: string }): Json | undefined {
  const { value, source = "", type } = node;
  if (value === null) return source === "" ? undefined : null;
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new Refused("Not a number that JSON has: use text, in quotes", node);
    // As the server reads it (DESIGN-27): a leading zero is octal, and a number keeps all of its digits or is text.
    if (type === "PLAIN" && /^[-+]?0[0-7]+$/.test(source)) return Number.parseInt(source, 8);
    if (Number.isInteger(value) && !Number.isSafeInteger(value) && /^[-+]?\d+$/.test(source)) return source;
    return Object.is(value, -0) ? 0 : value;
  }
  if (typeof value === "string" || typeof value === "boolean") return value;
  throw new Refused("A value of this kind is not understood: use text, in quotes", node);
}
