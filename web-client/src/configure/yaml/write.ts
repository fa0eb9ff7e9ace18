import { Document, isMap, isScalar, isSeq, type Node, Pair, Scalar, type ToStringOptions, YAMLMap } from "yaml";
import type { Json } from "../../doc/kinds";
import { escaped } from "../schema";
import { same } from "./alike";
import { type ReadText, readYaml } from "./read";
import { changes, itemStep, type Layout, type Look, lookOf, ordered, stepsOf, type Tree } from "./tree";

type Branch = { readonly children: Map<string, Branch>; value?: Json };

/** A text for a configuration that nobody has written down yet. */
export function writeYaml(tree: Tree, layout: Layout): string {
  const root: Branch = { children: new Map() };
  for (const [pointer, value] of tree) {
    let branch = root;
    for (const step of stepsOf(pointer)) {
      const next: Branch = branch.children.get(step) ?? { children: new Map() };
      branch.children.set(step, next);
      branch = next;
    }
    branch.value = value;
  }
  const document = new Document({});
  if (root.children.size === 0) return comment(lookOf(layout.get("")).above);
  document.contents = grown(document, root, "", layout);
  dressRoot(document, lookOf(layout.get("")));
  return document.toString({ lineWidth: 0 });
}

function comment(text: string | undefined): string {
  return text === undefined
    ? ""
    : `${text
        .split("\n")
        .map((line) => `#${line}`)
        .join("\n")}\n`;
}

function grown(document: Document, branch: Branch, pointer: string, layout: Layout): Node {
  if (branch.children.size === 0)
    return planted(document, branch.value === undefined ? {} : branch.value, pointer, layout);
  const map = new YAMLMap();
  for (const key of ordered([...branch.children.keys()], lookOf(layout.get(pointer)).order)) {
    const child = branch.children.get(key);
    if (child === undefined) continue;
    const at = `${pointer}/${escaped(key)}`;
    const pair = new Pair<Node, Node>(document.createNode(key) as Node, grown(document, child, at, layout));
    dress(pair, lookOf(layout.get(at)));
    map.items.push(pair);
  }
  return map;
}

/** The node of a plain value, with the comments that its parts had. */
function planted(document: Document, value: Json, pointer: string, layout: Layout): Node {
  const node = document.createNode(value) as Node;
  clothe(node, value, pointer, layout);
  return node;
}

function clothe(node: Node, value: Json, pointer: string, layout: Layout): void {
  if (isSeq(node) && Array.isArray(value)) {
    for (const [index, item] of node.items.entries()) {
      const one = (value as readonly Json[])[index];
      const at = `${pointer}/${escaped(itemStep(one, index))}`;
      const look = lookOf(layout.get(at));
      set(item as Node, "commentBefore", look.above);
      set(item as Node, "comment", look.aside);
      if (look.space === true) (item as Node).spaceBefore = true;
      clothe(item as Node, one ?? null, at, layout);
    }
  }
  if (isMap(node) && typeof value === "object" && value !== null) {
    for (const pair of node.items as Pair<Node, Node>[]) {
      const key = String((pair.key as Scalar).value);
      const at = `${pointer}/${escaped(key)}`;
      dress(pair, lookOf(layout.get(at)));
      if (pair.value !== null) clothe(pair.value, (value as Record<string, Json>)[key] ?? null, at, layout);
    }
  }
}

function set(node: Node, place: "comment" | "commentBefore", text: string | undefined): void {
  if (text === undefined) delete node[place];
  else node[place] = text;
}

function dress({ key, value }: Pair<Node, Node | null>, look: Look): void {
  set(key, "commentBefore", look.above);
  if (look.space === true) key.spaceBefore = true;
  else delete key.spaceBefore;
  if (value === null) return;
  set(value, "commentBefore", look.inside);
  set(value, "comment", look.aside);
}

function dressRoot(document: Document, look: Look): void {
  document.commentBefore = look.above ?? null;
  document.comment = look.below ?? null;
  if (document.contents === null) return;
  set(document.contents, "commentBefore", look.inside);
  set(document.contents, "comment", look.aside);
}

/**
 * A text in which only what changed is changed: comments, order and the rest of the writing stay. When that does not lead
 * to the wanted configuration (anchors, odd writing), it is written anew.
 */
export function rewritten(text: string, read: ReadText, wanted: Tree, looks: Layout, layout: Layout): string {
  const values = changes(read.tree, wanted);
  if (values.length === 0 && looks.size === 0) return text;
  if (read.aliased || !isMap(read.document.contents)) return writeYaml(wanted, layout);
  const next =
    (looks.size === 0 ? inPlace(text, read, values) : undefined) ?? edited(text, read, wanted, values, looks, layout);
  const again = readYaml(next);
  const right = !("problem" in again) && same(again.tree, wanted);
  return right ? next : writeYaml(wanted, new Map([...layout, ...read.layout, ...looks]));
}

/** Single values on one line, each put where the old one stands; undefined when something else changed too. */
function inPlace(
  text: string,
  { document }: ReadText,
  values: readonly (readonly [string, Json | undefined])[],
): string | undefined {
  const cuts: { from: number; to: number; insert: string }[] = [];
  for (const [pointer, value] of values) {
    const node: unknown = document.getIn(stepsOf(pointer), true);
    if (!isScalar(node) || node.range == null || (typeof value === "object" && value !== null) || value === undefined)
      return undefined;
    const [from, to] = node.range;
    if (to <= from || text.slice(from, to).includes("\n")) return undefined;
    const fresh = new Scalar(value);
    if (typeof value === "string" && (node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE"))
      fresh.type = node.type;
    const insert = new Document(fresh).toString({ lineWidth: 0 }).trimEnd();
    if (insert.includes("\n")) return undefined;
    cuts.push({ from, to, insert });
  }
  cuts.sort((a, b) => b.from - a.from);
  return cuts.reduce((before, { from, to, insert }) => before.slice(0, from) + insert + before.slice(to), text);
}

function edited(
  text: string,
  read: ReadText,
  wanted: Tree,
  values: readonly (readonly [string, Json | undefined])[],
  looks: Layout,
  layout: Layout,
): string {
  const document = read.document.clone() as Document;
  for (const [pointer, value] of values) if (value === undefined) remove(document, stepsOf(pointer), wanted);
  for (const [pointer, value] of values) {
    if (value !== undefined) put(document, stepsOf(pointer), value, pointer, layout);
  }
  for (const [pointer, look] of looks) relook(document, pointer, lookOf(look));
  return document.toString(written(text));
}

/** As the text is written: lists at the indent of their field or one step in. */
function written(text: string): ToStringOptions {
  return { lineWidth: 0, indentSeq: !/^( *)[^\s#-][^\n]*:[ \t]*(?:#[^\n]*)?\n(?: *#[^\n]*\n)*\1- /m.test(text) };
}

function remove(document: Document, steps: readonly string[], wanted: Tree): void {
  for (let path = steps; path.length > 0; path = path.slice(0, -1)) {
    const parent: unknown = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
    if (!isMap(parent)) return;
    const index = parent.items.findIndex(({ key }) => isScalar(key) && nameOf(key) === path.at(-1));
    if (index >= 0) parent.items.splice(index, 1);
    const above = `/${path.slice(0, -1).map(escaped).join("/")}`;
    if (parent.items.length > 0 || wanted.has(above)) return;
  }
}

function nameOf(key: Scalar): string {
  return typeof key.value === "string" ? key.value : (key.source ?? String(key.value));
}

function put(document: Document, steps: readonly string[], value: Json, pointer: string, layout: Layout): void {
  let map = document.contents;
  for (const [index, step] of steps.entries()) {
    if (!isMap(map)) return;
    const pairs = map.items as Pair<Scalar, Node | null>[];
    let pair = pairs.find(({ key }) => nameOf(key) === step);
    if (pair === undefined) {
      pair = new Pair<Scalar, Node | null>(document.createNode(step) as Scalar, null);
      dress(
        pair,
        lookOf(
          layout.get(
            `/${steps
              .slice(0, index + 1)
              .map(escaped)
              .join("/")}`,
          ),
        ),
      );
      pairs.push(pair);
      map.flow &&= pairs.length > 1;
    }
    if (index === steps.length - 1) pair.value = assigned(document, pair.value, value, pointer, layout);
    else if (!isMap(pair.value)) pair.value = new YAMLMap();
    map = pair.value;
  }
}

/** A node that has a value, made from the one that stands there: what stays the same keeps its comments. */
function assigned(document: Document, node: Node | null, value: Json, pointer: string, layout: Layout): Node {
  if (isScalar(node) && (typeof value !== "object" || value === null)) {
    if (node.value === value) return node;
    const fresh = new Scalar(value);
    if (typeof value === "string" && typeof node.value === "string" && node.type !== "PLAIN" && node.type !== undefined)
      fresh.type = node.type;
    return kept(fresh, node);
  }
  if (isSeq(node) && Array.isArray(value)) {
    const old = node.items as Node[];
    const known = new Map(old.map((item, index) => [stepOf(item, index), item]));
    node.items = (value as readonly Json[]).map((item, index) => {
      const at = itemStep(item, index);
      return assigned(document, known.get(at) ?? null, item, `${pointer}/${escaped(at)}`, layout);
    });
    return node;
  }
  if (isMap(node) && typeof value === "object" && value !== null && !Array.isArray(value)) {
    const fields = value as Readonly<Record<string, Json>>;
    const pairs = (node.items as Pair<Scalar, Node | null>[]).filter(({ key }) => Object.hasOwn(fields, nameOf(key)));
    for (const [key, item] of Object.entries(fields)) {
      const at = `${pointer}/${escaped(key)}`;
      const pair = pairs.find((one) => nameOf(one.key) === key);
      if (pair !== undefined) pair.value = assigned(document, pair.value, item, at, layout);
      else
        pairs.push(
          new Pair<Scalar, Node | null>(document.createNode(key) as Scalar, planted(document, item, at, layout)),
        );
    }
    node.items = pairs;
    return node;
  }
  const fresh = planted(document, value, pointer, layout);
  return node === null ? fresh : kept(fresh, node);
}

function stepOf(item: Node | null, index: number): string {
  const name = isMap(item) ? item.get("name") : undefined;
  return itemStep(typeof name === "string" ? { name } : undefined, index);
}

function kept<T extends Node>(fresh: T, { comment: beside, commentBefore, spaceBefore }: Node): T {
  if (beside != null) fresh.comment = beside;
  if (commentBefore != null) fresh.commentBefore = commentBefore;
  if (spaceBefore === true) fresh.spaceBefore = true;
  return fresh;
}

/** Gives one thing the comments and the order that somebody else gave it. */
function relook(document: Document, pointer: string, look: Look): void {
  if (pointer === "") {
    dressRoot(document, look);
    sort(document.contents, look.order);
    return;
  }
  let node: Node | null = document.contents;
  let pair: Pair<Node, Node | null> | undefined;
  for (const step of stepsOf(pointer)) {
    pair = undefined;
    if (isMap(node)) pair = (node.items as Pair<Scalar, Node | null>[]).find(({ key }) => nameOf(key) === step);
    node =
      pair !== undefined
        ? pair.value
        : isSeq(node)
          ? ((node.items as Node[]).find((item, at) => stepOf(item, at) === step) ?? null)
          : null;
    if (node === null && pair === undefined) return;
  }
  if (pair !== undefined) dress(pair, look);
  else if (node !== null) {
    set(node, "commentBefore", look.above);
    set(node, "comment", look.aside);
  }
  sort(node, look.order);
}

function sort(node: Node | null, order: readonly string[] | undefined): void {
  if (!isMap(node)) return;
  const pairs = node.items as Pair<Scalar, Node | null>[];
  const keys = ordered(
    pairs.map(({ key }) => nameOf(key)),
    order,
  );
  pairs.sort((a, b) => keys.indexOf(nameOf(a.key)) - keys.indexOf(nameOf(b.key)));
}
