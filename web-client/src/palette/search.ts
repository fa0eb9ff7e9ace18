import type { Kind } from "../doc/kinds";

/** The parts of a CamelCase name in lower case: "HTTPRoute" → ["http", "route"]. */
function partsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(" ");
}

/** Edits between two words (insert, delete, replace, swap of neighbours), or `limit + 1` when more. */
export function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let older: number[] = [];
  let old = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = (old[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      let best = Math.min((old[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, replaced);
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        best = Math.min(best, (older[column - 2] ?? 0) + 1);
      }
      current.push(best);
    }
    older = old;
    old = current;
  }
  return old[b.length] ?? limit + 1;
}

/** How well a kind fits a lower-case query, higher is better; undefined when it does not. */
function score(kind: Kind, query: string): number | undefined {
  const name = kind.kind.toLowerCase();
  const parts = partsOf(kind.kind);
  if (name === query) return 100;
  if (name.startsWith(query)) return 90 - name.length / 100;
  const initials = parts.map((part) => part.charAt(0)).join("");
  const words = kind.words.split(" ");
  if (initials === query || words.includes(query)) return 85;
  if (parts.some((part) => part.startsWith(query))) return 70 - name.length / 100;
  if (words.some((word) => word.startsWith(query))) return 60;
  if (name.includes(query)) return 50;
  if (kind.group.startsWith(query) || kind.model.startsWith(query)) return 40;
  const limit = query.length >= 8 ? 2 : 1;
  if (query.length >= 4 && distance(name, query, limit) <= limit) return 30;
  if (query.length >= 5 && distance(name.slice(0, query.length), query, limit) <= limit) return 20;
  return undefined;
}

/** The kinds that fit every word of a query, best first; all of them, in their order, for an empty one. */
export function search(kinds: readonly Kind[], query: string): readonly Kind[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return kinds;
  const hits: { kind: Kind; points: number }[] = [];
  for (const kind of kinds) {
    const points = words.map((word) => score(kind, word));
    const whole = score(kind, words.join(""));
    if (points.every((value) => value !== undefined)) hits.push({ kind, points: Math.min(...points) });
    else if (whole !== undefined) hits.push({ kind, points: whole });
  }
  return hits.sort((a, b) => b.points - a.points).map(({ kind }) => kind);
}
