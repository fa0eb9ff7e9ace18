import { type Kind, keyOf, kindOf } from "../doc/kinds";

/** Which kinds this person likes, and which they took last, newest first. */
export type Marks = { readonly favourites: readonly Kind[]; readonly recent: readonly Kind[] };

const KEY = "meshplay.palette";
const RECENT_MAX = 6;
const FAVOURITES_MAX = 60;

function kindsOf(value: unknown): readonly Kind[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown) => {
    const { kind, model, version, icon } = (item ?? {}) as Record<string, unknown>;
    if (typeof kind !== "string" || typeof model !== "string" || typeof version !== "string" || kind === "") return [];
    const read = kindOf(kind, model, version);
    // Only an address of our own registry; storage is no place to trust.
    const ours = typeof icon === "string" && icon.startsWith("/api/v1/registry/icon?");
    return [ours ? { ...read, icon } : read];
  });
}

/** Reads what storage holds; what makes no sense is left out. */
export function marksOf(text: string | null): Marks {
  try {
    const kept = JSON.parse(text ?? "{}") as { favourites?: unknown; recent?: unknown } | null;
    return { favourites: kindsOf(kept?.favourites), recent: kindsOf(kept?.recent) };
  } catch {
    return { favourites: [], recent: [] };
  }
}

/** The marks after a kind was added. */
export function used(marks: Marks, kind: Kind): Marks {
  const others = marks.recent.filter((known) => keyOf(known) !== keyOf(kind));
  return { ...marks, recent: [kind, ...others].slice(0, RECENT_MAX) };
}

/** The marks with a kind as favourite, or no longer. */
export function toggled(marks: Marks, kind: Kind): Marks {
  const others = marks.favourites.filter((known) => keyOf(known) !== keyOf(kind));
  const favourites = others.length < marks.favourites.length ? others : [...others, kind].slice(-FAVOURITES_MAX);
  return { ...marks, favourites };
}

const short = ({ kind, model, version, icon }: Kind) => ({
  kind,
  model,
  version,
  ...(icon === undefined ? {} : { icon }),
});

let current: Marks | undefined;
const listeners = new Set<() => void>();

/** The marks kept in this browser. */
export function currentMarks(): Marks {
  if (current === undefined) {
    try {
      current = marksOf(localStorage.getItem(KEY));
    } catch {
      current = marksOf(null);
    }
  }
  return current;
}

/** Hears of a change of the marks. */
export function subscribeMarks(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Keeps other marks. */
export function setMarks(next: Marks): void {
  current = next;
  try {
    localStorage.setItem(
      KEY,
      JSON.stringify({ favourites: next.favourites.map(short), recent: next.recent.map(short) }),
    );
  } catch {
    // Without storage they last as long as the page.
  }
  for (const listener of listeners) listener();
}
