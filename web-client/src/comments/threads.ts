import * as Y from "yjs";
import { newId } from "../doc/ids";
import type { Pair, Snapshot } from "../doc/model";

/** Who wrote something; names are those of that time. */
export type Author = { readonly id: string; readonly name: string };

/** What a thread hangs on. `at` is a place on the canvas: for a component relative to it, else absolute. */
export type Anchor =
  | { readonly kind: "component"; readonly component: string; readonly at: Pair }
  | { readonly kind: "field"; readonly component: string; readonly field: string }
  | { readonly kind: "place"; readonly at: Pair };

export type Message = {
  readonly id: string;
  readonly author: Author;
  readonly at: string;
  readonly text: string;
  readonly mentions: readonly string[];
  readonly edited: boolean;
};

export type Thread = {
  readonly id: string;
  readonly anchor: Anchor;
  readonly resolved: { readonly by: Author; readonly at: string } | undefined;
  /** Oldest first. */
  readonly messages: readonly Message[];
};

type Fields = Y.Map<unknown>;
type Plain = Record<string, unknown>;

export const TEXT_MAX = 4_000;
const NAME_MAX = 40;
const MENTIONS_MAX = 50;

const plain = (value: unknown): Plain => (typeof value === "object" && value !== null ? (value as Plain) : {});

function author(value: unknown): Author {
  const { id, name } = plain(value);
  const words = typeof name === "string" ? name.replace(/\s+/g, " ").trim().slice(0, NAME_MAX) : "";
  return { id: typeof id === "string" ? id : "", name: words || "Someone" };
}

function pair(value: unknown): Pair {
  const [x, y] = Array.isArray(value) ? (value as unknown[]) : [];
  return Number.isFinite(x) && Number.isFinite(y) ? [x as number, y as number] : [0, 0];
}

function readAnchor(value: unknown): Anchor {
  const { component, field, at } = plain(value);
  if (typeof component === "string" && typeof field === "string") return { kind: "field", component, field };
  if (typeof component === "string") return { kind: "component", component, at: pair(at) };
  return { kind: "place", at: pair(at) };
}

function readMessage(id: string, value: unknown): Message | undefined {
  const { text, at, mentions, edited, deleted, author: by } = plain(value);
  if (typeof text !== "string" || text.trim() === "" || deleted === true) return undefined;
  const named = Array.isArray(mentions) ? mentions.filter((one) => typeof one === "string") : [];
  return {
    id,
    author: author(by),
    at: typeof at === "string" ? at : "",
    text: text.slice(0, TEXT_MAX),
    mentions: named.slice(0, MENTIONS_MAX),
    edited: edited === true,
  };
}

/** A thread as stored, or undefined when nothing is left in it; anybody may have written anything. */
export function readThread(id: string, fields: unknown): Thread | undefined {
  if (!(fields instanceof Y.Map)) return undefined;
  const items: unknown = fields.get("items");
  if (!(items instanceof Y.Map)) return undefined;
  const messages = [...items.entries()]
    .flatMap(([key, value]) => readMessage(key, value) ?? [])
    .sort((a, b) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1));
  if (messages.length === 0) return undefined;
  const { by, at } = plain(fields.get("resolved"));
  const resolved = typeof at === "string" ? { by: author(by), at } : undefined;
  return { id, anchor: readAnchor(fields.get("anchor")), resolved, messages };
}

/** The place of a thread's pin: with its component while that is there, else where the component was last seen. */
export function placeOf(anchor: Anchor, snapshot: Snapshot): Pair | undefined {
  if (anchor.kind === "place") return anchor.at;
  const component = snapshot.components.get(anchor.component);
  if (component === undefined) return undefined;
  const [x, y] = component.pos;
  return anchor.kind === "field" ? [x + component.size[0], y] : [x + anchor.at[0], y + anchor.at[1]];
}

/**
 * The comments of a design: threads in the root `comments` of its document, so that they sync, are kept offline and are
 * never part of a version (docs/adr/0014-comments-in-the-document.md). They are no part of undo.
 */
