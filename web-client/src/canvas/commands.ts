import { useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import type { Session } from "../sync/session";
import { toast } from "../ui/toasts";
import { type Axis, align, alignable, distribute, type Line } from "./align";
import { copied, duplicate, type Pasted, paste } from "./clipboard";
import { type CanvasCommand, typing } from "./keys";
import { canvasOf, type Tool } from "./state";
import { tidy } from "./tidy";

type Options = {
  readonly session: Session;
  readonly selection: readonly string[];
  readonly onSelect: (ids: readonly string[]) => void;
  readonly readOnly: boolean;
};

const TOOLS: readonly (readonly [Tool, string, string])[] = [
  ["select", "Select and move", "v"],
  ["hand", "Push the canvas", "h"],
  ["lasso", "Select with a lasso", "l"],
];
const LINES: readonly (readonly [Line, string, string])[] = [
  ["left", "Align left edges", "A"],
  ["centre", "Align centres", "H"],
  ["right", "Align right edges", "D"],
  ["top", "Align top edges", "W"],
  ["middle", "Align middles", "V"],
  ["bottom", "Align bottom edges", "S"],
];
const AXES: readonly (readonly [Axis, string, string])[] = [
  ["across", "Distribute across", "X"],
  ["down", "Distribute down", "Y"],
];

/** Everything that the canvas can do, with its keys and whether it can be done right now. */
export function useCanvasCommands(options: Options): readonly CanvasCommand[] {
  const { session, selection, onSelect, readOnly } = options;
  const canvas = canvasOf(session);
  useSyncExternalStore(canvas.subscribe, canvas.current);
  const { design } = session;
  const { snapshot } = design;
  return useMemo(() => {
    const components = selection.filter((id) => snapshot.components.has(id));
    const movable = readOnly ? 0 : alignable(design, components);
    return [
      ...TOOLS.map(
        ([tool, label, on]): CanvasCommand => ({
          id: `tool.${tool}`,
          label,
          keys: on.toUpperCase(),
          on,
          enabled: true,
          run: () => canvas.setTool(tool),
        }),
      ),
      ...LINES.map(
        ([line, label, key]): CanvasCommand => ({
          id: `align.${line}`,
          label,
          keys: `Alt-${key}`,
          on: `Alt+Key${key}`,
          enabled: movable >= 2,
          run: () => align(design, components, line),
        }),
      ),
      ...AXES.map(
        ([axis, label, key]): CanvasCommand => ({
          id: `distribute.${axis}`,
          label,
          keys: `Shift-Alt-${key}`,
          on: `Shift+Alt+Key${key}`,
          enabled: movable >= 3,
          run: () => distribute(design, components, axis),
        }),
      ),
      {
        id: "edit.duplicate",
        label: "Duplicate",
        keys: "Ctrl-D",
        on: "Mod+d",
        enabled: movable > 0,
        run: () => onSelect(duplicate(design, components)),
      },
      {
        id: "view.find",
        label: "Find on the canvas",
        keys: "Ctrl-F",
        on: "Mod+f",
        enabled: snapshot.components.size > 0,
        run: () => canvas.setFinding(true),
      },
      {
        id: "layout.tidy",
        label: components.length > 1 ? "Tidy up the selection" : "Tidy up the design",
        keys: "Shift-Alt-T",
        on: "Shift+Alt+KeyT",
        enabled: !readOnly && snapshot.components.size > 1,
        run: () => void tidy(session, components.length > 1 ? components : []),
      },
      ...(["svg", "png"] as const).map(
        (format): CanvasCommand => ({
          id: `export.${format}`,
          label: `${components.length === 0 ? "Export the design" : "Export the selection"} as ${format.toUpperCase()}`,
          enabled: snapshot.components.size > 0,
          run: () => void exportPicture(session, components, format),
        }),
      ),
      { id: "view.layers", label: "Show all layers", enabled: true, run: () => canvas.showAllLayers() },
    ];
  }, [canvas, session, design, snapshot, selection, onSelect, readOnly]);
}

/** Draws the picture from the model and hands it to the browser as a download; its code comes at the first use. */
async function exportPicture(session: Session, ids: readonly string[], format: "svg" | "png"): Promise<void> {
  try {
    const { download } = await import("./export");
    await download(session, ids, format);
  } catch (error) {
    toast(error instanceof RangeError ? error.message : "The picture could not be made. Try again.", { tone: "error" });
  }
}

/** Says in a toast what came of a paste. */
function say(result: Pasted): void {
  if (result.kind === "refused") {
    toast(result.words, { tone: "error" });
    return;
  }
  const [warning] = result.warnings;
  if (warning === undefined) return;
  const more = result.warnings.length - 1;
  toast(more === 0 ? warning : `${warning} And ${more} more like it.`);
}

/** Pastes a text into the open design, selects what came and brings it into sight. */
export async function pasteInto({ session, onSelect, readOnly }: Options, text: string): Promise<void> {
  const { view, pointer } = canvasOf(session);
  if (readOnly) return toast("You may only look at this design, so nothing was pasted.", { tone: "error" });
  if (view === undefined) return;
  const visible = view.visible();
  const result = await paste(session.design, text, { visible, pointer });
  say(result);
  if (result.kind === "refused") return;
  onSelect(result.ids);
  requestAnimationFrame(() => {
    const bounds = canvasOf(session).scene.bounds(result.ids);
    if (bounds !== undefined && (bounds.width > visible.width || bounds.height > visible.height)) view.fit(result.ids);
  });
}

const FILE_MAX = 32 << 20;

/** Reads a file that was dropped on the canvas as if its text were pasted: an exported picture, YAML, copied components. */
export async function dropFile(file: File, options: Options): Promise<void> {
  if (file.size > FILE_MAX) return toast("This file is too large to drop here: at most 32 MB.", { tone: "error" });
  await pasteInto(options, await file.text());
}

/** Copy, cut and paste by the browser's own events: they work across designs, tabs and programs, and ask nobody. */
export function useClipboard(options: Options): void {
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  useEffect(() => {
    const copy = (event: ClipboardEvent) => {
      const { session, selection, readOnly } = latest.current;
      // What a person marked in a panel is theirs to copy.
      if (typing(event.target) || getSelection()?.isCollapsed === false) return;
      const text = copied(session.design, selection);
      if (text === undefined) return;
      event.preventDefault();
      event.clipboardData?.setData("text/plain", text);
      if (event.type === "cut" && !readOnly) session.design.remove(selection);
    };
    const insert = (event: ClipboardEvent) => {
      if (typing(event.target)) return;
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (text.trim() === "") return;
      event.preventDefault();
      void pasteInto(latest.current, text);
    };
    document.addEventListener("copy", copy);
    document.addEventListener("cut", copy);
    document.addEventListener("paste", insert);
    return () => {
      document.removeEventListener("copy", copy);
      document.removeEventListener("cut", copy);
      document.removeEventListener("paste", insert);
    };
  }, []);
}
