import { IDBFactory } from "fake-indexeddb";
import { beforeEach, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { Keeper, KEPT } from "./keeper";
import { Shelf } from "./shelf";

const REMOTE = { kind: "remote" };

describe("a design kept in the browser", () => {
  let factory: IDBFactory;
  beforeEach(() => {
    factory = new IDBFactory();
  });

  async function page(design = "d"): Promise<{ doc: Y.Doc; keeper: Keeper; failures: () => number }> {
    const doc = new Y.Doc();
    const keeper = await Keeper.open(design, doc, factory);
    if (keeper === undefined) throw new Error("nothing opened");
    let failed = 0;
    keeper.listen(
      (origin) => origin === REMOTE,
      () => {
        failed += 1;
      },
    );
    return { doc, keeper, failures: () => failed };
  }

  test("comes back with every edit, and those that nobody confirmed are counted", async () => {
    const first = await page();
    expect([first.keeper.unsent, first.keeper.empty]).toEqual([0, true]);
    first.doc.getMap("m").set("a", 1);
    first.doc.getMap("m").set("b", 2);
    await first.keeper.flushed();

    const second = await page();

    expect(second.doc.getMap("m").toJSON()).toEqual({ a: 1, b: 2 });
    expect([second.keeper.unsent, second.keeper.empty]).toEqual([2, false]);
  });

  test("what is confirmed counts no more, what was made since does", async () => {
    const first = await page();
    first.doc.getMap("m").set("a", 1);
    first.keeper.confirm();
    first.doc.getMap("m").set("b", 2);
    await first.keeper.flushed();
    expect((await page()).keeper.unsent).toBe(1);

    first.keeper.confirm();
    await first.keeper.flushed();

    expect((await page()).keeper.unsent).toBe(0);
  });

  test("edits of an earlier page are confirmed by a later one", async () => {
    const first = await page();
    first.doc.getMap("m").set("a", 1);
    await first.keeper.flushed();
    const second = await page();

    second.keeper.confirm();
    await second.keeper.flushed();

    expect((await page()).keeper.unsent).toBe(0);
  });

  test("what the server sent is kept and is no unsent edit", async () => {
    const server = new Y.Doc();
    server.getMap("m").set("theirs", 1);
    const first = await page();
    Y.applyUpdate(first.doc, Y.encodeStateAsUpdate(server), REMOTE);
    await first.keeper.flushed();

    const second = await page();

    expect([second.doc.getMap("m").toJSON(), second.keeper.unsent]).toEqual([{ theirs: 1 }, 0]);
  });

  test("comes back under one origin, is not kept twice, and writes under a new client id", async () => {
    const first = await page();
    first.doc.getMap("m").set("a", 1);
    await first.keeper.flushed();
    const second = await page();
    await second.keeper.flushed();
    const shelf = await Shelf.open(factory);
    expect((await shelf.read("d", 0)).rows).toHaveLength(1);
    expect(second.doc.clientID).not.toBe(first.doc.clientID);
    const origins: unknown[] = [];
    const doc = new Y.Doc();
    doc.on("update", (_bytes: Uint8Array, origin: unknown) => origins.push(origin));
    await Keeper.open("d", doc, factory);
    expect(origins).toEqual([KEPT]);
  });

  test("puts confirmed updates together, loses none, and leaves unsent ones apart", async () => {
    const first = await page();
    for (let index = 0; index < 450; index += 1) {
      first.doc.getMap("m").set(`k${index}`, index);
      if (index % 50 === 49) {
        first.keeper.confirm();
        await first.keeper.flushed();
      }
    }
    first.doc.getMap("m").set("last", true);
    await first.keeper.flushed();

    const shelf = await Shelf.open(factory);
    const { rows } = await shelf.read("d", 0);
    const second = await page();

    expect(rows.length).toBeLessThan(260);
    expect(rows.filter(({ pending }) => pending)).toHaveLength(1);
    expect(second.doc.getMap("m").size).toBe(451);
  });

  test("two tabs keep one design, and neither takes the other's edits away", async () => {
    const [one, two] = [await page(), await page()];
    one.doc.getMap("m").set("one", 1);
    two.doc.getMap("m").set("two", 2);
    await Promise.all([one.keeper.flushed(), two.keeper.flushed()]);
    one.keeper.confirm();
    await one.keeper.flushed();

    const third = await page();

    expect(third.doc.getMap("m").toJSON()).toEqual({ one: 1, two: 2 });
    expect(third.keeper.unsent).toBe(1);
  });

  test("remembers the history line, and forgets everything when told", async () => {
    const first = await page();
    first.keeper.declare("line-1");
    first.doc.getMap("m").set("a", 1);
    await first.keeper.flushed();
    expect((await page()).keeper.epoch).toBe("line-1");

    await first.keeper.forget();
    first.doc.getMap("m").set("b", 2);
    await first.keeper.flushed();

    const after = await page();
    expect([after.keeper.empty, after.keeper.epoch]).toEqual([true, undefined]);
  });

  test("says when the browser stops keeping", async () => {
    const first = await page();
    first.keeper.destroy();
    await first.keeper.flushed();
    await Promise.resolve();

    first.doc.getMap("m").set("a", 1);
    await first.keeper.flushed();

    expect(first.failures()).toBe(1);
  });

  test("a browser that keeps nothing opens the design all the same", async () => {
    const broken = {
      open() {
        throw new DOMException("forbidden", "SecurityError");
      },
    } as unknown as IDBFactory;

    expect(await Keeper.open("d", new Y.Doc(), broken)).toBeUndefined();
  });

  test("old designs are swept, never one with unsent edits", async () => {
    const shelf = await Shelf.open(factory);
    for (const [index, design] of ["a", "b", "c", "d"].entries()) {
      await shelf.read(design, index);
      await shelf.add(design, [{ bytes: new Uint8Array([0, 0]), pending: design === "a" }]);
    }

    expect(await shelf.sweep(2)).toEqual(["b"]);

    expect((await shelf.read("a", 9)).rows).toHaveLength(1);
    expect((await shelf.read("b", 9)).rows).toHaveLength(0);
  });
});
