import type { Component } from "./model";

/** The name that a new component of a kind starts with: "ConfigMap" → "config-map". */
export function nameOfKind(kind: string): string {
  return kind.replace(/([a-z])([A-Z])/g, "$1-$2").toLowerCase();
}

/** The wanted name, or the first of it with a number that is free: web, web-2, web-3. A number at its end counts on. */
export function freeName(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  const base = wanted.replace(/-[2-9]\d{0,5}$/, "");
  let name = `${base}-2`;
  for (let n = 3; taken.has(name); n += 1) name = `${base}-${n}`;
  return name;
}

/** Names as a cluster tells objects apart: by kind and by the namespace around them. */
export class TakenNames {
  private readonly names = new Map<string, Set<string>>();

  constructor(components: Iterable<Component>) {
    for (const { kind, parent, name } of components) this.of(kind, parent).add(name);
  }

  /** A free name near the wanted one; it is taken from then on. */
  take(kind: string, parent: string | undefined, wanted: string): string {
    const taken = this.of(kind, parent);
    const name = freeName(wanted, taken);
    taken.add(name);
    return name;
  }

  private of(kind: string, parent: string | undefined): Set<string> {
    const key = `${kind} ${parent ?? ""}`;
    const known = this.names.get(key) ?? new Set();
    this.names.set(key, known);
    return known;
  }
}
