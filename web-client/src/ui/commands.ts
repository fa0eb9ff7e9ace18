import { useEffect, useRef } from "react";

/** Where the focus must be for a key to mean a command: anywhere outside fields, on the canvas, or off a node that moves itself. */
export type Place = "anywhere" | "canvas" | "offNode";

/** One thing that a page can do: the command palette, the keyboard and the sheet of keys all read the same list. */
export type Command = {
  readonly id: string;
  readonly title: string;
  readonly group: string;
  /** Chords such as "Mod+z" (Ctrl, or ⌘ on a Mac), "Shift+Digit1" or "?"; each of them runs it. */
  readonly keys?: readonly string[];
  /** How the keys are told where there are too many of them. */
  readonly shown?: readonly string[];
  /** Other words by which people look for it. */
  readonly words?: string;
  /** What stands beside the title, muted. */
  readonly hint?: string;
  /** The kind whose icon stands before the title. */
  readonly kind?: string;
  readonly at?: Place;
  /** Also while somebody types in a field. */
  readonly whileTyping?: true;
  /** A key alone: the palette has no use for it. */
  readonly keyOnly?: true;
  readonly disabled?: boolean;
  /** Answers false when there was nothing to do; the key then goes on to whatever has the focus. */
  readonly run: (event?: KeyboardEvent) => unknown;
};

/** What a page offers: its commands, and for a query what it finds at once and what the server answers, best first. */
export type Source = {
  readonly commands: () => readonly Command[];
  readonly find?: (query: string) => readonly Command[];
  readonly ask?: (query: string, signal: AbortSignal) => Promise<readonly Command[]>;
};

const sources = new Set<Source>();

/** Adds a source until the answer is called. */
export function addSource(source: Source): () => void {
  sources.add(source);
  return () => void sources.delete(source);
}

/** Every source, the innermost last. */
export function allSources(): readonly Source[] {
  return [...sources];
}

/** Every command there is now; of two with one id the later source's stands. */
export function allCommands(): readonly Command[] {
  const all = new Map<string, Command>();
  for (const source of sources) for (const command of source.commands()) all.set(command.id, command);
  return [...all.values()];
}

/** Runs a command by its id, if there is such a one now. */
export function runCommand(id: string): void {
  const command = allCommands().find((known) => known.id === id);
  if (command !== undefined && command.disabled !== true) command.run();
}

/** Offers commands for as long as the component is there. */
export function useCommands(commands: readonly Command[], { find, ask }: Omit<Source, "commands"> = {}): void {
  const latest = useRef({ commands, find, ask });
  useEffect(() => {
    latest.current = { commands, find, ask };
  });
  useEffect(
    () =>
      addSource({
        commands: () => latest.current.commands,
        find: (query) => latest.current.find?.(query) ?? [],
        ask: async (query, signal) => (await latest.current.ask?.(query, signal)) ?? [],
      }),
    [],
  );
}

type Press = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/** Whether a key press is a chord. A sign such as "?" needs Shift on some keyboards only, so Shift does not count there. */
export function matches(chord: string, press: Press): boolean {
  const parts = chord.split("+");
  const key = parts.pop() ?? "";
  const sign = key.length === 1 && !/[a-z\d]/i.test(key);
  if (parts.includes("Mod") !== (press.ctrlKey || press.metaKey)) return false;
  if (parts.includes("Alt") !== press.altKey) return false;
  if (!sign && parts.includes("Shift") !== press.shiftKey) return false;
  return /^(?:Digit|Key)./.test(key) ? press.code === key : press.key.toLowerCase() === key.toLowerCase();
}

const WORDS: Readonly<Record<string, string>> = {
  arrowup: "↑",
  arrowdown: "↓",
  arrowleft: "←",
  arrowright: "→",
  escape: "Esc",
  delete: "Del",
};

/** A chord as keys to be drawn: "Shift+Mod+z" → ["Shift", "Ctrl", "Z"]. */
export function keysOf(chord: string, mac: boolean): readonly string[] {
  return chord.split("+").map((part) => {
    if (part === "Mod") return mac ? "⌘" : "Ctrl";
    if (mac && part === "Shift") return "⇧";
    if (mac && part === "Alt") return "⌥";
    if (part.startsWith("Digit")) return part.slice(5);
    if (part.startsWith("Key")) return part.slice(3);
    return WORDS[part.toLowerCase()] ?? (part.length === 1 ? part.toUpperCase() : part);
  });
}

/** Whether this keyboard has a ⌘ key. */
export function onMac(): boolean {
  return typeof navigator !== "undefined" && /mac|iphone|ipad/i.test(navigator.userAgent);
}
