import { answerOf, kept } from "./idb";

const DATABASE = "meshplay";
const UPDATES = "updates";
const DESIGNS = "designs";
const FORM = 1;

/** One kept update of a design. `pending`: made here, and not yet known to be on the server's disk. */
export type Row = {
  readonly id: number;
  readonly design: string;
  readonly bytes: Uint8Array;
  readonly pending: boolean;
};

/** What is known of a kept design beside its updates. */
export type About = { readonly design: string; readonly epoch: string | undefined; readonly usedAt: number };

/**
 * Designs kept in this browser, as updates in the order in which they came. Every method is one transaction; several tabs
 * may use it at once, since nothing is deleted that the caller has not read.
 */
export class Shelf {
  private readonly database: IDBDatabase;

  private constructor(database: IDBDatabase) {
    this.database = database;
  }

  /** Opens the shelf; rejects where the browser keeps nothing (private windows of some, blocked storage). */
  static async open(factory: IDBFactory = indexedDB): Promise<Shelf> {
    const request = factory.open(DATABASE, FORM);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(UPDATES, { keyPath: "id", autoIncrement: true }).createIndex("design", "design");
      request.result.createObjectStore(DESIGNS, { keyPath: "design" });
    };
    const database = await answerOf(request);
    // Another tab with a newer form of the shelf must not wait for this one for ever.
    database.onversionchange = () => database.close();
    return new Shelf(database);
  }

  /** Everything that is kept of a design, and the note that it was used. */
  async read(design: string, now: number): Promise<{ rows: readonly Row[]; epoch: string | undefined }> {
    const transaction = this.database.transaction([UPDATES, DESIGNS], "readwrite");
    const done = kept(transaction);
    const rows = await answerOf<Row[]>(transaction.objectStore(UPDATES).index("design").getAll(design));
    const abouts = transaction.objectStore(DESIGNS);
    const about = await answerOf<About | undefined>(abouts.get(design));
    abouts.put({ design, epoch: about?.epoch, usedAt: now } satisfies About);
    await done;
    return { rows, epoch: about?.epoch };
  }

  /** Keeps updates; answers their ids in the same order. */
  async add(design: string, updates: readonly { bytes: Uint8Array; pending: boolean }[]): Promise<readonly number[]> {
    const transaction = this.database.transaction(UPDATES, "readwrite");
    const done = kept(transaction);
    const store = transaction.objectStore(UPDATES);
    const ids = updates.map(({ bytes, pending }) => answerOf(store.add({ design, bytes, pending })));
    await done;
    return (await Promise.all(ids)).map(Number);
  }

  /** Notes that these updates are on the server's disk. */
  async settle(ids: readonly number[]): Promise<void> {
    const transaction = this.database.transaction(UPDATES, "readwrite");
    const done = kept(transaction);
    const store = transaction.objectStore(UPDATES);
    for (const id of ids) {
      const read = store.get(id) as IDBRequest<Row | undefined>;
      read.onsuccess = () => {
        if (read.result !== undefined) store.put({ ...read.result, pending: false } satisfies Row);
      };
    }
    await done;
  }

  /** Puts one update in the place of several that it contains; answers its id. */
  async replace(design: string, ids: readonly number[], state: Uint8Array): Promise<number> {
    const transaction = this.database.transaction(UPDATES, "readwrite");
    const done = kept(transaction);
    const store = transaction.objectStore(UPDATES);
    const id = answerOf(store.add({ design, bytes: state, pending: false }));
    for (const old of ids) store.delete(old);
    await done;
    return Number(await id);
  }

  /** Notes which history line of the design this is. */
  async declare(design: string, epoch: string, now: number): Promise<void> {
    const transaction = this.database.transaction(DESIGNS, "readwrite");
    transaction.objectStore(DESIGNS).put({ design, epoch, usedAt: now } satisfies About);
    await kept(transaction);
  }

  /** Forgets a design, its unsent edits too. */
  async forget(design: string): Promise<void> {
    const transaction = this.database.transaction([UPDATES, DESIGNS], "readwrite");
    const done = kept(transaction);
    const store = transaction.objectStore(UPDATES);
    for (const key of await answerOf(store.index("design").getAllKeys(design))) store.delete(key);
    transaction.objectStore(DESIGNS).delete(design);
    await done;
  }

  /** Forgets all but the newest designs; one with unsent edits stays, however old. */
  async sweep(keep: number): Promise<readonly string[]> {
    const transaction = this.database.transaction([UPDATES, DESIGNS]);
    const abouts = await answerOf<About[]>(transaction.objectStore(DESIGNS).getAll());
    const old = abouts.sort((a, b) => b.usedAt - a.usedAt).slice(keep);
    const gone: string[] = [];
    for (const { design } of old) {
      const rows = await answerOf<Row[]>(
        this.database.transaction(UPDATES).objectStore(UPDATES).index("design").getAll(design),
      );
      if (rows.some(({ pending }) => pending)) continue;
      await this.forget(design);
      gone.push(design);
    }
    return gone;
  }

  close(): void {
    this.database.close();
  }
}
