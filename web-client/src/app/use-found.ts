import { useEffect, useMemo, useState } from "react";
import { allCommands, allSources, type Command } from "../ui/commands";
import { ranked } from "../ui/rank";

const ASK_AFTER_MS = 140;
const SHOWN_MAX = 60;

/** What the server answered, and to which query. */
export type Answer = { readonly query: string; readonly commands: readonly Command[] };

/** What fits a query on the page itself: its commands, then what it finds, the innermost page first. */
export function foundHere(query: string): readonly Command[] {
  const offered = allCommands().filter((command) => command.keyOnly !== true && command.disabled !== true);
  const found = [...allSources()].reverse().flatMap(({ find }) => find?.(query.trim()) ?? []);
  return [...ranked(offered, query), ...found];
}

/** What is shown: of an answer to an earlier query only what fits this one too, or Enter would take what nobody asked for. */
export function listed(query: string, here: readonly Command[], answer: Answer): readonly Command[] {
  const elsewhere = answer.query === query ? answer.commands : ranked(answer.commands, query);
  return [...here, ...elsewhere].slice(0, SHOWN_MAX);
}

/** The commands that fit, and whether the server still looks for more of them. */
export function useFound(query: string): { commands: readonly Command[]; asking: boolean } {
  const here = useMemo(() => foundHere(query), [query]);
  const [answer, setAnswer] = useState<Answer>({ query: "", commands: [] });
  const [answered, setAnswered] = useState(false);
  useEffect(() => {
    const asking = new AbortController();
    const ask = async () => {
      const answers = await Promise.allSettled(
        allSources().map(async (source) => (await source.ask?.(query.trim(), asking.signal)) ?? []),
      );
      if (asking.signal.aborted) return;
      // A server that cannot be reached takes nothing from what the page itself has.
      const commands = answers.flatMap((one) => (one.status === "fulfilled" ? one.value : []));
      setAnswer({ query, commands });
      setAnswered(true);
    };
    const timer = setTimeout(() => void ask(), query === "" ? 0 : ASK_AFTER_MS);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [query]);
  return { commands: listed(query, here, answer), asking: !answered || answer.query !== query };
}
