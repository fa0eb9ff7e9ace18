import { type Kind, KINDS, keyOf } from "../doc/kinds";
import { search } from "./search";

/** Asks the registry which kinds fit what somebody typed. */
export type Ask = (typed: string, signal: AbortSignal) => Promise<readonly Kind[]>;

/** What the palette shows for what was typed; `failed` still has the short list's hits. */
export type Found = {
  readonly kind: "all" | "asking" | "found" | "failed";
  readonly typed: string;
  readonly hits: readonly Kind[];
  readonly error?: unknown;
};

const PAUSE_MS = 120;
const ALL: Found = { kind: "all", typed: "", hits: KINDS };

/** The registry's hits in its order, with what the short list knows of them; then the short list's own. */
export function merged(registry: readonly Kind[], short: readonly Kind[]): readonly Kind[] {
  const all = new Map(registry.map((kind) => [keyOf(kind), kind]));
  for (const kind of short) if (!all.has(keyOf(kind))) all.set(keyOf(kind), kind);
  return [...all.values()];
}

/**
 * Finds kinds while somebody types: the short list's at once, the registry's after a pause. Each keystroke gives up the
 * question before it, so that a late answer never replaces a newer one.
 */
export class Finder {
  private found = ALL;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asking: AbortController | undefined;
  private waiting: ((kind: Kind) => void) | undefined;
  private readonly listeners = new Set<() => void>();
  private readonly ask: Ask;

  constructor(ask: Ask) {
    this.ask = ask;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** A stable value until it changes, for useSyncExternalStore. */
  readonly current = (): Found => this.found;

  /** Takes what stands in the field. */
  type(text: string): void {
    const typed = text.trim();
    if (typed === this.found.typed && this.found.kind !== "failed") return;
    this.stop();
    if (typed === "") {
      this.publish(ALL);
      return;
    }
    this.publish({ kind: "asking", typed, hits: search(KINDS, typed) });
    this.timer = setTimeout(() => void this.send(typed), PAUSE_MS);
  }

  /** Chooses a hit by its place; where nothing is known yet, the best one as soon as there is an answer. */
  choose(index: number, take: (kind: Kind) => void): void {
    const hit = this.found.hits[index];
    if (hit !== undefined) take(hit);
    else if (this.found.kind === "asking") this.waiting = take;
  }

  /** Gives up what is asked. */
  stop(): void {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.asking = undefined;
    this.waiting = undefined;
  }

  private async send(typed: string): Promise<void> {
    const asking = new AbortController();
    this.asking = asking;
    const short = search(KINDS, typed);
    try {
      const hits = await this.ask(typed, asking.signal);
      if (!asking.signal.aborted) this.answered({ kind: "found", typed, hits: merged(hits, short) });
    } catch (error) {
      if (!asking.signal.aborted) this.answered({ kind: "failed", typed, hits: short, error });
    }
  }

  private answered(found: Found): void {
    const take = this.waiting;
    this.waiting = undefined;
    this.publish(found);
    const [best] = found.hits;
    if (take !== undefined && best !== undefined) take(best);
  }

  private publish(found: Found): void {
    this.found = found;
    for (const listener of this.listeners) listener();
  }
}
