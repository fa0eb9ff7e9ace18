import type * as Y from "yjs";

/** One field that changed: the map, its key, and the value on either side with the mark of who wrote it. */
type Change = {
  readonly map: Y.Map<unknown>;
  readonly key: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly beforeMark: string;
  readonly afterMark: string;
};

/** What an undo or redo did: fields put back, and fields left because someone else wrote them since. */
export type UndoResult = { readonly kind: "nothing" } | { readonly kind: "done"; readonly kept: number };

/** A field's current value names the write that made it; equal values by two people have different marks. */
function markOf(map: Y.Map<unknown>, key: string): string {
  const item = map._map.get(key);
  if (item === undefined) return "none";
  const { client, clock } = item.lastId;
  return `${client}:${clock}:${item.deleted ? "deleted" : "set"}`;
}

/** Whether an undo may bring this value to this field. */
type MayTouch = (map: Y.Map<unknown>, key: string, value: unknown) => boolean;

/** The longest history that is kept, in user actions. */
const STEPS_MAX = 500;

/**
 * Undo per person over map fields. A field goes back only while it still holds what this person wrote: what another wrote
 * since stays. Y.UndoManager cannot promise that for maps (docs in web-client/README.md).
 */
export class FieldHistory {
  private readonly done: Change[][] = [];
  private readonly undone: Change[][] = [];
  /** A mark made by an undo → the mark of the write that it brought back. */
  private readonly same = new Map<string, string>();
  private open: Change[] | undefined;

  private readonly doc: Y.Doc;
  private readonly mayTouch: MayTouch;

  constructor(doc: Y.Doc, mayTouch: MayTouch) {
    this.doc = doc;
    this.mayTouch = mayTouch;
  }

  get canUndo(): boolean {
    return this.done.length > 0;
  }

  get canRedo(): boolean {
    return this.undone.length > 0;
  }

  /** Runs one user action as one transaction and one step of the history. */
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
    }
    if (changes.length === 0) return;
    this.done.push(changes);
    if (this.done.length > STEPS_MAX) this.done.shift();
    this.undone.length = 0;
  }

  /** Sets a field (undefined deletes it) inside `record`. */
  set(map: Y.Map<unknown>, key: string, value: unknown): void {
    const change = this.write(map, key, value);
    this.open?.push(change);
  }

  /** Notes a thing that was just created; taking it back means to set its `deleted` flag. */
  created(map: Y.Map<unknown>, flag: unknown): void {
    const mark = markOf(map, "deleted");
    this.open?.push({ map, key: "deleted", before: flag, after: undefined, beforeMark: "flag", afterMark: mark });
  }

  undo(origin: unknown): UndoResult {
    return this.step(this.done, this.undone, origin);
  }

  redo(origin: unknown): UndoResult {
    return this.step(this.undone, this.done, origin);
  }

  private step(from: Change[][], to: Change[][], origin: unknown): UndoResult {
    const changes = from.pop();
    if (changes === undefined) return { kind: "nothing" };
    const inverse: Change[] = [];
    let kept = 0;
    this.doc.transact(() => {
      for (const change of [...changes].reverse()) {
        const { map, key, before, beforeMark, afterMark } = change;
        const mine = this.canonical(markOf(map, key)) === this.canonical(afterMark);
        if (!mine || !this.mayTouch(map, key, before)) {
          kept += 1;
          continue;
        }
        const back = this.write(map, key, before);
        // A delete of what is absent makes no new mark; an alias for it could run in a circle.
        if (back.afterMark !== back.beforeMark) this.same.set(back.afterMark, beforeMark);
        inverse.push({ ...back, beforeMark: afterMark });
      }
    }, origin);
    if (inverse.length > 0) to.push(inverse);
    return { kind: "done", kept };
  }

  private write(map: Y.Map<unknown>, key: string, value: unknown): Change {
    const before = map.get(key);
    const beforeMark = markOf(map, key);
    if (value === undefined) map.delete(key);
    else map.set(key, value);
    return { map, key, before, after: value, beforeMark, afterMark: markOf(map, key) };
  }

  private canonical(mark: string): string {
    let current = mark;
    for (let next = this.same.get(current); next !== undefined; next = this.same.get(current)) current = next;
    return current;
  }
}
