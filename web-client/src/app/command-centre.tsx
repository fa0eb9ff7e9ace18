import { Search } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { useNavigate } from "react-router";
import { listDesigns } from "../rest/designs";
import { allCommands, type Command, matches, runCommand, useCommands } from "../ui/commands";
import { setTheme } from "./theme";

const CommandPalette = lazy(async () => ({ default: (await import("./command-palette")).CommandPalette }));
const KeySheet = lazy(async () => ({ default: (await import("./key-sheet")).KeySheet }));

const DESIGNS_SHOWN = 6;

function within(target: EventTarget | null, selector: string): boolean {
  return target instanceof HTMLElement && target.closest(selector) !== null;
}

function fits({ at = "anywhere", whileTyping }: Command, target: EventTarget | null): boolean {
  if (within(target, "dialog")) return false;
  if (whileTyping !== true && within(target, "input, textarea, select, [contenteditable], .cm-editor")) return false;
  const onNode = within(target, ".react-flow__node");
  // Enter on a button presses it; only where nothing else means the key it is the selection's.
  if (at === "canvas") return onNode || target === document.body || (target as Element | null)?.id === "main";
  return at === "anywhere" || !onNode;
}

/** Listens for the keys of every command; the innermost page's go first. */
function useKeys(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const command = [...allCommands()]
        .reverse()
        .find(
          (known) =>
            known.disabled !== true &&
            known.keys?.some((chord) => matches(chord, event)) === true &&
            fits(known, event.target),
        );
      if (command === undefined || command.run(event) === false) return;
      event.preventDefault();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}

/** What every page offers: the command palette, the sheet of keys, and where one can go. */
export function CommandCentre() {
  const navigate = useNavigate();
  const [open, setOpen] = useState<"palette" | "sheet">();
  useKeys();
  const go = (path: string) => () => void navigate(path);
  const theme = (id: "system" | "light" | "dark", title: string): Command => ({
    id: `theme.${id}`,
    title,
    group: "Settings",
    words: "dark light mode appearance",
    run: () => setTheme(id),
  });
  useCommands(
    [
      {
        id: "palette",
        title: "Find a command",
        group: "General",
        keys: ["Mod+k"],
        whileTyping: true,
        keyOnly: true,
        run: () => setOpen("palette"),
      },
      {
        id: "help",
        title: "Show the keys",
        group: "General",
        keys: ["?"],
        words: "keyboard shortcuts help",
        run: () => setOpen("sheet"),
      },
      { id: "designs", title: "Go to all designs", group: "General", words: "list home", run: go("/designs") },
      {
        id: "settings",
        title: "Open settings",
        group: "Settings",
        keys: ["Mod+,"],
        words: "name colour theme",
        run: go("/settings"),
      },
      theme("light", "Use the light theme"),
      theme("dark", "Use the dark theme"),
      theme("system", "Use the system's theme"),
    ],
    {
      ask: async (query, signal) => {
        const page = { search: query, sort: "-updatedAt", page: 1, pageSize: DESIGNS_SHOWN };
        const { items } = await listDesigns(page, signal);
        return items.map(({ id, name, componentCount }) => ({
          id: `design.${id}`,
          title: name,
          group: "Designs",
          hint: componentCount === 1 ? "1 component" : `${componentCount} components`,
          run: go(`/designs/${id}`),
        }));
      },
    },
  );
  const close = () => setOpen(undefined);
  return (
    <Suspense fallback={null}>
      {open === "palette" && <CommandPalette onClose={close} />}
      {open === "sheet" && <KeySheet onClose={close} />}
    </Suspense>
  );
}

/** Opens the command palette with a press, for those who do not know its key. */
export function CommandButton() {
  return (
    <button
      type="button"
      className="button quiet icon"
      aria-label="Find a command"
      title="Find a command (Ctrl-K)"
      onClick={() => runCommand("palette")}
    >
      <Search size={16} strokeWidth={1.7} aria-hidden="true" />
    </button>
  );
}
