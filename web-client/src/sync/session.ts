import { HocuspocusProvider } from "@hocuspocus/provider";
import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { Design } from "../doc/design";
import { ROOTS } from "../doc/model";
import { getEvaluation } from "../rest/designs";
import { Inferences } from "./inferences";
import { Ledger } from "./ledger";
import type { Person } from "./person";
import { Presence } from "./presence";
import { LiveSocket } from "./socket";
import { endReason, reduce, START, type SyncEvent, type SyncState, stateOf } from "./state";

/** What the server says beside the protocol: a refusal with what to do about it. */
export type Notice = { readonly code: string; readonly whatToDo: string };

/** Reads a stateless payload; other programs may send others, which are not for us. */
export function readNotice(payload: string): Notice | undefined {
  try {
    const { code, whatToDo } = JSON.parse(payload) as { code?: unknown; whatToDo?: unknown };
    return typeof code === "string" ? { code, whatToDo: typeof whatToDo === "string" ? whatToDo : "" } : undefined;
  } catch {
    return undefined;
  }
}

const PERMANENT_FROM = 4400;
const PERMANENT_TO = 4499;
/** The stock client's own word for a silent socket; it reconnects. */
const SILENT = 4408;

/** One open design: its document, its socket, who else is here, and whether everything is saved. */
export class Session {
  readonly design: Design;
  readonly presence: Presence;
  readonly inferences = new Inferences();
  readonly designId: string;
  private asking: AbortController | undefined;
  private facts = START;
  private state: SyncState = stateOf(START);
  private readonly listeners = new Set<() => void>();
  private readonly ledger = new Ledger();
  private readonly socket: LiveSocket;
  private readonly provider: HocuspocusProvider;
  private readonly onNotice: (notice: Notice) => void;

  constructor(designId: string, token: string, url: string, person: Person, onNotice: (notice: Notice) => void) {
    this.onNotice = onNotice;
    this.designId = designId;
    const doc = new Y.Doc();
    for (const root of ROOTS) doc.getMap(root);
    this.design = new Design(doc, person.id);
    this.socket = new LiveSocket({ url, delay: 500, minDelay: 400, maxDelay: 8_000, jitter: true, autoConnect: false });
    this.provider = new HocuspocusProvider({ name: designId, document: doc, token, websocketProvider: this.socket });
    this.presence = new Presence(this.provider.awareness as Awareness, person);
    this.listen(doc);
    this.provider.attach();
    void this.socket.connect();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** A stable value until it changes, for useSyncExternalStore. */
  readonly current = (): SyncState => this.state;

  get readOnly(): boolean {
    return this.facts.readOnly || this.facts.end !== undefined;
  }

  get loaded(): boolean {
    return this.facts.everSynced;
  }

  destroy(): void {
    window.removeEventListener("online", this.network);
    window.removeEventListener("offline", this.network);
    this.asking?.abort();
    this.presence.destroy();
    this.provider.destroy();
    this.socket.destroy();
    this.design.doc.destroy();
  }

  private readonly network = (): void => {
    this.take({ kind: "network", online: navigator.onLine });
    if (navigator.onLine) this.socket.retryNow();
  };

  private listen(doc: Y.Doc): void {
    window.addEventListener("online", this.network);
    window.addEventListener("offline", this.network);
    this.socket.onFrame = (frame) => this.ledger.outgoing(frame);
    this.socket.on("open", () => this.ledger.reset());
    this.socket.on("status", ({ status }: { status: string }) => {
      this.take({
        kind: "socket",
        status: status === "connected" ? "open" : status === "connecting" ? "connecting" : "closed",
      });
    });
    this.socket.on("close", ({ event }: { event: { code: number; reason: string } }) => this.closed(event));
    this.provider.on("close", ({ event }: { event: { code: number; reason: string } }) => {
      // A CLOSE message for this document comes as a plain object; the socket itself stays, and no one would rejoin.
      if (!(event instanceof CloseEvent) && event.code === 1000) this.end(event.reason);
    });
    this.provider.on("authenticated", ({ scope }: { scope: string }) => {
      this.take({ kind: "authenticated", readOnly: scope === "readonly" });
    });
    this.provider.on("authenticationFailed", ({ reason }: { reason: string }) => this.end(reason));
    this.provider.on("synced", () => this.take({ kind: "synced" }));
    this.provider.on("message", ({ event }: { event: { data: ArrayBuffer } }) => {
      this.ledger.incoming(new Uint8Array(event.data));
    });
    this.provider.on("unsyncedChanges", ({ number }: { number: number }) => {
      this.take({ kind: "progress", settled: number === 0 && this.ledger.settled && this.ledger.refused === 0 });
    });
    this.provider.on("stateless", ({ payload }: { payload: string }) => this.noticed(payload));
    doc.on("update", (_update: Uint8Array, origin: unknown) => {
      if (origin !== this.provider) this.take({ kind: "edited" });
    });
  }

  private noticed(payload: string): void {
    const told = this.inferences.take(payload);
    if (told === "ask") this.askForInferences();
    if (told !== "other") return;
    const notice = readNotice(payload);
    if (notice === undefined) return;
    if (notice.code === "gap") {
      // Not a fault: the server asks for what came before; a handshake brings it.
      this.provider.forceSync();
      return;
    }
    this.onNotice(notice);
    if (notice.code !== "readOnly") this.take({ kind: "refused", whatToDo: notice.whatToDo });
  }

  private askForInferences(): void {
    this.asking?.abort();
    const asking = new AbortController();
    this.asking = asking;
    getEvaluation(this.designId, asking.signal).then(
      (evaluation) => asking.signal.aborted || this.inferences.replace(evaluation),
      () => undefined, // What is inferred is a help; the next message tells of it again.
    );
  }

  private closed({ code, reason }: { code: number; reason: string }): void {
    if (code >= PERMANENT_FROM && code <= PERMANENT_TO && code !== SILENT)
      this.end(reason === "" ? String(code) : reason);
  }

  private end(reason: string): void {
    this.take({ kind: "ended", reason: endReason(reason), detail: reason });
    this.socket.disconnect();
  }

  private take(event: SyncEvent): void {
    this.facts = reduce(this.facts, event);
    const next = stateOf(this.facts);
    if (JSON.stringify(next) === JSON.stringify(this.state)) return;
    this.state = next;
    for (const listener of this.listeners) listener();
  }
}
