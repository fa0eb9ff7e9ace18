import { useCallback, useEffect, useRef, useState } from "react";
import { listVersions, type Version } from "../rest/designs";
import { hearDesigns } from "../rest/events";
import { wordsFor } from "../rest/problem";

export type VersionsState =
  | { readonly kind: "loading" }
  | { readonly kind: "ready"; readonly versions: readonly Version[]; readonly total: number }
  | { readonly kind: "failed"; readonly words: string };

/** Edits of a busy design bring news several times a second; the list is read at most this often. */
const GATHER_MS = 1_500;

/** Newest first, each once: a page that was read while somebody committed overlaps the one before. */
export function joined(old: readonly Version[], more: readonly Version[]): readonly Version[] {
  const all = new Map([...old, ...more].map((version) => [version.number, version]));
  return [...all.values()].sort((a, b) => b.number - a.number);
}

/** The versions of a design, as they come; older ones a page at a time. */
export function useVersions(designId: string): {
  state: VersionsState;
  reload: () => Promise<void>;
  older: () => Promise<void>;
} {
  const [state, setState] = useState<VersionsState>({ kind: "loading" });
  const abort = useRef<AbortController>(undefined);
  const pages = useRef(1);
  const load = useCallback(
    async (page: number) => {
      const asking = abort.current;
      if (asking === undefined) return;
      try {
        const { items, total } = await listVersions(designId, page, asking.signal);
        if (asking.signal.aborted) return;
        pages.current = Math.max(pages.current, page);
        setState((old) => ({
          kind: "ready",
          versions: joined(old.kind === "ready" ? old.versions : [], items),
          total,
        }));
      } catch (error) {
        // What is in view stays; it was true a moment ago, and versions never change.
        if (!asking.signal.aborted)
          setState((old) => (old.kind === "ready" ? old : { kind: "failed", words: wordsFor(error) }));
      }
    },
    [designId],
  );
  useEffect(() => {
    abort.current = new AbortController();
    const asking = abort.current;
    void load(1);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = hearDesigns((news) => {
      if (news.kind !== "design" || news.designId !== designId) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        void load(1);
      }, GATHER_MS);
    });
    return () => {
      end();
      clearTimeout(timer);
      asking.abort();
    };
  }, [designId, load]);
  const reload = useCallback(() => load(1), [load]);
  const older = useCallback(() => load(pages.current + 1), [load]);
  return { state, reload, older };
}
