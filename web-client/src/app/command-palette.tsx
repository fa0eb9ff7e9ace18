import { useEffect, useMemo, useState } from "react";
import { allCommands, allSources, type Command } from "../ui/commands";
import { Dialog } from "../ui/dialog";
import { ranked } from "../ui/rank";
import { PickList } from "./pick-list";

const ASK_AFTER_MS = 140;
const SHOWN_MAX = 60;

/** The commands that fit, and what pages find beyond them; an answer to an older query is dropped. */
function useFound(query: string): { commands: readonly Command[]; asking: boolean } {
  const own = useMemo(() => {
    const offered = allCommands().filter((command) => command.keyOnly !== true && command.disabled !== true);
    return ranked(offered, query);
  }, [query]);
  const [more, setMore] = useState<{ query: string; commands: readonly Command[] }>({ query: "", commands: [] });
  useEffect(() => {
    const asking = new AbortController();
    const ask = async () => {
      const answers = await Promise.allSettled(
        // What is found on the page itself comes before what is elsewhere.
        [...allSources()].reverse().map(async ({ find }) => (await find?.(query.trim(), asking.signal)) ?? []),
      );
      if (asking.signal.aborted) return;
      // A server that cannot be reached takes nothing from the commands of the page itself.
      const commands = answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
      setMore({ query, commands });
    };
    const timer = setTimeout(() => void ask(), query === "" ? 0 : ASK_AFTER_MS);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [query]);
  return { commands: [...own, ...more.commands].slice(0, SHOWN_MAX), asking: more.query !== query };
}

/** Everything that can be done from here, by typing a part of its name. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const [query, setQuery] = useState("");
  const { commands, asking } = useFound(query);
  return (
    <Dialog title="Commands" className="command-palette" bare onClose={onClose}>
      <PickList
        label="Find a command, a component or a design"
        query={query}
        onQuery={setQuery}
        commands={commands}
        none={asking ? "" : `Nothing is called “${query}”. Try a shorter word.`}
        onPick={(command) => {
          onClose();
          // The dialog gives the focus back first; a command may move it on.
          requestAnimationFrame(() => command.run());
        }}
      />
    </Dialog>
  );
}
