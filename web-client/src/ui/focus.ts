const FRAMES_MAX = 120;

/**
 * Moves the focus to what a selector finds: at once when it is there, so that the next key goes to it, else as soon as it is
 * drawn. Answers how to give up.
 */
export function focusWhenThere(selector: string, still: () => boolean = () => true): () => void {
  let frame = 0;
  const attempt = (left: number) => {
    if (left === 0 || !still()) return;
    const element = document.querySelector<HTMLElement>(selector);
    if (element === null) frame = requestAnimationFrame(() => attempt(left - 1));
    else element.focus({ preventScroll: true });
  };
  attempt(FRAMES_MAX);
  return () => cancelAnimationFrame(frame);
}
