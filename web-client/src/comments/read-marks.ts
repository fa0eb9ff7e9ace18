import type { Thread } from "./threads";

/** What of a browser's storage is used. */
type Store = Pick<Storage, "getItem" | "setItem">;

/** Which messages this person has seen; kept in their browser, one list per design and person, never in the document. */
export class ReadMarks {
  private readonly key: string;
  private readonly me: string;
  private readonly store: Store | undefined;
  private seen: ReadonlySet<string>;
  private readonly listeners = new Set<() => void>();

  constructor(design: string, me: string, store: Store | undefined) {
    this.key = `meshplay.read.${design}.${me}`;
    this.me = me;
    this.store = store;
    this.seen = this.load();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** A stable value until it changes, for useSyncExternalStore. */
  readonly current = (): ReadonlySet<string> => this.seen;

  /** Messages of others that were not seen. */
  unread(thread: Thread): number {
    return thread.messages.filter(({ id, author }) => author.id !== this.me && !this.seen.has(id)).length;
  }

  /** Notes a thread as seen, and forgets messages that no longer are. */
  see(thread: Thread, all: Iterable<Thread>): void {
    if (this.unread(thread) === 0) return;
    const there = new Set([...all].flatMap(({ messages }) => messages.map(({ id }) => id)));
    const next = new Set([...this.seen].filter((id) => there.has(id)));
    for (const { id } of thread.messages) next.add(id);
    this.seen = next;
    try {
      this.store?.setItem(this.key, JSON.stringify([...next]));
    } catch {
      // Storage can be full or forbidden; then the marks last as long as the page.
    }
    this.publish();
  }

  /** Takes what another tab of the same person has seen. */
  readonly reload = (): void => {
    this.seen = new Set([...this.seen, ...this.load()]);
    this.publish();
  };

  private load(): ReadonlySet<string> {
    try {
      const kept: unknown = JSON.parse(this.store?.getItem(this.key) ?? "[]");
      return new Set(Array.isArray(kept) ? kept.filter((id) => typeof id === "string") : []);
    } catch {
      return new Set();
    }
  }

  private publish(): void {
    for (const listener of this.listeners) listener();
  }
}
