import { generateKeyBetween } from "fractional-indexing";
import { newId } from "./ids";

/** A fractional index above this one, with a suffix that keeps two people's equal keys apart; what is no index counts as none. */
export function above(z: string): string {
  let key: string;
  try {
    key = generateKeyBetween(z.split("~")[0] || null, null);
  } catch {
    key = generateKeyBetween(null, null);
  }
  return `${key}~${newId().slice(0, 4)}`;
}

/** A fractional index above all others; the suffix keeps two people's equal keys apart. */
export function aboveAll(components: Iterable<{ readonly z: string }>): string {
  const keys = [...components].map(({ z }) => z.split("~")[0] ?? "").sort();
  return above(keys.at(-1) ?? "");
}
