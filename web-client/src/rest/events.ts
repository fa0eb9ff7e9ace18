import { type DesignPeople, peopleOf } from "./designs";

/** What happens to designs, on any node of the server. */
export type DesignNews =
  | { readonly kind: "design"; readonly designId: string }
  | { readonly kind: "people"; readonly people: DesignPeople }
  | { readonly kind: "resync" };

/** Reads an event's data; undefined for what this client does not know. */
export function newsOf(type: string, data: string): DesignNews | undefined {
  if (type === "hello" || type === "resync") return { kind: "resync" };
  try {
    const body: unknown = JSON.parse(data);
    if (type === "presence") return { kind: "people", people: peopleOf(body) };
    const { designId } = (body ?? {}) as { designId?: unknown };
    return type === "design" && typeof designId === "string" ? { kind: "design", designId } : undefined;
  } catch {
    return undefined;
  }
}

const RETRY_MS = 10_000;

/**
 * Hears the news while the page is in view: a hidden page holds no connection, of which a browser has few per server. Each
 * new connection begins with a resync, for there is no replay.
 */
export function hearDesigns(listener: (news: DesignNews) => void): () => void {
  let source: EventSource | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  const hear = (event: MessageEvent<string>) => {
    const news = newsOf(event.type, event.data);
    if (news !== undefined) listener(news);
  };
  const open = () => {
    source = new EventSource("/api/v1/events");
    for (const type of ["hello", "design", "presence", "resync"]) source.addEventListener(type, hear);
    // A browser tries again by itself, but not after an answer that is no stream.
    source.addEventListener("error", (event) => {
      if ((event.target as EventSource).readyState !== EventSource.CLOSED) return;
      retry = setTimeout(() => {
        close();
        change();
      }, RETRY_MS);
    });
  };
  const close = () => {
    clearTimeout(retry);
    source?.close();
    source = undefined;
  };
  const change = () => {
    if (document.hidden) {
      close();
    } else if (source === undefined) {
      open();
    }
  };
  document.addEventListener("visibilitychange", change);
  change();
  return () => {
    document.removeEventListener("visibilitychange", change);
    close();
  };
}
