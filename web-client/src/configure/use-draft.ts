import { useEffect, useRef, useState } from "react";

const PAUSE_MS = 300;

/** What becomes of typed text: why it cannot stand, or how it will look and how to write it. */
export type Read = { readonly problem: string } | { readonly shown: string; readonly send: () => void };

type Draft = { readonly text: string; readonly base: string; readonly problem?: string };

/**
 * Text that somebody types into a field of the document. It is written after a pause, or when they leave the field. When
 * the field changes elsewhere, what is there shows at once and the draft is gone.
 */
export function useDraft(shown: string, read: (typed: string) => Read) {
  const [draft, setDraft] = useState<Draft>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef({ shown, read });
  const open = useRef<Draft>(undefined);
  useEffect(() => {
    latest.current = { shown, read };
  });
  const keep = (next: Draft | undefined) => {
    open.current = next;
    setDraft(next);
  };
  const send = () => {
    clearTimeout(timer.current);
    const now = open.current;
    if (now === undefined || now.base !== latest.current.shown) return;
    const result = latest.current.read(now.text);
    if ("problem" in result) {
      keep({ ...now, problem: result.problem });
      return;
    }
    keep({ text: now.text, base: result.shown });
    if (result.shown !== now.base) result.send();
  };
  const leaving = useRef(send);
  useEffect(() => {
    leaving.current = send;
  });
  // What was typed and not yet written is not lost when another component is selected.
  useEffect(() => () => leaving.current(), []);
  const current = draft?.base === shown ? draft : undefined;
  return {
    text: current?.text ?? shown,
    problem: current?.problem,
    type: (text: string, atOnce = false) => {
      keep({ text, base: shown });
      clearTimeout(timer.current);
      if (atOnce) send();
      else timer.current = setTimeout(() => leaving.current(), PAUSE_MS);
    },
    finish: () => {
      send();
      if (open.current?.problem === undefined) keep(undefined);
    },
    drop: () => {
      clearTimeout(timer.current);
      keep(undefined);
    },
  };
}
