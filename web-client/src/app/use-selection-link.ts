import { useEffect, useState } from "react";

const IDS_MAX = 20;
const PAUSE_MS = 250;

/** The ids in an address's `select`. */
export function selectedIn(search: string): readonly string[] {
  const ids = new URLSearchParams(search).get("select") ?? "";
  return ids.split(",").filter((id) => /^[\w-]{1,64}$/.test(id));
}

/** An address's query with another selection; what else is in it stays. */
export function withSelection(search: string, ids: readonly string[]): string {
  const params = new URLSearchParams(search);
  params.delete("select");
  const rest = params.toString();
  // Ids need no escape, and a comma reads better than %2C.
  const select = ids.length === 0 || ids.length > IDS_MAX ? "" : `select=${ids.join(",")}`;
  const query = [rest, select].filter((part) => part !== "").join("&");
  return query === "" ? "" : `?${query}`;
}

/** Keeps the selection in the address, so that a link shows the same; answers what the address asked for at first. */
export function useSelectionLink(selection: readonly string[], loaded: boolean): readonly string[] {
  const [asked] = useState(() => selectedIn(location.search));
  useEffect(() => {
    if (!loaded) return undefined;
    const { pathname } = location;
    const timer = setTimeout(() => {
      const wanted = withSelection(location.search, selection);
      if (wanted === location.search || pathname !== location.pathname) return;
      // Past the router: a selection is no navigation, and nothing needs to render for it.
      history.replaceState(history.state, "", location.pathname + wanted);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [selection, loaded]);
  return asked;
}
