import { type Kind, KINDS } from "../doc/kinds";

/** A kind with what a search compares, worked out once. */
type Prepared = {
  readonly kind: Kind;
  readonly name: string;
  readonly parts: readonly string[];
  readonly initials: string;
  readonly words: readonly string[];
  readonly model: string;
  readonly letters: number;
  /** Of equal hits the core's go first, then the short list's. */
  readonly bonus: number;
};

const prepared = new WeakMap<readonly Kind[], Prepared[]>();
const SHORT = new Set(KINDS.map(({ kind, model }) => `${model} ${kind}`));
/** With as many good hits nobody looks for a typing error. */
const ENOUGH = 6;

/** The parts of a CamelCase name in lower case: "HTTPRoute" → ["http", "route"]. */
function partsOf(name: string): readonly string[] {
  const parts = name.match(/[A-Z]+(?![a-z])|[A-Z]?[^A-Z\s]+/g) ?? [name];
  return parts.map((part) => part.toLowerCase());
}

/** Which letters and digits are in a word, one bit each; digits share bits with letters, which only lets more through. */
function lettersOf(word: string, length: number): number {
  let letters = 0;
  for (let at = 0; at < length; at += 1) letters |= 1 << (word.charCodeAt(at) & 31);
  return letters;
}

function bits(value: number): number {
  let left = value;
  let count = 0;
  for (; left !== 0; left &= left - 1) count += 1;
  return count;
}

/** Prepares kinds up to a place; those before are ready already. */
function prepare(kinds: readonly Kind[], to: number): readonly Prepared[] {
  const list = prepared.get(kinds) ?? [];
  prepared.set(kinds, list);
  for (let at = list.length; at < Math.min(to, kinds.length); at += 1) {
    const kind = kinds[at];
    if (kind === undefined) break;
    const parts = partsOf(kind.kind);
    const name = kind.kind.toLowerCase();
    list.push({
      kind,
      name,
      parts,
      initials: parts.map((part) => part.charAt(0)).join(""),
      words: kind.words === "" ? [] : kind.words.split(" "),
      model: kind.model.toLowerCase(),
      letters: lettersOf(name, name.length),
      bonus: (kind.model === "kubernetes" ? 0.5 : 0) + (SHORT.has(`${kind.model} ${kind.kind}`) ? 0.4 : 0),
    });
  }
  return list;
}

const SLICE = 500;

/** Prepares a long list in short slices, so that neither the page nor the first key press waits for all of it. */
export function warmUp(kinds: readonly Kind[], later: (slice: () => void) => void): void {
  const ready = prepare(kinds, (prepared.get(kinds)?.length ?? 0) + SLICE).length;
  if (ready < kinds.length) later(() => warmUp(kinds, later));
}

const ROW_MAX = 128;
const rows = [new Uint8Array(ROW_MAX), new Uint8Array(ROW_MAX), new Uint8Array(ROW_MAX)] as const;

/** Edits between two words (insert, delete, replace, swap of neighbours), or `limit + 1` when more. */
export function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit || b.length >= ROW_MAX || a.length >= ROW_MAX) return limit + 1;
  let [older, old, current] = rows as readonly [Uint8Array, Uint8Array, Uint8Array];
  for (let column = 0; column <= b.length; column += 1) old[column] = column;
  for (let row = 1; row <= a.length; row += 1) {
    current[0] = row;
    let least = row;
    const letter = a.charCodeAt(row - 1);
    for (let column = 1; column <= b.length; column += 1) {
      const other = b.charCodeAt(column - 1);
      let best = (old[column - 1] ?? 0) + (letter === other ? 0 : 1);
      best = Math.min(best, (old[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1);
      if (row > 1 && column > 1 && letter === b.charCodeAt(column - 2) && a.charCodeAt(row - 2) === other) {
        best = Math.min(best, (older[column - 2] ?? 0) + 1);
      }
      current[column] = best;
      if (best < least) least = best;
    }
    // A swap reaches back two rows, so one row above the limit is not yet the end.
    if (least > limit + 1) return limit + 1;
    [older, old, current] = [old, current, older];
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
function misspelled({ name, letters, bonus }: Prepared, query: string, wanted: number): number | undefined {
  const limit = query.length >= 8 ? 2 : 1;
  // An edit changes at most two of the letters that are in a word.
  if (query.length >= 4 && bits(letters ^ wanted) <= 2 * limit && distance(name, query, limit) <= limit)
    return 30 + bonus;
  if (query.length < 5 || name.length <= query.length) return undefined;
  if (bits(lettersOf(name, query.length) ^ wanted) > 2 * limit) return undefined;
  const near = distance(name.slice(0, query.length), query, limit) <= limit;
  return near ? 20 + bonus - name.length / 100 : undefined;
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
  const all = prepare(kinds, kinds.length);
  const direct = hitsBy(all, words, score);
  const hits =
    direct.length >= ENOUGH
      ? direct
      : hitsBy(all, words, (kind, word) => score(kind, word) ?? misspelled(kind, word, lettersOf(word, word.length)));
  return hits.sort((a, b) => b.points - a.points).map(({ kind }) => kind);
}
