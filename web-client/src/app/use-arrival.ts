import { useEffect, useRef } from "react";

/** What another page brings to a design that is being opened; in memory, as it may be larger than a history entry. */
const waiting = new Map<string, string>();

/** Leaves components, as text, for the page of a design to take in. */
export function leaveFor(designId: string, text: string): void {
  waiting.set(designId, text);
}

/** Takes in what was left for this design, once, as soon as it is open. */
export function useArrival(designId: string, loaded: boolean, take: (text: string) => void): void {
  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  });
  useEffect(() => {
    const text = waiting.get(designId);
    if (!loaded || text === undefined) return;
    waiting.delete(designId);
    // The canvas learns its extent in this frame.
    requestAnimationFrame(() => latest.current(text));
  }, [designId, loaded]);
}
