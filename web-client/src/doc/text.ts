import type * as Y from "yjs";

/** The smallest single replacement that turns one text into another; offsets in UTF-16 units, never inside a surrogate pair. */
export function difference(before: string, after: string): { at: number; remove: number; insert: string } {
  let start = 0;
  const shortest = Math.min(before.length, after.length);
  while (start < shortest && before[start] === after[start]) start += 1;
  if (start > 0 && isHigh(before.charCodeAt(start - 1))) start -= 1;
  let end = 0;
  while (end < shortest - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  if (end > 0 && isLow(before.charCodeAt(before.length - end))) end -= 1;
  return { at: start, remove: before.length - start - end, insert: after.slice(start, after.length - end) };
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** Brings a shared text to a new content and leaves what did not change alone. */
export function replaceText(shared: Y.Text, content: string, origin: unknown): void {
  const { at, remove, insert } = difference(shared.toString(), content);
  if (remove === 0 && insert === "") return;
  const apply = () => {
    if (remove > 0) shared.delete(at, remove);
    if (insert !== "") shared.insert(at, insert);
  };
  if (shared.doc === null) apply();
  else shared.doc.transact(apply, origin);
}

/** Where a caret belongs after someone else's replacement. */
export function movedCaret(caret: number, change: { at: number; remove: number; insert: string }): number {
  if (caret <= change.at) return caret;
  if (caret >= change.at + change.remove) return caret + change.insert.length - change.remove;
  return change.at + change.insert.length;
}
