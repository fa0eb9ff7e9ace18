/** The words of a text in lower case; a CamelCase word counts as several. */
function wordsOf(text: string): readonly string[] {
  return text
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}

function points(text: string, lower: string, words: readonly string[], part: string): number {
  if (lower === part) return 100;
  if (lower.startsWith(part)) return 90;
  const begins = words.findIndex((word) => word.startsWith(part));
  if (begins >= 0) return 70 - Math.min(begins, 9);
  if (
    words
      .map((word) => word.charAt(0))
      .join("")
      .startsWith(part)
  )
    return 55;
  if (lower.includes(part)) return 40;
  return text === "" ? 0 : -1;
}

/** How well a title and its other words fit a query, or undefined; every word of the query must be in there. */
export function rank(title: string, others: string, query: string): number | undefined {
  const lower = title.toLowerCase();
  const words = wordsOf(title);
  const more = wordsOf(others);
  let least = 100;
  for (const part of query.toLowerCase().split(/\s+/)) {
    if (part === "") continue;
    const own = points(title, lower, words, part);
    const other = more.some((word) => word.startsWith(part)) ? 30 : -1;
    least = Math.min(least, Math.max(own, other));
  }
  return least < 0 ? undefined : least - Math.min(title.length, 99) / 100;
}

/** The items that fit a query, best first; all of them, in their order, for an empty one. */
export function ranked<T extends { readonly title: string; readonly words?: string }>(
  items: readonly T[],
  query: string,
): readonly T[] {
  if (query.trim() === "") return items;
  const hits: { item: T; points: number }[] = [];
  for (const item of items) {
    const value = rank(item.title, item.words ?? "", query);
    if (value !== undefined) hits.push({ item, points: value });
  }
  return hits.sort((a, b) => b.points - a.points).map(({ item }) => item);
}
