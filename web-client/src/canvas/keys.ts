/** Something that can be done on the canvas: for the bars of the canvas, the keyboard and the command palette alike. */
export type CanvasCommand = {
  readonly id: string;
  readonly label: string;
  /** The keys as people read them: "Ctrl-D". */
  readonly keys?: string;
  /** The keys as a chord of ui/commands: "Mod+d", "Alt+KeyA" (by place on the keyboard), "v". */
  readonly on?: string;
  /** Whether it would do anything right now. */
  readonly enabled: boolean;
  readonly run: () => void;
};

/** Whether a press goes into a field, where it means a letter. */
export function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable], dialog") !== null;
}
