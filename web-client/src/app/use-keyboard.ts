import { useEffect, useRef } from "react";

/** What keys do on a design page. */
export type Commands = {
  readonly undo: () => void;
  readonly redo: () => void;
  readonly remove: () => void;
  /** Answers whether anything moved. */
  readonly nudge: (dx: number, dy: number) => boolean;
  readonly rename: () => void;
  readonly selectAll: () => void;
  readonly fit: () => void;
  readonly fitSelection: () => void;
  readonly add: () => void;
  readonly escape: () => void;
  readonly help: () => void;
};

const STEP = 10;
const LARGE_STEP = 100;
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable], dialog") !== null;
}

/** The edit that a key press means, or undefined. */
function editFor(event: KeyboardEvent, commands: Commands): (() => void) | undefined {
  const command = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (command && key === "z") return event.shiftKey ? commands.redo : commands.undo;
  if (command && key === "y") return commands.redo;
  if (command || event.altKey) return undefined;
  if (event.key === "Delete" || event.key === "Backspace") return commands.remove;
  if (event.key === "F2") return commands.rename;
  if (event.key === "/") return commands.add;
  return undefined;
}

/** The look around that a key press means, or undefined. */
function viewFor(event: KeyboardEvent, commands: Commands): (() => void) | undefined {
  const command = event.ctrlKey || event.metaKey;
  if (command && event.key.toLowerCase() === "a") return commands.selectAll;
  if (command || event.altKey) return undefined;
  if (event.shiftKey && event.code === "Digit1") return commands.fit;
  if (event.shiftKey && event.code === "Digit2") return commands.fitSelection;
  if (event.key === "Escape") return commands.escape;
  if (event.key === "?") return commands.help;
  return undefined;
}

/** Listens for the page's keys, never while somebody types. */
export function useKeyboard(commands: Commands, readOnly: boolean): void {
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || typing(event.target)) return;
      const onNode = event.target instanceof HTMLElement && event.target.closest(".react-flow__node") !== null;
      const arrow = ARROWS[event.key];
      if (arrow !== undefined && !readOnly) {
        const step = event.shiftKey ? LARGE_STEP : STEP;
        if (latest.current.nudge(arrow[0] * step, arrow[1] * step)) event.preventDefault();
        return;
      }
      const onBody = event.target === document.body || onNode;
      const rename = event.key === "Enter" && onBody ? latest.current.rename : undefined;
      const edit = readOnly ? undefined : (rename ?? editFor(event, latest.current));
      const action = edit ?? viewFor(event, latest.current);
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [readOnly]);
}
