import type { Json } from "../doc/kinds";
import { flattened } from "./values";

/** Seeded values for property tests; the same seed, the same values (mulberry32). */
export function generator(seed: number) {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  const pick = <T>(from: readonly T[]): T => {
    const one = from[below(from.length)];
    if (one === undefined) throw new Error("nothing to pick from");
    return one;
  };
  const KEYS = ["a", "b", "c", "name", "x/y", "1", "with space"];
  const TEXTS = [
    "",
    "on",
    "no",
    "12",
    "0x1f",
    "1e3",
    "a: b",
    "# not a comment",
    "two\nlines\n",
    " space ",
    "~",
    "null",
    "é 漢字 🙂",
    "- x",
    "{}",
    "\ttab",
    "'q'",
    "01",
    "1_000",
    "2026-01-01",
    "=",
    "<<",
    "!t",
    "&a",
    "*a",
    "%x",
    "long ".repeat(30).trim(),
    "end\n\n",
  ];
  const scalar = (): Json => pick<Json>([...TEXTS, 0, 1, -3, 0.5, 1e21, true, false, null]);
  const json = (depth: number): Json => {
    const kind = depth <= 0 ? 0 : below(5);
    if (kind <= 2) return scalar();
    if (kind === 3) return Array.from({ length: below(4) }, () => json(depth - 1));
    return Object.fromEntries(Array.from({ length: below(4) }, () => [pick(KEYS), json(depth - 1)]));
  };
  const pointer = () => Array.from({ length: 1 + below(3) }, () => `/${pick(KEYS).replaceAll("/", "~1")}`).join("");
  const config = (): Record<string, Json> => {
    const root = Object.fromEntries(Array.from({ length: 1 + below(4) }, () => [pick(KEYS), json(3)]));
    return Object.fromEntries(flattened("", root));
  };
  return { next, below, pick, chance: (odds: number) => next() < odds, scalar, json, pointer, config };
}
