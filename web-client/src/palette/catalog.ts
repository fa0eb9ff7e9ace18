import { type Kind, KINDS, keyOf } from "../doc/kinds";
import type { PaletteModel } from "../rest/registry";

/** What there is to add: the short list at once, and every model of the registry as soon as its index is here. */
export type Catalog = {
  readonly kind: "loading" | "ready" | "failed";
  readonly kinds: readonly Kind[];
  readonly models: readonly PaletteModel[];
  readonly error?: unknown;
};

const START: Catalog = { kind: "loading", kinds: KINDS, models: [] };

/** The registry's kinds, with what the short list knows of them; then the short list's own. */
export function merged(registry: readonly Kind[], short: readonly Kind[]): readonly Kind[] {
  const all = new Map(registry.map((kind) => [keyOf(kind), kind]));
  for (const kind of short) if (!all.has(keyOf(kind))) all.set(keyOf(kind), kind);
  return [...all.values()];
}

/** Loads the registry's index once for a page, and again when somebody asks after a failure. */
export class CatalogStore {
  private catalog = START;
  private loading = false;
  private readonly listeners = new Set<() => void>();
  private readonly ask: () => Promise<readonly PaletteModel[]>;

  constructor(ask: () => Promise<readonly PaletteModel[]>) {
    this.ask = ask;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** A stable value until it changes, for useSyncExternalStore. */
  readonly current = (): Catalog => this.catalog;

  load(): void {
    if (this.loading || this.catalog.kind === "ready") return;
    this.loading = true;
    if (this.catalog.kind === "failed") this.publish(START);
    this.ask()
      .then((models) => {
        const kinds = merged(
          models.flatMap((model) => model.kinds),
          KINDS,
        );
        this.publish({ kind: "ready", kinds, models });
      })
      .catch((error: unknown) => this.publish({ ...START, kind: "failed", error }))
      .finally(() => {
        this.loading = false;
      });
  }

  private publish(catalog: Catalog): void {
    this.catalog = catalog;
    for (const listener of this.listeners) listener();
  }
}
