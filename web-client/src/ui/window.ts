const BEYOND = 6;

/** Which rows are drawn: those in view and a few beyond; `to` is exclusive. */
export function windowOf(
  top: number,
  height: number,
  rowHeight: number,
  count: number,
): { readonly from: number; readonly to: number } {
  const last = Math.max(0, count - 1);
  // A list that became shorter may still be scrolled beyond its end.
  const first = Math.min(Math.max(0, Math.floor(top / rowHeight)), last);
  const shown = Math.ceil(height / rowHeight) + 1;
  return { from: Math.max(0, first - BEYOND), to: Math.min(count, first + shown + BEYOND) };
}
