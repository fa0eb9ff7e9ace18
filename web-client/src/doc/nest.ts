import type { Json } from "./kinds";

type Branch = { [key: string]: Json | Branch };

function stepsOf(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function isBranch(value: unknown): value is Branch {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A configuration as maps within maps, from its entries by pointer; an entry that points into another's value is left out. */
export function nested(entries: Iterable<readonly [string, Json]>): { readonly [key: string]: Json } {
  const root: Branch = Object.create(null) as Branch;
  for (const [pointer, value] of [...entries].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const steps = stepsOf(pointer);
    const last = steps.pop();
    if (last === undefined) continue;
    let at: Branch | undefined = root;
    for (const step of steps) {
      const known: Json | Branch | undefined = at[step];
      const next: Branch | undefined =
        known === undefined ? (Object.create(null) as Branch) : isBranch(known) ? known : undefined;
      if (next === undefined) {
        at = undefined;
        break;
      }
      at[step] = next;
      at = next;
    }
    if (at !== undefined && !(last in at)) at[last] = isBranch(value) ? { ...value } : value;
  }
  return root;
}
