/** A line of a comparison. */
export type DiffLine = { readonly how: "same" | "added" | "removed"; readonly text: string };

/** Above as many pairs the middle counts as wholly replaced: nobody reads such a comparison line by line. */
const PAIRS_MAX = 4_000_000;

function middle(a: readonly string[], b: readonly string[]): readonly DiffLine[] {
  const replaced = [
    ...a.map((text) => ({ how: "removed", text }) as const),
    ...b.map((text) => ({ how: "added", text }) as const),
  ];
  if (a.length === 0 || b.length === 0 || a.length * b.length > PAIRS_MAX) return replaced;
  // The longest common subsequence from each place to the ends.
  const width = b.length + 1;
  const best = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      best[i * width + j] =
        a[i] === b[j]
          ? (best[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(best[(i + 1) * width + j] ?? 0, best[i * width + j + 1] ?? 0);
    }
  }
  const out: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      out.push({ how: "same", text: a[i] ?? "" });
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && (best[(i + 1) * width + j] ?? 0) >= (best[i * width + j + 1] ?? 0))) {
      out.push({ how: "removed", text: a[i] ?? "" });
      i += 1;
    } else {
      out.push({ how: "added", text: b[j] ?? "" });
      j += 1;
    }
  }
  return out;
}

/** What turns one text into another, line by line, with as many common lines as there are. */
export function diffLines(before: readonly string[], after: readonly string[]): readonly DiffLine[] {
  const same = (text: string): DiffLine => ({ how: "same", text });
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  const shortest = Math.min(before.length, after.length) - start;
  while (end < shortest && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  return [
    ...before.slice(0, start).map(same),
    ...middle(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...before.slice(before.length - end).map(same),
  ];
}

/** The changed lines with a few around them; `undefined` stands for what is left out between. */
export function hunks(lines: readonly DiffLine[], around: number): readonly (DiffLine | undefined)[] {
  const shown = new Set<number>();
  lines.forEach(({ how }, index) => {
    if (how === "same") return;
    for (let near = index - around; near <= index + around; near += 1) shown.add(near);
  });
  const out: (DiffLine | undefined)[] = [];
  lines.forEach((line, index) => {
    if (shown.has(index)) out.push(line);
    else if (out.length > 0 && out.at(-1) !== undefined) out.push(undefined);
  });
  if (out.at(-1) === undefined) out.pop();
  return out;
}