export class Comments {
  private readonly root: Y.Map<Fields>;
  private readonly listeners = new Set<() => void>();
  private readonly me: () => Author;
  private readonly now: () => Date;
  private threads: ReadonlyMap<string, Thread> = new Map();

  constructor(doc: Y.Doc, me: () => Author, now: () => Date = () => new Date()) {
    this.root = doc.getMap("comments");
    this.me = me;
    this.now = now;
    this.root.observeDeep(this.read);
    this.read();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** A stable value until it changes, for useSyncExternalStore. */
  readonly current = (): ReadonlyMap<string, Thread> => this.threads;

  /** Opens a thread with its first message, in one transaction; undefined when there is nothing to say. */
  start(anchor: Anchor, text: string, mentions: readonly string[]): string | undefined {
    const message = this.message(text, mentions);
    if (message === undefined) return undefined;
    const id = newId();
    const { kind: _, ...stored } = anchor;
    this.act(() => {
      const items = new Y.Map<unknown>([[newId(), message]]);
      const fields = new Y.Map<unknown>(Object.entries({ anchor: structuredClone(stored), items }));
      this.root.set(id, fields);
    });
    return id;
  }

  /** Answers in a thread; an answer opens what was resolved again. */
  reply(thread: string, text: string, mentions: readonly string[]): void {
    const message = this.message(text, mentions);
    if (message === undefined) return;
    this.act(() => {
      this.items(thread)?.set(newId(), message);
      if (this.root.get(thread)?.has("resolved") === true) this.root.get(thread)?.delete("resolved");
    });
  }

  /** Changes one's own message. */
  edit(thread: string, message: string, text: string, mentions: readonly string[]): void {
    const old = this.own(thread, message);
    const next = this.message(text, mentions);
    if (old === undefined || next === undefined || old["text"] === next["text"]) return;
    this.act(() => this.items(thread)?.set(message, { ...old, ...next, at: old["at"], edited: true }));
  }

  /** Takes back one's own message; a thread without one is gone. */
  remove(thread: string, message: string): void {
    const old = this.own(thread, message);
    if (old !== undefined) this.act(() => this.items(thread)?.set(message, { ...old, text: "", deleted: true }));
  }

  resolve(thread: string, resolved: boolean): void {
    const fields = this.root.get(thread);
    if (fields === undefined || fields.has("resolved") === resolved) return;
    this.act(() => {
      if (resolved) fields.set("resolved", { by: this.me(), at: this.now().toISOString() });
      else fields.delete("resolved");
    });
  }

  destroy(): void {
    this.root.unobserveDeep(this.read);
  }

  private act(action: () => void): void {
    this.root.doc?.transact(action, "comments");
  }

  private message(text: string, mentions: readonly string[]): Plain | undefined {
    const words = text.trim().slice(0, TEXT_MAX);
    if (words === "") return undefined;
    const named = mentions.slice(0, MENTIONS_MAX);
    const { id, name } = this.me();
    return { author: { id, name }, at: this.now().toISOString(), text: words, mentions: [...named] };
  }

  private items(thread: string): Y.Map<unknown> | undefined {
    const items: unknown = this.root.get(thread)?.get("items");
    return items instanceof Y.Map ? items : undefined;
  }

  private own(thread: string, message: string): Plain | undefined {
    const old = plain(this.items(thread)?.get(message));
    return author(old["author"]).id === this.me().id ? old : undefined;
  }

  private readonly read = (events?: readonly Y.YEvent<Y.AbstractType<unknown>>[]): void => {
    const touched = new Set<string>(events === undefined ? this.root.keys() : []);
    for (const event of events ?? []) {
      const [id] = event.path;
      if (typeof id === "string") touched.add(id);
      else for (const key of event.keys.keys()) touched.add(key);
    }
    const next = new Map(this.threads);
    for (const id of touched) {
      const thread = readThread(id, this.root.get(id));
      if (thread === undefined) next.delete(id);
      else next.set(id, thread);
    }
    this.threads = next;
    for (const listener of this.listeners) listener();
  };
}
