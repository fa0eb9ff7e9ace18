import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { add, create, launch, node, open, person, picture, saved, still, violations } from "./people";
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

async function two(name: string): Promise<{ ada: Page; bob: Page; id: string; url: string }> {
  const design = await create(server, name);
  const ada = await open(await person(browser, "Ada Byron"), design.url);
  const bob = await open(await person(browser, "Bob", { theme: "dark" }), design.url);
  return { ada, bob, ...design };
}

/** Where a component stands on the screen. */
async function place(page: Page, name: string): Promise<{ x: number; y: number }> {
  const box = await node(page, name).boundingBox();
  if (box === null) throw new Error(`${name} is not in view`);
  return { x: box.x, y: box.y };
}

async function commit(design: string): Promise<{ hash: string }> {
  const answer = await fetch(`${server.url}/api/v1/designs/${design}/versions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ message: "so far" }),
  });
  expect(answer.status).toBe(201);
  return (await answer.json()) as { hash: string };
}

/** Leaves the palette, so that letters are keys. */
async function leave(page: Page): Promise<void> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
}

describe("comments of two people", () => {
  test("a thread on a component: mention, unread, answer, resolve, and the pin goes with the component", async () => {
    const { ada, bob, id } = await two("Comments");
    await add(ada, "deployment");
    await node(bob, "deployment").waitFor();
    await leave(ada);
    await saved(ada);

    await ada.keyboard.press("m");
    const at = await place(ada, "deployment");
    await ada.mouse.click(at.x + 60, at.y + 40);
    await ada.getByRole("textbox", { name: "Comment on deployment" }).fill("Why two? @bo");
    await ada.getByRole("option", { name: "Bob" }).waitFor();
    await picture(ada, "comment-mention");
    await ada.keyboard.press("Enter");
    await ada.keyboard.type("<b>really</b>");
    await ada.keyboard.press("Enter");
    await ada.getByRole("dialog", { name: "Comment" }).getByText("<b>really</b>").waitFor();

    await bob.getByText("Ada Byron mentioned you: Why two? @Bob <b>really</b>").waitFor();
    await bob.getByRole("button", { name: "Comments, 1 unread" }).click();
    await picture(bob, "comments-unread");
    await bob.getByRole("button", { name: /^Ada Byron/ }).click();
    await bob.getByRole("dialog", { name: "Comment" }).waitFor();
    await bob.getByRole("button", { name: "Comments", exact: true }).waitFor();
    await bob.getByRole("textbox", { name: "Reply" }).fill("One is the spare.");
    await bob.keyboard.press("Enter");
    await ada.getByRole("dialog", { name: "Comment" }).getByText("One is the spare.").waitFor();
    await picture(ada, "thread-light");
    await picture(bob, "thread-dark");
    expect(await violations(bob)).toEqual([]);
    expect(await violations(ada)).toEqual([]);

    const pin = bob.getByRole("button", { name: /comment by Ada Byron on deployment$/ });
    const before = await pin.boundingBox();
    await ada.keyboard.press("Escape");
    const from = await place(ada, "deployment");
    await ada.mouse.move(from.x + 130, from.y + 20);
    await ada.mouse.down();
    await ada.mouse.move(from.x + 290, from.y + 120, { steps: 10 });
    await expect
      .poll(async () => Math.round(((await pin.boundingBox())?.x ?? 0) - (before?.x ?? 0)))
      .toBeGreaterThan(60);
    await ada.mouse.up();

    await saved(ada);
    const first = await commit(id);
    await bob.getByRole("button", { name: "Resolve", exact: true }).click();
    await pin.waitFor({ state: "detached" });
    await ada.getByRole("button", { name: /: comment by Ada Byron/ }).waitFor({ state: "detached" });
    await Promise.all([saved(ada), saved(bob)]);
    await ada.reload();
    await saved(ada);
    await ada.getByRole("button", { name: "Comments", exact: true }).click();
    await ada.getByText("No open comment.").waitFor();
    await ada.getByRole("button", { name: "Resolved" }).click();
    await ada.getByRole("button", { name: /^Ada Byron/ }).waitFor();

    expect((await commit(id)).hash).toBe(first.hash);
  });

  test("on a place and on a field, by keyboard alone, and one's own words changed and taken back", async () => {
    const { ada, bob } = await two("Places");
    await add(ada, "service");
    await node(bob, "service").waitFor();
    await leave(ada);
    await ada.keyboard.press("m");
    await ada.getByRole("button", { name: /^Choose what to comment on/ }).waitFor();
    await ada.keyboard.press("Enter");
    await ada.keyboard.type("By keyboard");
    await ada.keyboard.press("Enter");
    await bob.getByRole("button", { name: "AB, 1 message, 1 unread: comment by Ada Byron on service" }).waitFor();
    await ada.keyboard.press("Escape");

    await ada.getByRole("button", { name: "Comment on Name" }).focus();
    await ada.keyboard.press("Enter");
    await ada.getByRole("textbox", { name: "Comment on name of service" }).fill("Call it shop");
    await ada.keyboard.press("Enter");
    await bob.getByRole("button", { name: /on name of service/ }).click();
    const message = ada.getByRole("listitem").filter({ hasText: "Call it shop" });
    await message.getByRole("button", { name: "Edit message" }).click();
    await ada.getByRole("textbox", { name: "Message" }).fill("Call it store");
    await ada.keyboard.press("Enter");
    await bob.getByText("Call it store").waitFor();
    expect(await bob.getByRole("button", { name: "Edit message" }).count()).toBe(0);
    await ada.getByRole("button", { name: "Delete message" }).click();
    await bob.getByText("Call it store").waitFor({ state: "detached" });

    await leave(bob);
    await bob.keyboard.press("m");
    await bob.mouse.click(420, 760);
    await bob.getByRole("textbox", { name: "Comment on the canvas" }).fill("An empty corner");
    await bob.keyboard.press("Enter");
    await ada.getByRole("button", { name: "BO, 1 message, 1 unread: comment by Bob on the canvas" }).waitFor();
  });
});

describe("following a person", () => {
  test("their view is shown until one acts oneself; whoever says no is not followed", async () => {
    const { ada, bob } = await two("Follow");
    await add(ada, "pod");
    await node(bob, "pod").waitFor();
    await bob.getByRole("button", { name: "AB: Follow Ada Byron" }).click();
    await ada.getByText("Bob follows you").waitFor();
    const before = await place(bob, "pod");

    await ada.mouse.move(700, 500);
    await ada.mouse.wheel(0, 260);

    await expect.poll(async () => Math.abs((await place(bob, "pod")).y - before.y)).toBeGreaterThan(100);
    const there = await place(ada, "pod");
    await expect.poll(async () => Math.abs((await place(bob, "pod")).y - there.y)).toBeLessThan(6);
    await picture(bob, "following");
    expect(await violations(bob)).toEqual([]);

    await bob.keyboard.press("Escape");
    await bob.getByText("Following Ada Byron").waitFor({ state: "detached" });
    await ada.getByText("Bob follows you").waitFor({ state: "detached" });
    await still(bob);
    const left = await place(bob, "pod");
    const cursor = bob.locator(".cursor", { hasText: "Ada Byron" });
    const seen = await cursor.boundingBox();
    await ada.mouse.wheel(0, -400);
    await still(ada);
    await ada.mouse.move(560, 360);
    // What Ada does is told in order: whoever sees the pointer has heard of the view.
    await expect.poll(() => cursor.boundingBox()).not.toEqual(seen);
    await still(bob);
    expect(await place(bob, "pod")).toEqual(left);

    await bob.getByRole("button", { name: "AB: Follow Ada Byron" }).click();
    await ada.getByText("Bob follows you").waitFor();
    await ada.getByRole("button", { name: /you are Ada Byron/ }).click();
    await ada.getByRole("checkbox", { name: "Others may follow my view" }).uncheck();
    await bob.getByRole("button", { name: "AB: Ada Byron does not want to be followed" }).waitFor();
    await bob.getByText("Following Ada Byron").waitFor({ state: "detached" });
  });

  test("more people than fit are behind a number, and each of them can be followed", async () => {
    const design = await create(server, "Crowd");
    const ada = await open(await person(browser, "Ada Byron"), design.url);
    await Promise.all(
      ["Bea", "Cem", "Dia", "Eva", "Fay", "Gus"].map(async (name) => open(await person(browser, name), design.url)),
    );

    await ada.getByRole("button", { name: "+2: everybody who is here" }).click();
    await picture(ada, "people");
    await ada.getByRole("dialog", { name: "People here" }).getByRole("button", { name: "Gus" }).click();

    await ada.getByText("Following Gus").waitFor();
  });
});
