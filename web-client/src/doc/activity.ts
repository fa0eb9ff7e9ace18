/** What a version tells of what somebody did. */
export type Deed =
  | { readonly kind: "committed"; readonly message: string }
  | { readonly kind: "restored"; readonly version: number };

/** Before a restore the server commits the present state under these words; to a reader that is the restore itself. */
const RESTORE = /^Before restoring version (\d+)$/;

/** Reads a version's message as a deed. */
export function deedOf(message: string): Deed {
  const restored = RESTORE.exec(message);
  return restored === null ? { kind: "committed", message } : { kind: "restored", version: Number(restored[1]) };
}

/** Groups what happened by the reader's own days, in the order given. */
export function byDay<T extends { readonly createdAt: string }>(
  items: readonly T[],
  now: Date,
): readonly (readonly [string, readonly T[]])[] {
  const days = new Map<string, T[]>();
  for (const item of items) {
    const day = dayOf(new Date(item.createdAt), now);
    days.set(day, [...(days.get(day) ?? []), item]);
  }
  return [...days];
}

const DAY_MS = 86_400_000;

function dayOf(then: Date, now: Date): string {
  const start = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  // Rounded, because a day on which the clock changes has another length.
  const days = Math.round((start(now) - start(then)) / DAY_MS);
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  return then.toLocaleDateString("en", { weekday: "long", day: "numeric", month: "long", year: "numeric" });
}
