import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { add, appKept, create, launch, node, open, person, picture, saved, says } from "./people";
import { Server } from "./server";

let server: Server;
let browser: Browser;

beforeAll(async () => {
  server = await Server.start();
  browser = await launch();
});

// Pages of tests that are over would go on drawing what others do.
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

describe("a design while the server is away", () => {
  test("edits made offline outlive a reload, and everything arrives at another person", async () => {
    const design = await create(server, "Offline");
    const ada = await open(await person(browser, "Ada"), design.url);
    await add(ada, "deployment");
    await saved(ada);
    await appKept(ada);
    await server.kill();
    await says(ada, "Reconnecting");
    await add(ada, "config map");
    await add(ada, "secret");
    await says(ada, "2 edits kept here");

    await ada.reload();

    await node(ada, "secret").waitFor();
    for (const name of ["deployment", "config-map"]) expect(await node(ada, name).count()).toBe(1);
    await says(ada, "Reconnecting, 2 edits kept here");
    await add(ada, "service");
    await says(ada, "3 edits kept here");
    await picture(ada, "offline");

    await server.restart();
    await saved(ada);
    const bob = await open(await person(browser, "Bob"), design.url);
    for (const name of ["deployment", "config-map", "secret", "service"]) await node(bob, name).waitFor();
    await ada.reload();
    await saved(ada);
    await server.kill();
    await ada.reload();
    await says(ada, /^Reconnecting…$/);
    await server.restart();
  });

  test("a browser without network opens the design, and merges with what another did meanwhile", async () => {
    const design = await create(server, "Two histories");
    const context = await person(browser, "Ada");
    const ada = await open(context, design.url);
    const bob = await open(await person(browser, "Bob"), design.url);
    await add(ada, "namespace");
    await appKept(ada);
    await saved(ada);

    await context.setOffline(true);
    await says(ada, "Offline");
    await ada.reload();
    await says(ada, "Offline");
    await add(ada, "pod");
    await says(ada, "Offline, 1 edit kept here");
    await add(bob, "secret");
    await saved(bob);
    await context.setOffline(false);

    await node(ada, "secret").waitFor({ timeout: 30_000 });
    await node(bob, "pod").waitFor({ timeout: 30_000 });
    await Promise.all([saved(ada), saved(bob)]);
  });

  test("a copy of another history is not merged: the person decides", async () => {
    const design = await create(server, "Backup");
    const context = await person(browser, "Ada");
    const ada = await open(context, design.url);
    await add(ada, "pod");
    await saved(ada);
    await ada.evaluate(async (id) => {
      const database = await new Promise<IDBDatabase>((resolve) => {
        const opening = indexedDB.open("meshplay");
        opening.onsuccess = () => resolve(opening.result);
      });
      const store = database.transaction("designs", "readwrite").objectStore("designs");
      await new Promise((resolve) => {
        store.put({ design: id, epoch: "another line", usedAt: 1 }).onsuccess = resolve;
      });
      database.close();
    }, design.id);

    await ada.reload();

    await ada.getByRole("heading", { name: "This design was brought back from a backup" }).waitFor();
    await picture(ada, "replaced");
    await ada.getByRole("button", { name: "Discard this copy and open the design" }).click();
    await saved(ada);
    await node(ada, "pod").waitFor();
  });
});
