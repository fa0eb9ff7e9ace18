import type { Component, Snapshot } from "../doc/model";

const FOUND_MAX = 50;

/** How well a component answers to a text: higher is better, 0 not at all. */
function score({ name, kind }: Component, words: readonly string[]): number {
  const [lowName, lowKind] = [name.toLowerCase(), kind.toLowerCase()];
  let sum = 0;
  for (const word of words) {
    if (lowName === word) sum += 8;
    else if (lowName.startsWith(word)) sum += 5;
    else if (lowName.includes(word)) sum += 3;
    else if (lowKind.startsWith(word)) sum += 2;
    else if (lowKind.includes(word)) sum += 1;
    else return 0;
  }
  return sum;
}

/** The components of a design whose name or kind has every word of a text, best first. */
export function found(snapshot: Snapshot, text: string): readonly Component[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return [];
  return [...snapshot.components.values()]
    .map((component) => ({ component, points: score(component, words) }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points || (a.component.name < b.component.name ? -1 : 1))
    .slice(0, FOUND_MAX)
    .map(({ component }) => component);
}
