import * as Y from "yjs";

type Fields = Y.Map<unknown>;

/** One field that changed: the map, its key, and the value on either side with the mark of who wrote it. */
type Change = {
  readonly map: Fields;
  readonly key: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly beforeMark: string;
  readonly afterMark: string;
  /** Others' touches of the thing when it was made or deleted; what came since is not to be taken away with it. */
  readonly seen: number;
};

/** One user action: fields that changed, or a run of typing in a shared text. */
type Step =
  | { readonly kind: "fields"; readonly changes: readonly Change[] }
  | { readonly kind: "text"; readonly text: Y.UndoManager };

/** A field that an undo left alone, and the thing it belongs to. */
export type Kept = { readonly id: string; readonly field: string };

/** What an undo or redo did: whether it changed anything, and the fields left because someone else wrote them since. */
export type UndoResult =
  | { readonly kind: "nothing" }
  | { readonly kind: "done"; readonly kept: number; readonly what: readonly Kept[] };

/** What the design knows that a history of fields does not: others' work on a thing, and what hangs on what. */
export type Guard = {
  /** How often others have touched this thing. */
  readonly touches: (id: string) => number;
  /** Whether this parent may be written: alive, a container, and not inside the thing itself. */
  readonly mayEnter: (id: string, parent: string) => boolean;
  /** Of the things that go, those inside which something stays. */
  readonly held: (going: ReadonlySet<string>) => ReadonlySet<string>;
};

/** The longest history that is kept, in user actions. */
const STEPS_MAX = 500;

/** A field's current value names the write that made it; equal values by two people have different marks. */
function markOf(map: Fields, key: string): string {
  const item = map._map.get(key);
  if (item === undefined) return "none";
  const { client, clock } = item.lastId;
  return `${client}:${clock}:${item.deleted ? "deleted" : "set"}`;
}

/** The id of the thing that a map of fields, or a map inside it, belongs to. */
function thingOf(map: Fields): string {
  let id = "";
  for (let item = map._item; item !== null; item = (item.parent as Fields)._item) id = item.parentSub ?? id;
  return id;
}

/** Whether a map is still part of the document: what a server swept, or made anew, is not. */
function stands(map: Fields): boolean {
  for (let item = map._item; item !== null; item = (item.parent as Fields)._item) if (item.deleted) return false;
  return true;
}

const removes = ({ key, before }: Change): boolean => key === "deleted" && before !== undefined;
const restores = ({ key, before }: Change): boolean => key === "deleted" && before === undefined;

/**
 * Undo per person over map fields. A field goes back only while it still holds what this person wrote: what another wrote
 * since stays. Y.UndoManager cannot promise that for maps (docs in web-client/README.md); for text it can, and is used.
 */
export class FieldHistory {
  private done: Step[] = [];
  private undone: Step[] = [];
  /** A mark made by an undo → the mark of the write that it brought back. */
  private readonly same = new Map<string, string>();
  private readonly texts = new Map<Y.Text, Y.UndoManager>();
  private open: Change[] | undefined;

  private readonly doc: Y.Doc;
  private readonly guard: Guard;

  constructor(doc: Y.Doc, guard: Guard) {
    this.doc = doc;
    this.guard = guard;
  }

  get canUndo(): boolean {
    return this.done.length > 0;
  }

  get canRedo(): boolean {
    return this.undone.length > 0;
  }

  /** Runs one user action as one transaction and one step of the history; within another it is part of that one. */
  record(action: () => void, origin: unknown): void {
    if (this.open !== undefined) {
      action();
      return;
    }
    const changes: Change[] = [];
    this.open = changes;
    try {
      this.doc.transact(action, origin);
    } finally {
      this.open = undefined;
      // What was written before an exception stands in the document, so it can be taken back as well.
      if (changes.length > 0) this.push({ kind: "fields", changes });
    }
  }

  /** Sets a field (undefined deletes it) inside `record`. */
  set(map: Fields, key: string, value: unknown): void {
    const change = this.write(map, key, value);
    this.open?.push(change);
  }

  /** Notes a thing that was just created; taking it back means to set its `deleted` flag. */
  created(map: Fields, flag: unknown): void {
    const mark = markOf(map, "deleted");
    const seen = this.guard.touches(thingOf(map));
    this.open?.push({ map, key: "deleted", before: flag, after: undefined, beforeMark: "flag", afterMark: mark, seen });
  }

  /** Makes typing in a shared text part of this history; the origin of a tracked transaction is the text itself. */
  track(text: Y.Text): void {
    if (this.texts.has(text)) return;
    const manager = new Y.UndoManager(text, { trackedOrigins: new Set([text]) });
    this.texts.set(text, manager);
    manager.on("stack-item-added", () => {
      if (!manager.undoing && !manager.redoing) this.push({ kind: "text", text: manager }, manager);
    });
  }

