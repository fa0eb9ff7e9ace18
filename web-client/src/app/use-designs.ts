import { useCallback, useEffect, useState } from "react";
import { useSearchParams } from "react-router";
import { type DesignInfo, type ListQuery, listDesigns, type Page } from "../rest/designs";
import { wordsFor } from "../rest/problem";

export type ListState =
  | { readonly kind: "loading" }
  | { readonly kind: "ready"; readonly page: Page<DesignInfo>; readonly stale: boolean }
  | { readonly kind: "failed"; readonly words: string };

const PAGE_SIZE = 12;
const TYPING_MS = 160;

/** The query lives in the address, so that a list can be linked and the back button works. */
export function useListQuery(): { query: ListQuery; change: (part: Partial<Omit<ListQuery, "pageSize">>) => void } {
  const [params, setParams] = useSearchParams();
  const query: ListQuery = {
    search: params.get("search") ?? "",
    sort: params.get("sort") ?? "-updatedAt",
    page: Math.max(1, Number(params.get("page") ?? 1) || 1),
    pageSize: PAGE_SIZE,
  };
  const change = (part: Partial<Omit<ListQuery, "pageSize">>) => {
    const next = { ...query, page: 1, ...part };
    const wanted = new URLSearchParams();
    if (next.search !== "") wanted.set("search", next.search);
    if (next.sort !== "-updatedAt") wanted.set("sort", next.sort);
    if (next.page > 1) wanted.set("page", String(next.page));
    setParams(wanted, { replace: part.search !== undefined });
  };
  return { query, change };
}

/** The designs of a query; while a new answer is under way the old one stays in view. */
export function useDesigns({ search, sort, page, pageSize }: ListQuery): {
  state: ListState;
  reload: (quietly?: boolean) => void;
} {
  const [state, setState] = useState<ListState>({ kind: "loading" });
  const [attempt, setAttempt] = useState({ quietly: false });
  useEffect(() => {
    const abort = new AbortController();
    const load = async () => {
      try {
        const found = await listDesigns({ search, sort, page, pageSize }, abort.signal);
        setState({ kind: "ready", page: found, stale: false });
      } catch (error) {
        if (abort.signal.aborted) return;
        // Nobody asked for a quiet attempt: what is in view stays.
        setState((old) => (attempt.quietly && old.kind === "ready" ? old : { kind: "failed", words: wordsFor(error) }));
      }
    };
    setState((old) => (old.kind === "ready" ? { ...old, stale: !attempt.quietly } : old));
    const timer = setTimeout(() => void load(), search === "" || attempt.quietly ? 0 : TYPING_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [search, sort, page, pageSize, attempt]);
  const reload = useCallback((quietly = false) => setAttempt({ quietly }), []);
  return { state, reload };
}
