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
