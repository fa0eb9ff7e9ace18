import * as Y from "yjs";
import { type Row, Shelf } from "./shelf";

/** So many updates are put together as one. */
const ROWS_MAX = 200;
const DESIGNS_MAX = 50;
/** A browser that answers nothing for so long keeps nothing; the design opens without it. */
const OPEN_WITHIN_MS = 2_000;

/** The origin of what was kept here, when it comes back into a document. */
export const KEPT = { kind: "kept" } as const;

/** `round` counts the confirmations: what was made since the last one is not confirmed by it. */
type Waiting = { readonly bytes: Uint8Array; readonly pending: boolean; readonly round: number };
type Pending = { readonly id: number; readonly round: number };

/**
 * Keeps one design in this browser: every update of its document, and which of those that were made here are not yet known
 * to be on the server's disk, so that edits made offline outlive a reload and are not called saved after it.
 */
export class Keeper {
  private readonly shelf: Shelf;
  private readonly design: string;
  private readonly doc: Y.Doc;
  private waiting: Waiting[] = [];
  private writing: Promise<void> = Promise.resolve();
  private busy = false;
  /** Rows that this document contains and that may be put together. */
  private settled: number[] = [];
  private pending: Pending[] = [];
  private round = 0;
  private forgotten = false;
  private onFailure: () => void = () => undefined;
  readonly epoch: string | undefined;
  /** Edits of an earlier page that nobody has confirmed. */
  readonly unsent: number;
  readonly empty: boolean;

  private constructor(shelf: Shelf, design: string, doc: Y.Doc, rows: readonly Row[], epoch: string | undefined) {
    this.shelf = shelf;
    this.design = design;
    this.doc = doc;
    this.epoch = epoch;
    this.pending = rows.filter(({ pending }) => pending).map(({ id }) => ({ id, round: 0 }));
    this.settled = rows.filter(({ pending }) => !pending).map(({ id }) => id);
    this.unsent = this.pending.length;
    this.empty = rows.length === 0;
    if (rows.length > 0)
      Y.applyUpdate(
        doc,
        rows.length === 1 && rows[0] !== undefined ? rows[0].bytes : Y.mergeUpdates(rows.map(({ bytes }) => bytes)),
        KEPT,
      );
  }

  /** Brings back what is kept of a design; undefined where the browser keeps nothing. */
  static async open(design: string, doc: Y.Doc, factory?: IDBFactory): Promise<Keeper | undefined> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), OPEN_WITHIN_MS);
    });
    const opening = (async () => {
      const shelf = await Shelf.open(factory);
      const { rows, epoch } = await shelf.read(design, Date.now());
      void shelf.sweep(DESIGNS_MAX).catch(() => undefined);
      return { shelf, rows, epoch };
    })();
    try {
      const opened = await Promise.race([opening, late]);
      if (opened === undefined) {
        opening.then(({ shelf }) => shelf.close()).catch(() => undefined);
        return undefined;
      }
      return new Keeper(opened.shelf, design, doc, opened.rows, opened.epoch);
    } catch {
      // Storage is forbidden or broken; the design works as long as the page lives, and the page says so.
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Keeps every update from here on; `isRemote` tells which came from the server. */
  listen(isRemote: (origin: unknown) => boolean, onFailure: () => void): void {
    this.onFailure = onFailure;
    this.doc.on("update", (bytes: Uint8Array, origin: unknown) => {
      if (origin === KEPT || this.forgotten) return;
      this.waiting.push({ bytes, pending: !isRemote(origin), round: this.round });
      this.write();
    });
  }

  /** Everything that is in the document now is on the server's disk. */
  confirm(): void {
    this.round += 1;
    const { round } = this;
    this.after(async () => {
      const sent = this.pending.filter((one) => one.round < round).map(({ id }) => id);
      if (sent.length === 0) return;
      this.pending = this.pending.filter((one) => one.round >= round);
      await this.shelf.settle(sent);
      this.settled.push(...sent);
    });
  }

  declare(epoch: string): void {
    if (epoch !== this.epoch) this.after(() => this.shelf.declare(this.design, epoch, Date.now()));
  }

  /** Forgets the design here; resolves when it is gone. */
  async forget(): Promise<void> {
    this.forgotten = true;
    this.onFailure = () => undefined;
    this.waiting = [];
    await this.writing;
    await this.shelf.forget(this.design);
  }

  /** Resolves once everything so far is kept. */
  async flushed(): Promise<void> {
    await this.writing;
  }

  destroy(): void {
    void this.writing.finally(() => this.shelf.close());
  }

  /** One transaction at a time: what comes meanwhile goes together into the next. */
  private write(): void {
    if (this.busy) return;
    this.busy = true;
    this.after(async () => {
      this.busy = false;
      const batch = this.waiting;
      this.waiting = [];
      if (batch.length === 0) return;
      const rows = grouped(batch);
      const ids = await this.shelf.add(this.design, rows);
      for (const [index, { pending, round }] of rows.entries()) {
        const id = ids[index];
        if (id === undefined) continue;
        if (pending) this.pending.push({ id, round });
        else this.settled.push(id);
      }
      if (this.settled.length > ROWS_MAX) await this.compact();
    });
  }

  private async compact(): Promise<void> {
    const old = this.settled;
    this.settled = [];
    this.settled.push(await this.shelf.replace(this.design, old, Y.encodeStateAsUpdate(this.doc)));
  }

  private after(work: () => Promise<void>): void {
    this.writing = this.writing.then(work).catch(() => this.onFailure());
  }
}

/** What others sent is put together; each edit made here stays one row, so that edits can be counted. */
function grouped(batch: readonly Waiting[]): readonly Waiting[] {
  const mine = batch.filter(({ pending }) => pending);
  const theirs = batch.filter(({ pending }) => !pending).map(({ bytes }) => bytes);
  if (theirs.length === 0) return mine;
  return [{ bytes: Y.mergeUpdates(theirs), pending: false, round: 0 }, ...mine];
}
