import * as Y from "yjs";
import type { Json } from "./kinds";
import { isJson } from "./model";

/** How the keys of a component's style begin that say how its YAML is written. */
const YAML_LOOK = "yaml:";

/** The key of the style for what a pointer names. */
export const lookKey = (pointer: string): string => YAML_LOOK + pointer;

/** What a component's style says of its YAML, by pointer. */
export function looksOf(style: unknown): ReadonlyMap<string, Json> {
  const looks = new Map<string, Json>();
  if (!(style instanceof Y.Map)) return looks;
  for (const [key, value] of style.entries() as Iterable<[string, unknown]>)
    if (key.startsWith(YAML_LOOK) && isJson(value)) looks.set(key.slice(YAML_LOOK.length), value);
  return looks;
}
