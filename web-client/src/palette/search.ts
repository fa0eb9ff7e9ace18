import { type Kind, KINDS } from "../doc/kinds";

/** A kind with what a search compares, worked out once. */
type Prepared = {
  readonly kind: Kind;
  readonly name: string;
  readonly parts: readonly string[];
  readonly initials: string;
  readonly words: readonly string[];
  readonly model: string;
  /** Of equal hits the core's go first, then the short list's. */
  readonly bonus: number;
};

const prepared = new WeakMap<readonly Kind[], readonly Prepared[]>();
const SHORT = new Set(KINDS.map(({ kind, model }) => `${model} ${kind}`));
/** With as many good hits nobody looks for a typing error. */
const ENOUGH = 6;

/** The parts of a CamelCase name in lower case: "HTTPRoute" → ["http", "route"]. */
function partsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(" ");
}

function prepare(kinds: readonly Kind[]): readonly Prepared[] {
  const known = prepared.get(kinds);
  if (known !== undefined) return known;
  const list = kinds.map((kind) => {
    const parts = partsOf(kind.kind);
    return {
      kind,
      name: kind.kind.toLowerCase(),
      parts,
      initials: parts.map((part) => part.charAt(0)).join(""),
      words: kind.words === "" ? [] : kind.words.split(" "),
      model: kind.model.toLowerCase(),
      bonus: (kind.model === "kubernetes" ? 0.5 : 0) + (SHORT.has(`${kind.model} ${kind.kind}`) ? 0.4 : 0),
    };
  });
  prepared.set(kinds, list);
  return list;
}

/** Edits between two words (insert, delete, replace, swap of neighbours), or `limit + 1` when more. */
export function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let older: number[] = [];
  let old = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = (old[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      let best = Math.min((old[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, replaced);
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        best = Math.min(best, (older[column - 2] ?? 0) + 1);
      }
      current.push(best);
      least = Math.min(least, best);
    }
    // A swap reaches back two rows, so one row above the limit is not yet the end.
    if (least > limit + 1) return limit + 1;
    older = old;
    old = current;
  }
  return old[b.length] ?? limit + 1;
}

/** How well a kind fits a lower-case word, higher is better; undefined when it does not, but for a typing error. */
function score({ kind, name, parts, initials, words, model, bonus }: Prepared, query: string): number | undefined {
  if (name === query) return 100 + bonus;
  if (name.startsWith(query)) return 90 + bonus - name.length / 100;
  if (initials === query || words.includes(query)) return 85 + bonus;
  if (parts.some((part) => part.startsWith(query))) return 70 + bonus - name.length / 100;
  if (words.some((word) => word.startsWith(query))) return 60 + bonus;
  if (name.includes(query)) return 50 + bonus - name.length / 100;
  if (kind.group.startsWith(query) || model.startsWith(query)) return 40 + bonus;
  return undefined;
}

/** How near a word with a typing error is to a kind's name, or to its beginning. */
function misspelled({ name, bonus }: Prepared, query: string): number | undefined {
  const limit = query.length >= 8 ? 2 : 1;
  if (query.length >= 4 && distance(name, query, limit) <= limit) return 30 + bonus;
  if (query.length >= 5 && distance(name.slice(0, query.length), query, limit) <= limit) {
    return 20 + bonus - name.length / 100;
  }
  return undefined;
}

type Score = (kind: Prepared, query: string) => number | undefined;

function hitsBy(kinds: readonly Prepared[], words: readonly string[], by: Score): { kind: Kind; points: number }[] {
  const hits: { kind: Kind; points: number }[] = [];
  const joined = words.join("");
  for (const kind of kinds) {
    let least = Number.POSITIVE_INFINITY;
    for (const word of words) least = Math.min(least, by(kind, word) ?? -1);
    const points = least < 0 && words.length > 1 ? (by(kind, joined) ?? -1) : least;
    if (points >= 0) hits.push({ kind: kind.kind, points });
  }
  return hits;
}

/** The kinds that fit every word of a query, best first; all of them, in their order, for an empty one. */
export function search(kinds: readonly Kind[], query: string): readonly Kind[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return kinds;
  const all = prepare(kinds);
  const direct = hitsBy(all, words, score);
  const hits =
    direct.length >= ENOUGH ? direct : hitsBy(all, words, (kind, word) => score(kind, word) ?? misspelled(kind, word));
  return hits.sort((a, b) => b.points - a.points).map(({ kind }) => kind);
}
