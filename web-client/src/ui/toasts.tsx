import { CircleAlert, X } from "lucide-react";
import { useSyncExternalStore } from "react";

/** Something that happened, with at most one thing to do about it. */
export type Toast = {
  readonly id: number;
  readonly tone: "plain" | "error";
  readonly words: string;
  readonly action: { readonly label: string; readonly run: () => void } | undefined;
};

const SHOWN_MS = 6_000;
const SHOWN_MAX = 3;
let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function publish(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

function dismiss(id: number): void {
  publish(toasts.filter((toast) => toast.id !== id));
}

/** Shows a toast for a while; an error stays twice as long, one that `stays` until it is dismissed. The same words are shown once. */
export function toast(
  words: string,
  options: { tone?: Toast["tone"]; action?: Toast["action"]; stays?: boolean } = {},
): void {
  lastId += 1;
  const id = lastId;
  const tone = options.tone ?? "plain";
  const others = toasts.filter((known) => known.words !== words);
  publish([...others, { id, tone, words, action: options.action }].slice(-SHOWN_MAX));
  if (options.stays !== true) setTimeout(() => dismiss(id), tone === "error" ? SHOWN_MS * 2 : SHOWN_MS);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Where toasts appear; a polite live region that is always there, so that screen readers say them. */
export function Toasts() {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown.map(({ id, tone, words, action }) => (
        <div key={id} className={`toast ${tone}`}>
          {tone === "error" && <CircleAlert size={16} aria-hidden="true" />}
          <p>{words}</p>
          {action !== undefined && (
            <button
              type="button"
              className="button small"
              onClick={() => {
                dismiss(id);
                action.run();
              }}
            >
              {action.label}
            </button>
          )}
          <button type="button" className="button quiet small icon" aria-label="Dismiss" onClick={() => dismiss(id)}>
            <X size={14} aria-hidden="true" />
          </button>
        </div>
      ))}
    </div>
  );
}
