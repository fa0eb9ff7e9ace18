import type { Json } from "../../doc/kinds";
import type { Tree } from "./tree";

/** Whether two trees hold the same. */
export function same(a: Tree, b: Tree): boolean {
  return a.size === b.size && [...a].every(([pointer, value]) => alike(value, b.get(pointer)));
}

/** Equal values; the order of fields counts for nothing. */
export function alike(a: Json, b: Json | undefined): boolean {
  if (typeof a !== "object" || a === null || typeof b !== "object" || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [a as Readonly<Record<string, Json>>, b as Readonly<Record<string, Json>>];
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && alike(left[key] ?? null, right[key]))
  );
}