  undo(origin: unknown): UndoResult {
    return this.step(this.done, this.undone, origin, "undo");
  }

  redo(origin: unknown): UndoResult {
    return this.step(this.undone, this.done, origin, "redo");
  }

  /** Takes back the newest typing in this text only, as somebody whose caret stands in it expects. */
  undoText(text: Y.Text, way: "undo" | "redo"): void {
    const manager = this.texts.get(text);
    const [from, to] = way === "undo" ? [this.done, this.undone] : [this.undone, this.done];
    const at = from.findLastIndex((step) => step.kind === "text" && step.text === manager);
    if (manager === undefined || at < 0) return;
    from.splice(at, 1);
    if (manager[way]() !== null) to.push({ kind: "text", text: manager });
  }

  destroy(): void {
    for (const manager of this.texts.values()) manager.destroy();
  }

  private push(step: Step, typing?: Y.UndoManager): void {
    this.done.push(step);
    if (this.done.length > STEPS_MAX) this.done.shift();
    this.undone.length = 0;
    for (const manager of this.texts.values()) {
      if (manager === typing) continue;
      manager.stopCapturing();
      manager.clear(false, true);
    }
  }

  private step(from: Step[], to: Step[], origin: unknown, way: "undo" | "redo"): UndoResult {
    for (let step = from.pop(); step !== undefined; step = from.pop()) {
      if (step.kind === "fields") {
        const { inverse, kept } = this.reverse(step.changes, origin);
        if (inverse.length > 0) to.push({ kind: "fields", changes: inverse });
        return { kind: "done", kept: kept.length, what: kept };
      }
      // Typing of which nothing is left, since others removed it, is no step any more.
      if (step.text[way]() === null) continue;
      to.push(step);
      return { kind: "done", kept: 0, what: [] };
    }
    return { kind: "nothing" };
  }

  /** What was deleted comes back first, so that things can return into it; what was made goes last, once nothing hangs on it. */
  private reverse(changes: readonly Change[], origin: unknown): { inverse: readonly Change[]; kept: readonly Kept[] } {
    const inverse: Change[] = [];
    const kept: Kept[] = [];
    const keep = ({ map, key }: Change) => kept.push({ id: thingOf(map), field: key });
    const put = (change: Change) => {
      if (this.isMine(change) && this.mayPut(change)) inverse.push(this.putBack(change));
      else keep(change);
    };
    const newest = [...changes].reverse();
    this.doc.transact(() => {
      newest.filter(restores).forEach(put);
      newest.filter((change) => change.key !== "deleted").forEach(put);
      const going = this.going(newest.filter(removes));
      for (const change of newest.filter(removes)) {
        if (going.has(change)) inverse.push(this.putBack(change));
        else keep(change);
      }
    }, origin);
    return { inverse, kept };
  }

  /** Of the things that would be taken away, those that may: one that stays can keep the container it is in. */
  private going(wanted: readonly Change[]): ReadonlySet<Change> {
    const going = new Map(
      wanted
        .filter((change) => this.isMine(change) && this.guard.touches(thingOf(change.map)) === change.seen)
        .map((change) => [thingOf(change.map), change] as const),
    );
    for (let held = this.guard.held(new Set(going.keys())); held.size > 0; ) {
      for (const id of held) going.delete(id);
      held = this.guard.held(new Set(going.keys()));
    }
    return new Set(going.values());
  }

  private isMine({ map, key, afterMark }: Change): boolean {
    return stands(map) && this.canonical(markOf(map, key)) === this.canonical(afterMark);
  }

  private mayPut({ map, key, before }: Change): boolean {
    return key !== "parent" || typeof before !== "string" || this.guard.mayEnter(thingOf(map), before);
  }

  private putBack({ map, key, before, beforeMark, afterMark, seen }: Change): Change {
    const back = this.write(map, key, before);
    // A delete of what is absent makes no new mark; an alias for it could run in a circle.
    if (back.afterMark !== back.beforeMark) this.same.set(back.afterMark, beforeMark);
    return { ...back, beforeMark: afterMark, seen };
  }

  private write(map: Fields, key: string, value: unknown): Change {
    const before = map.get(key);
    const beforeMark = markOf(map, key);
    if (value === undefined) map.delete(key);
    else map.set(key, value);
    const seen = this.guard.touches(thingOf(map));
    return { map, key, before, after: value, beforeMark, afterMark: markOf(map, key), seen };
  }

  private canonical(mark: string): string {
    let current = mark;
    for (let next = this.same.get(current); next !== undefined; next = this.same.get(current)) current = next;
    return current;
  }
}
