/** Why a design cannot be open here any more; the page shows it and nothing reconnects. */
export type EndReason = "deleted" | "unknown" | "forbidden" | "unauthorised" | "replaced" | "closed";

/** Where one membership in a room stands. */
export type SyncState =
  | { readonly kind: "connecting"; readonly edits: number; readonly restored: boolean }
  | { readonly kind: "offline"; readonly edits: number; readonly retrying: boolean; readonly kept: boolean }
  | { readonly kind: "saving"; readonly edits: number }
  | { readonly kind: "saved" }
  | { readonly kind: "readOnly"; readonly edits: number }
  | { readonly kind: "refused"; readonly whatToDo: string }
  | { readonly kind: "ended"; readonly reason: EndReason; readonly detail: string };

/** Everything the state follows from; `reduce` keeps it, `stateOf` puts it in one word. */
export type SyncFacts = {
  readonly online: boolean;
  readonly socket: "connecting" | "open" | "closed";
  readonly everSynced: boolean;
  /** Whether the design came out of the browser's storage before the server was heard. */
  readonly restored: boolean;
  /** Whether the connection was lost, or could not be made, since the page opened. */
  readonly lost: boolean;
  /** Whether edits outlive this page in the browser's storage. */
  readonly kept: boolean;
  readonly readOnly: boolean;
  readonly synced: boolean;
  readonly settled: boolean;
  /** Edits made here and not yet answered as durable. */
  readonly edits: number;
  readonly refusal: string | undefined;
  readonly end: { readonly reason: EndReason; readonly detail: string } | undefined;
};

export type SyncEvent =
  | { readonly kind: "network"; readonly online: boolean }
  | { readonly kind: "socket"; readonly status: SyncFacts["socket"] }
  | { readonly kind: "authenticated"; readonly readOnly: boolean }
  | { readonly kind: "synced" }
  | { readonly kind: "progress"; readonly settled: boolean }
  | { readonly kind: "edited" }
  | { readonly kind: "restored"; readonly edits: number; readonly empty: boolean }
  | { readonly kind: "unkept" }
  | { readonly kind: "refused"; readonly whatToDo: string }
  | { readonly kind: "ended"; readonly reason: EndReason; readonly detail: string };

export const START: SyncFacts = {
  online: true,
  socket: "connecting",
  everSynced: false,
  restored: false,
  lost: false,
  kept: false,
  readOnly: false,
  synced: false,
  settled: false,
  edits: 0,
  refusal: undefined,
  end: undefined,
};

/** The facts after an event. */
export function reduce(facts: SyncFacts, event: SyncEvent): SyncFacts {
  switch (event.kind) {
    case "network":
      return { ...facts, online: event.online };
    case "socket":
      return event.status === "open"
        ? { ...facts, socket: "open", online: true } // A server on this machine needs no network.
        : {
            ...facts,
            socket: event.status,
            synced: false,
            settled: false,
            lost: facts.lost || event.status === "closed",
          };
    case "authenticated":
      return { ...facts, readOnly: event.readOnly };
    case "synced":
      return { ...facts, synced: true, everSynced: true };
    case "progress": {
      const settled = event.settled && facts.synced && facts.socket === "open";
      return settled ? { ...facts, settled, online: true, edits: 0 } : { ...facts, settled };
    }
    case "edited":
      return { ...facts, edits: facts.edits + 1, settled: false };
    case "restored":
      return { ...facts, kept: true, restored: !event.empty, edits: facts.edits + event.edits };
    case "unkept":
      return { ...facts, kept: false };
    case "refused":
      return { ...facts, refusal: event.whatToDo };
    case "ended":
      return { ...facts, end: { reason: event.reason, detail: event.detail } };
  }
}

/** The state that these facts mean. "Saved" needs a live socket, a finished handshake and an answer for every message. */
export function stateOf(facts: SyncFacts): SyncState {
  const { edits, kept, restored } = facts;
  if (facts.end !== undefined) return { kind: "ended", ...facts.end };
  if (facts.refusal !== undefined) return { kind: "refused", whatToDo: facts.refusal };
  if (!facts.online) return { kind: "offline", edits, retrying: false, kept };
  if (facts.socket !== "open") {
    const away = facts.everSynced || (restored && facts.lost);
    return away ? { kind: "offline", edits, retrying: true, kept } : { kind: "connecting", edits, restored };
  }
  if (!facts.synced) return { kind: "connecting", edits, restored };
  if (facts.readOnly) return { kind: "readOnly", edits };
  return facts.settled ? { kind: "saved" } : { kind: "saving", edits };
}

/** The state in words, as the header shows it and a screen reader says it. */
export function wordsOf(state: SyncState): string {
  switch (state.kind) {
    case "connecting":
      return state.edits > 0 ? "Connecting…" : "Opening…";
    case "offline": {
      const words = state.retrying ? "Reconnecting" : "Offline";
      if (state.edits === 0) return state.retrying ? "Reconnecting…" : "Offline";
      return `${words}, ${count(state.edits)} ${state.kept ? "kept here" : "in this tab only"}`;
    }
    case "saving":
      return "Saving…";
    case "saved":
      return "All changes saved";
    case "readOnly":
      return state.edits === 0 ? "Read only" : `Read only, ${count(state.edits)} not sent`;
    case "refused":
      return "Not saved";
    case "ended":
      return "Closed";
  }
}

function count(edits: number): string {
  return `${edits} ${edits === 1 ? "edit" : "edits"}`;
}

/** What a server's reason for closing means; the words come from a server, so only known ones decide. */
export function endReason(reason: string): EndReason {
  const words = reason.toLowerCase();
  if (words.includes("delet")) return "deleted";
  if (words.includes("unknown") || words.includes("not found") || words.includes("4404")) return "unknown";
  if (words.includes("unauthor") || words.includes("expired") || words.includes("4401")) return "unauthorised";
  if (words.includes("forbidden") || words.includes("denied") || words.includes("revoked")) return "forbidden";
  if (words.includes("epoch") || words.includes("history") || words.includes("4409")) return "replaced";
  return "closed";
}
