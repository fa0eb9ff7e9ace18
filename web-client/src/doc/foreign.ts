import * as Y from "yjs";
import { isContainer } from "./kinds";
import type { Guard } from "./undo";

type Fields = Y.Map<unknown>;
type Events = readonly Y.YEvent<Y.AbstractType<unknown>>[];

/** The references by which one thing is attached to another. */
const REFERENCES = ["from", "to", "parent"] as const;

/**
 * Counts, per thing, the transactions of others that wrote to it or attached something to it, and answers what an undo asks:
 * a thing on which another has worked since is not taken away, nor one that something still hangs on. It reads the document
 * itself, because a snapshot lags behind until a transaction ends.
 */
export class Foreign implements Guard {
  private readonly counts = new Map<string, number>();
  private readonly components: Y.Map<Fields>;

  constructor(components: Y.Map<Fields>, relationships: Y.Map<Fields>) {
    this.components = components;
    for (const root of [components, relationships])
      root.observeDeep((events, transaction) => this.note(root, events, transaction));
  }

  readonly touches = (id: string): number => this.counts.get(id) ?? 0;

  readonly mayEnter = (id: string, parent: string): boolean => {
    if (!isContainer(String(this.alive(parent)?.get("kind")))) return false;
    const path = new Set<unknown>();
    for (let at: unknown = parent; typeof at === "string" && !path.has(at); at = this.alive(at)?.get("parent")) {
      if (at === id) return false;
      path.add(at);
    }
    return true;
  };

  readonly held = (going: ReadonlySet<string>): ReadonlySet<string> => {
    const held = new Set<string>();
    for (const id of this.components.keys()) {
      const parent = going.has(id) ? undefined : this.alive(id)?.get("parent");
      if (typeof parent === "string" && going.has(parent)) held.add(parent);
    }
    return held;
  };

  private alive(id: string): Fields | undefined {
    const fields: unknown = this.components.get(id);
    return fields instanceof Y.Map && (fields.get("deleted") ?? undefined) === undefined ? fields : undefined;
  }

  private note(root: Y.Map<Fields>, events: Events, { local }: Y.Transaction): void {
    if (local) return;
    const touched = new Set<string>();
    for (const event of events) {
      const [id] = event.path;
      const attached = typeof id !== "string" || REFERENCES.some((name) => event.keys.has(name));
      const ids = typeof id === "string" ? [id] : [...event.keys.keys()];
      for (const one of ids) {
        touched.add(one);
        const fields: unknown = root.get(one);
        if (!attached || !(fields instanceof Y.Map)) continue;
        for (const name of REFERENCES) {
          const other: unknown = fields.get(name);
          if (typeof other === "string") touched.add(other);
        }
      }
    }
    for (const id of touched) this.counts.set(id, this.touches(id) + 1);
  }
}
