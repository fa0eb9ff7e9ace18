/** A replacement in a text, in UTF-16 units of the text before. */
export type Hunk = { readonly from: number; readonly to: number; readonly insert: string };

/** Above this many pairs of lines the whole middle is one replacement. */
const PAIRS_MAX = 1_000_000;

/** The lines that differ, so that a caret between two changes stays where it is. */
export function hunks(before: string, after: string): readonly Hunk[] {
  if (before === after) return [];
  const [a, b] = [linesOf(before), linesOf(after)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  const offset = length(a.slice(0, start));
  if (left.length * right.length > PAIRS_MAX)
    return [{ from: offset, to: offset + length(left), insert: right.join("") }];
  return aligned(left, right, offset);
}

function aligned(a: readonly string[], b: readonly string[], offset: number): readonly Hunk[] {
  const width = b.length + 1;
  const common = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number) => common[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      common[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const found: Hunk[] = [];
  let [i, j, from] = [0, 0, offset];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      from += a[i]?.length ?? 0;
      i += 1;
      j += 1;
      continue;
    }
    let [to, insert] = [from, ""];
    while ((i < a.length || j < b.length) && !(i < a.length && j < b.length && a[i] === b[j])) {
      if (i < a.length && (j >= b.length || at(i + 1, j) >= at(i, j + 1))) {
        to += a[i]?.length ?? 0;
        i += 1;
      } else {
        insert += b[j] ?? "";
        j += 1;
      }
    }
    found.push({ from, to, insert });
    from = to;
  }
  return found;
}

function linesOf(text: string): readonly string[] {
  return text.split(/(?<=\n)/);
}

function length(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length, 0);
}
