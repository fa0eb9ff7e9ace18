import { HocuspocusProvider } from "@hocuspocus/provider";
import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { Design } from "../doc/design";
import { ROOTS } from "../doc/model";
import { KEPT, Keeper } from "../offline/keeper";
import { getEvaluation } from "../rest/designs";
import { Inferences } from "./inferences";
import { Ledger } from "./ledger";
import { isFollowable, type Person } from "./person";
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

/** The id of the design's history line, when a stateless payload tells it. */
export function readEpoch(payload: string): string | undefined {
  try {
    const { type, epoch } = JSON.parse(payload) as { type?: unknown; epoch?: unknown };
    return type === "epoch" && typeof epoch === "string" ? epoch : undefined;
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
  private keeper: Keeper | undefined;
  private destroyed = false;

  constructor(designId: string, token: string, url: string, person: Person, onNotice: (notice: Notice) => void) {
    this.onNotice = onNotice;
    this.designId = designId;
    const doc = new Y.Doc();
    for (const root of ROOTS) doc.getMap(root);
    this.design = new Design(doc, person.id);
    this.socket = new LiveSocket({ url, delay: 500, minDelay: 400, maxDelay: 8_000, jitter: true, autoConnect: false });
    this.provider = new HocuspocusProvider({ name: designId, document: doc, token, websocketProvider: this.socket });
    this.presence = new Presence(this.provider.awareness as Awareness, person);
    this.presence.setFollowable(isFollowable());
    this.listen(doc);
    void this.start(doc);
  }

  /** What is kept in the browser comes first: the handshake then asks only for the rest, and sends what was never sent. */
  private async start(doc: Y.Doc): Promise<void> {
    const keeper = await Keeper.open(this.designId, doc);
    if (this.destroyed) {
      keeper?.destroy();
      return;
    }
    this.keeper = keeper;
    if (keeper !== undefined) {
      keeper.listen(
        (origin) => origin === this.provider,
        () => this.take({ kind: "unkept" }),
      );
      this.take({ kind: "restored", edits: keeper.unsent, empty: keeper.empty });
    }
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
    return this.facts.everSynced || this.facts.restored;
  }

  /** Forgets what this browser keeps of the design, unsent edits too: the next visit takes the server's word alone. */
  async forget(): Promise<void> {
    await this.keeper?.forget();
  }

  destroy(): void {
    this.destroyed = true;
    window.removeEventListener("beforeunload", this.leaving);
    this.keeper?.destroy();
    window.removeEventListener("online", this.network);
    window.removeEventListener("offline", this.network);
    this.asking?.abort();
    this.presence.destroy();
    this.provider.destroy();
    this.socket.destroy();
    this.design.destroy();
  }

  private readonly network = (): void => {
    this.take({ kind: "network", online: navigator.onLine });
    if (navigator.onLine) this.socket.retryNow();
  };

  /** Where nothing outlives the page, closing it loses what was not sent. */
  private readonly leaving = (event: BeforeUnloadEvent): void => {
    if (this.facts.edits > 0 && !this.facts.kept) event.preventDefault();
  };

  private listen(doc: Y.Doc): void {
    window.addEventListener("beforeunload", this.leaving);
    window.addEventListener("online", this.network);
    window.addEventListener("offline", this.network);
    this.socket.onFrame = (frame) => this.ledger.outgoing(frame);
    this.socket.on("open", () => this.ledger.reset());
    this.socket.on("status", ({ status }: { status: string }) => {
      // A page that opens without network hears no event of it.
      if (status !== "connected") this.take({ kind: "network", online: navigator.onLine });
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
      // Before the own step 2: a copy of another history line must not be merged (docs/spec/wire.md, WIRE-15).
      const epoch = this.keeper?.epoch;
      this.provider.sendStateless(JSON.stringify(epoch === undefined ? { type: "epoch" } : { type: "epoch", epoch }));
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
      if (origin !== this.provider && origin !== KEPT) this.take({ kind: "edited" });
    });
  }

  private noticed(payload: string): void {
    const epoch = readEpoch(payload);
    if (epoch !== undefined) this.keeper?.declare(epoch);
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
    const why = endReason(reason);
    this.take({ kind: "ended", reason: why, detail: reason });
    this.socket.disconnect();
    // Whoever may not read the design any more keeps no copy of it; a deleted one can come back, and unsent edits with it.
    if (why === "forbidden" || why === "unauthorised" || why === "unknown") void this.forget().catch(() => undefined);
  }

  private take(event: SyncEvent): void {
    this.facts = reduce(this.facts, event);
    const next = stateOf(this.facts);
    if (JSON.stringify(next) === JSON.stringify(this.state)) return;
    this.state = next;
    if (next.kind === "saved") this.keeper?.confirm();
    for (const listener of this.listeners) listener();
  }
}
