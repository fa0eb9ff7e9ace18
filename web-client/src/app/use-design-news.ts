import { useCallback, useEffect, useRef, useState } from "react";
import { type DesignPeople, listPeople } from "../rest/designs";
import { hearDesigns } from "../rest/events";
import type { ListState } from "./use-designs";

/** Edits come in bursts, from several designs and people; the list is read once for each of them. */
const GATHER_MS = 300;

/** Keeps a list of designs up to date by the news of the server; answers who is on which design. */
export function useDesignNews(state: ListState, reload: (quietly: boolean) => void): ReadonlyMap<string, DesignPeople> {
  const [people, setPeople] = useState<ReadonlyMap<string, DesignPeople>>(new Map());
  const [attempt, setAttempt] = useState(0);
  const ids = state.kind === "ready" ? state.page.items.map(({ id }) => id).join(",") : "";
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const refresh = useCallback(() => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      reload(true);
    }, GATHER_MS);
  }, [reload]);

  useEffect(() => {
    let first = true;
    const end = hearDesigns((news) => {
      if (news.kind === "people") {
        setPeople((old) => new Map(old).set(news.people.designId, news.people));
        return;
      }
      // The list was just read when the page opened.
      if (news.kind === "design" || !first) refresh();
      if (news.kind === "resync") {
        setAttempt((number) => number + 1);
        first = false;
      }
    });
    return () => {
      end();
      clearTimeout(timer.current);
      timer.current = undefined;
    };
  }, [refresh]);

  useEffect(() => {
    if (ids === "") return undefined;
    const abort = new AbortController();
    const load = async () => {
      try {
        const found = await listPeople(ids.split(","), abort.signal);
        setPeople(new Map(found.map((item) => [item.designId, item])));
      } catch {
        // Who is there is an extra: the list stands without it, and the next resync asks again.
      }
    };
    void load();
    return () => abort.abort();
    // oxlint-disable-next-line react/exhaustive-deps -- an attempt is a reason to ask again
  }, [ids, attempt]);
  return people;
}
