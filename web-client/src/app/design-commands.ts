import { nudge } from "../canvas/align";
import { INFERRED_PREFIX } from "../canvas/inferred";
import type { CanvasCommand } from "../canvas/keys";
import { canvasOf } from "../canvas/state";
import { type Kind, keyOf } from "../doc/kinds";
import type { Pair } from "../doc/model";
import { keptWords } from "../doc/kept";
import type { UndoResult } from "../doc/undo";
import { catalog } from "../palette/palette";
import { search } from "../palette/search";
import type { Session } from "../sync/session";
import { type Command, useCommands } from "../ui/commands";
import { ranked } from "../ui/rank";
import { toast } from "../ui/toasts";

const STEP = 10;
const LARGE_STEP = 100;
const FOUND_MAX = 12;
const KINDS_MAX = 8;
const ARROWS: Readonly<Record<string, Pair>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

type Page = {
  readonly session: Session;
  readonly selection: readonly string[];
  readonly readOnly: boolean;
  readonly add: (kind: Kind) => void;
  /** What the canvas can do. */
  readonly canvas: readonly CanvasCommand[];
  readonly select: (ids: readonly string[]) => void;
  readonly edit: (id: string) => void;
  readonly focusPalette: () => void;
  readonly showOutline: () => void;
  readonly showVersions: () => void;
  readonly showComments: () => void;
  /** Starts or ends placing a comment. */
  readonly comment: () => void;
  readonly commit: () => void;
  /** Asks where a line from this component goes. */
  readonly connect: (id: string) => void;
  /** Moves the focus to the form of what is selected. */
  readonly configure: () => void;
};

function say({ design }: Session, result: UndoResult, way: "undone" | "redone"): void {
  const words = keptWords(result, design.snapshot, way);
  if (words !== undefined) toast(words);
}

function edits(page: Page): readonly Command[] {
  const { session, selection } = page;
  const { design } = session;
  const [only] = selection.length === 1 ? selection : [];
  const undo = () => say(session, design.undo(), "undone");
  const remove = () => {
    if (selection.every((id) => id.startsWith(INFERRED_PREFIX))) return false;
    design.remove(selection);
    const what = selection.length === 1 ? "Deleted." : `${selection.length} things deleted.`;
    toast(what, { action: { label: "Undo", run: undo } });
    return true;
  };
  const renameable = only !== undefined && design.snapshot.components.has(only);
  const rename = () => renameable && page.edit(only);
  return [
    { id: "undo", title: "Undo", keys: ["Mod+z"], run: undo },
    { id: "redo", title: "Redo", keys: ["Shift+Mod+z", "Mod+y"], run: () => say(session, design.redo(), "redone") },
    { id: "add", title: "Add a component", keys: ["/"], words: "new insert", run: page.focusPalette },
    { id: "rename", title: "Rename", keys: ["F2"], disabled: !renameable, run: rename },
    {
      id: "renameHere",
      title: "Rename on the canvas",
      keys: ["Enter"],
      at: "canvas",
      keyOnly: true,
      disabled: !renameable,
      run: rename,
    },
    {
      id: "remove",
      title: "Delete",
      keys: ["Delete", "Backspace"],
      shown: ["Delete"],
      disabled: selection.length === 0,
      run: remove,
    },
    {
      id: "nudge",
      title: "Move by 10, with Shift by 100",
      keys: Object.keys(ARROWS).flatMap((key) => [key, `Shift+${key}`]),
      shown: ["Arrows", "Shift+Arrows"],
      at: "offNode", // React Flow itself moves a selected node that has the focus.
      keyOnly: true,
      run: (event?: KeyboardEvent) => {
        const [x, y] = ARROWS[event?.key ?? ""] ?? [0, 0];
        // In the outline and in lists the arrows walk.
        if (event?.target instanceof HTMLElement && event.target.closest("[role=tree], [role=tablist]")) return false;
        const step = event?.shiftKey === true ? LARGE_STEP : STEP;
        return nudge(design, selection, x * step, y * step);
      },
    },
    {
      id: "connect",
      title: "Connect to…",
      keys: ["c"],
      words: "relationship line edge",
      disabled: !renameable,
      run: () => renameable && page.connect(only),
    },
    {
      id: "configure",
      title: "Configure",
      keys: ["e"],
      words: "edit fields form",
      disabled: !renameable,
      run: page.configure,
    },
    { id: "comment", title: "Comment", keys: ["m"], words: "note discuss", run: page.comment },
    { id: "commit", title: "Commit a version", words: "save history", run: page.commit },
  ].map((command) => ({ group: "Edit", ...command }) as Command);
}

/** A command of the canvas in the words of the page. */
function canvasCommand({ id, label, on, enabled, run }: CanvasCommand): Command {
  return { id, title: label, group: "Canvas", ...(on === undefined ? {} : { keys: [on] }), disabled: !enabled, run };
}

function kindsToAdd(query: string, add: Page["add"]): readonly Command[] {
  return search(catalog.current().kinds, query.replace(/^add\s+/i, ""))
    .slice(0, KINDS_MAX)
    .map((kind) => ({
      id: `add.${keyOf(kind)}`.replaceAll(" ", "_"),
      title: `Add ${kind.kind}`,
      group: "Components to add",
      hint: kind.group,
      kind: kind.kind,
      run: () => add(kind),
    }));
}

/** The commands of a design page; those that edit are left out where one may only read. */
export function useDesignCommands(page: Page): {
  readonly undo: () => void;
  readonly redo: () => void;
  readonly jump: (id: string) => void;
} {
  const { session, selection, readOnly } = page;
  const { design } = session;
  const views: readonly Omit<Command, "group">[] = [
    {
      id: "selectAll",
      title: "Select all",
      keys: ["Mod+a"],
      run: () => {
        const { scene } = canvasOf(session);
        page.select([...design.snapshot.components.keys()].filter((id) => scene.shows(id)));
      },
    },
    {
      id: "escape",
      title: "Select nothing",
      keys: ["Escape"],
      disabled: selection.length === 0,
      run: () => page.select([]),
    },
    {
      id: "fit",
      title: "Fit the design",
      keys: ["Shift+Digit1"],
      words: "zoom all",
      run: () => canvasOf(session).view?.fit(),
    },
    {
      id: "fitSelection",
      title: "Fit the selection",
      keys: ["Shift+Digit2"],
      words: "zoom",
      disabled: selection.length === 0,
      run: () => canvasOf(session).view?.fit(selection),
    },
    { id: "outline", title: "Show the outline", words: "tree list structure", run: page.showOutline },
    { id: "comments", title: "Show comments", words: "threads discussion", run: page.showComments },
    { id: "versions", title: "Show versions and activity", words: "history compare restore", run: page.showVersions },
  ];
  const jump = (id: string) => {
    page.select([id]);
    canvasOf(session).view?.jumpTo(id);
  };
  useCommands(
    [
      ...views.map((command) => ({ group: "View", ...command })),
      ...page.canvas.map(canvasCommand),
      ...(readOnly ? [] : edits(page)),
    ],
    {
      find: (query) => {
        if (query === "") return [];
        const components = [...design.snapshot.components.values()].map(({ id, name, kind }) => ({
          id: `component.${id}`,
          title: name,
          group: "Components of this design",
          hint: kind,
          words: kind,
          kind,
          run: () => jump(id),
        }));
        const found = ranked(components, query).slice(0, FOUND_MAX);
        return readOnly ? found : [...found, ...kindsToAdd(query, page.add)];
      },
    },
  );
  return { undo: () => say(session, design.undo(), "undone"), redo: () => say(session, design.redo(), "redone"), jump };
}
