import type { Json } from "../doc/kinds";
import { plain } from "./schema";

type Config = ReadonlyMap<string, Json>;
type Fields = Readonly<Record<string, Json>>;

/** What is written to a configuration: a value, or undefined to remove the entry. */
export type Entry = readonly [string, Json | undefined];

const isFields = (value: Json | undefined): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isEmptyMap = (value: Json | undefined) => isFields(value) && Object.keys(value).length === 0;

function around(pointer: string): readonly string[] {
  const steps = pointer.split("/").slice(1, -1);
  return steps.map((_, count) => `/${steps.slice(0, count + 1).join("/")}`);
}

/** The entry whose value holds what is at a pointer: a list is one value of the document. */
function holderOf(config: Config, pointer: string): string | undefined {
  return around(pointer).find((outer) => config.has(outer) && !isEmptyMap(config.get(outer)));
}

function stepsFrom(outer: string, pointer: string): readonly string[] {
  return pointer
    .slice(outer.length + 1)
    .split("/")
    .map(plain);
}

/** What stands at a pointer, also inside a list, or put together from the entries below it. */
export function valueAt(config: Config, pointer: string): Json | undefined {
  const direct = config.get(pointer);
  if (direct !== undefined) return direct;
  const holder = holderOf(config, pointer);
  if (holder !== undefined) return dig(config.get(holder), stepsFrom(holder, pointer));
  const inside = [...config].filter(([known]) => known.startsWith(`${pointer}/`)).sort(([a], [b]) => (a < b ? -1 : 1));
  if (inside.length === 0) return undefined;
  let value: Json = {};
  for (const [known, item] of inside) value = planted(value, stepsFrom(pointer, known), item) ?? {};
  return value;
}

function child(value: Json | undefined, step: string): Json | undefined {
  if (Array.isArray(value)) return /^\d+$/.test(step) ? (value as readonly Json[])[Number(step)] : undefined;
  return isFields(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

function dig(value: Json | undefined, steps: readonly string[]): Json | undefined {
  return steps.reduce<Json | undefined>(child, value);
}

/** A value with one thing in it set or, by undefined, removed; a map that is left empty by that goes too, a list item stays. */
export function planted(value: Json | undefined, steps: readonly string[], wanted: Json | undefined): Json | undefined {
  const [step, ...rest] = steps;
  if (step === undefined) return wanted;
  if (Array.isArray(value)) {
    const index = Number(step);
    const before = value as readonly Json[];
    const next = planted(before[index], rest, wanted);
    if (next === undefined && rest.length === 0) return before.toSpliced(index, 1);
    return index < before.length ? before.with(index, next ?? {}) : [...before, next ?? {}];
  }
  const fields: Fields = isFields(value) ? value : {};
  const next = planted(Object.hasOwn(fields, step) ? fields[step] : undefined, rest, wanted);
  const entries = Object.entries(fields).filter(([key]) => key !== step || next !== undefined);
  const changed =
    next === undefined
      ? entries
      : Object.hasOwn(fields, step)
        ? entries.map(([key, old]) => [key, key === step ? next : old] as const)
        : [...entries, [step, next] as const];
  return changed.length === 0 && wanted === undefined ? undefined : Object.fromEntries(changed);
}

/** A value as entries: maps are walked, a list and an empty map are one value. */
export function flattened(pointer: string, value: Json): readonly (readonly [string, Json])[] {
  if (!isFields(value) || isEmptyMap(value)) return [[pointer, value]];
  return Object.entries(value).flatMap(([key, item]) =>
    flattened(`${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`, item),
  );
}

/** Whether nothing can be put at a pointer: a scalar is around it, or a list that has no such item. */
export function blocked(config: Config, pointer: string): boolean {
  const holder = holderOf(config, pointer);
  if (holder === undefined) return false;
  let value = config.get(holder);
  for (const step of stepsFrom(holder, pointer)) {
    if (Array.isArray(value)) {
      if (!/^\d+$/.test(step) || Number(step) > value.length) return true;
    } else if (value !== undefined && !isFields(value)) return true;
    value = child(value, step);
  }
  return false;
}

/** The entries that put a value at a pointer, or remove what is there: no entry stands in the value of another. */
export function entriesFor(config: Config, pointer: string, value: Json | undefined): readonly Entry[] {
  const holder = holderOf(config, pointer);
  if (holder !== undefined) {
    if (blocked(config, pointer)) return [];
    const next = planted(config.get(holder), stepsFrom(holder, pointer), value);
    return [[holder, Array.isArray(next) && next.length === 0 ? undefined : next]];
  }
  const entries = new Map<string, Json | undefined>();
  for (const outer of around(pointer)) if (config.has(outer)) entries.set(outer, undefined);
  for (const known of config.keys())
    if (known === pointer || known.startsWith(`${pointer}/`)) entries.set(known, undefined);
  if (value !== undefined) for (const [known, item] of flattened(pointer, value)) entries.set(known, item);
  return [...entries];
}

/** How many values are set at or below a pointer. */
export function countAt(config: Config, pointer: string): number {
  const holder = holderOf(config, pointer);
  if (holder !== undefined) {
    const value = dig(config.get(holder), stepsFrom(holder, pointer));
    return value === undefined ? 0 : flattened("", value).length;
  }
  let count = 0;
  for (const known of config.keys()) if (known === pointer || known.startsWith(`${pointer}/`)) count += 1;
  return count;
}
