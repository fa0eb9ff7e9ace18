import { useEffect, useRef } from "react";

/** Something that can be done on the canvas: for keys, bars and the command palette alike. */
export type CanvasCommand = {
  readonly id: string;
  readonly label: string;
  /** The keys as people read them: "Ctrl-D". */
  readonly keys?: string;
  /** The keys as events have them: "mod+d", "alt+KeyA" (by place on the keyboard), "v". */
  readonly on?: string;
  /** Whether it would do anything right now. */
  readonly enabled: boolean;
  readonly run: () => void;
};

/** Whether a press goes into a field, where it means a letter. */
export function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable], dialog") !== null;
}

/** A key press in the notation of commands; letters by what is printed on them, with Alt by their place. */
export function pressed(event: {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}): string {
  const { key, code, ctrlKey, metaKey, altKey, shiftKey } = event;
  const letter = altKey ? code : key.toLowerCase();
  return [ctrlKey || metaKey ? "mod+" : "", altKey ? "alt+" : "", shiftKey ? "shift+" : "", letter].join("");
}

/** Listens for the canvas's own keys, never while somebody types. */
export function useCanvasKeys(commands: readonly CanvasCommand[]): void {
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || typing(event.target)) return;
      const keys = pressed(event);
      const command = latest.current.find(({ on }) => on === keys);
      if (command === undefined) return;
      // Even when there is nothing to do: the browser's own meaning of Ctrl-D is never wanted here.
      event.preventDefault();
      if (command.enabled) command.run();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}
