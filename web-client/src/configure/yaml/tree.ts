import type { Json } from "../../doc/kinds";
import { plain } from "../schema";

/** A configuration as entries, pointer → value; no entry stands in another. */
export type Tree = ReadonlyMap<string, Json>;

/** What of a text is no value: comments, and an order of keys that is not the usual one; by the pointer of what it is about. */
export type Layout = ReadonlyMap<string, Json>;

/** The layout of one thing: comments above it, beside or after it, and at the head of what is in it. */
export type Look = {
  readonly above?: string;
  readonly aside?: string;
  readonly inside?: string;
  readonly below?: string;
  readonly space?: true;
  readonly order?: readonly string[];
};

/** What differs: a value to set, or undefined to remove. */
export type Change = readonly [string, Json | undefined];

/** What turns one into the other. */
export function changes(before: ReadonlyMap<string, Json>, after: ReadonlyMap<string, Json>): readonly Change[] {
  const found: Change[] = [];
  for (const pointer of before.keys()) if (!after.has(pointer)) found.push([pointer, undefined]);
  for (const [pointer, value] of after)
    if (JSON.stringify(before.get(pointer)) !== JSON.stringify(value)) found.push([pointer, value]);
  return found;
}

/** The entries without those that stand around a finer one: the finer stay, as the server has it (DESIGN-3). */
export function tidy(entries: Iterable<readonly [string, Json]>): Map<string, Json> {
  const tree = new Map(entries);
  for (const pointer of tree.keys())
    for (let end = pointer.lastIndexOf("/"); end > 0; end = pointer.lastIndexOf("/", end - 1))
      tree.delete(pointer.slice(0, end));
  return tree;
}

export function stepsOf(pointer: string): readonly string[] {
  return pointer.split("/").slice(1).map(plain);
}

const FIRST = ["apiVersion", "kind", "metadata", "name", "namespace", "labels", "annotations", "type", "spec", "data"];

/** The usual order of keys: those that head a manifest, then by letters. */
export function usual(keys: Iterable<string>): string[] {
  const rank = (key: string) => (FIRST.includes(key) ? FIRST.indexOf(key) : FIRST.length);
  return [...keys].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : Number(a > b)));
}

/** Keys in a remembered order; those that it does not know come last, in the usual one. */
export function ordered(keys: readonly string[], order: readonly string[] | undefined): readonly string[] {
  const sorted = usual(keys);
  if (order === undefined) return sorted;
  return [...order.filter((key) => keys.includes(key)), ...sorted.filter((key) => !order.includes(key))];
}

/** How an item of a list is named in a layout: by its name, when it has one, so that a comment moves with it. */
export function itemStep(item: Json | undefined, index: number): string {
  const name =
    typeof item === "object" && item !== null && !Array.isArray(item) ? (item as { name?: Json }).name : undefined;
  return typeof name === "string" && name !== "" ? `[name=${name}]` : String(index);
}

/** Reads a look that somebody put into the document; what is none is empty. */
export function lookOf(value: Json | undefined): Look {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
  const fields = value as Readonly<Record<string, Json>>;
  const text = (key: "above" | "aside" | "inside" | "below") =>
    typeof fields[key] === "string" ? { [key]: fields[key] } : {};
  const order = fields["order"];
  const keys = Array.isArray(order) ? (order as readonly Json[]).filter((key) => typeof key === "string") : [];
  return {
    ...text("above"),
    ...text("aside"),
    ...text("inside"),
    ...text("below"),
    ...(fields["space"] === true ? { space: true as const } : {}),
    ...(keys.length > 0 ? { order: keys } : {}),
  };
}
