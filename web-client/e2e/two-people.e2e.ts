import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Browser, chromium, type Locator, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { Server } from "./server";

const CHROMIUM = process.env["MESHPLAY_CHROMIUM"] ?? "/usr/bin/chromium";
const ARGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"];
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let server: Server;
let browser: Browser;

async function person(name: string, url: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, bypassCSP: false });
  await context.addInitScript((wanted) => {
    localStorage.setItem("meshplay.person", JSON.stringify({ id: `${wanted}-0123456789`, name: wanted }));
  }, name);
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

const node = (page: Page, name: string): Locator =>
  page.locator(".node", { has: page.getByText(name, { exact: true }) });

async function saved(page: Page): Promise<void> {
  await page.getByTestId("sync-state").filter({ hasText: "All changes saved" }).waitFor({ timeout: 30_000 });
}

async function add(page: Page, query: string): Promise<void> {
  await page.locator("body").press("/");
  await page.keyboard.type(query);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
}

async function rename(page: Page, from: string, to: string): Promise<void> {
  await node(page, from).dblclick();
  await page.getByLabel("Component name").fill(to);
  await page.keyboard.press("Enter");
}

async function drag(page: Page, name: string, dx: number, dy: number): Promise<void> {
  const box = await node(page, name).boundingBox();
  if (box === null) throw new Error(`${name} is not in view`);
  await page.mouse.move(box.x + 90, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + 90 + dx, box.y + 20 + dy, { steps: 12 });
  await page.mouse.up();
}

/** Names and places as the server has them. */
async function content(designId: string): Promise<Record<string, readonly number[]>> {
  const answer = await fetch(`${server.url}/api/v1/designs/${designId}/content`);
  const { components } = (await answer.json()) as { components: { name: string; pos: number[] }[] };
  return Object.fromEntries(components.map(({ name, pos }) => [name, pos]));
}

async function create(): Promise<{ id: string; url: string }> {
  const answer = await fetch(`${server.url}/api/v1/designs`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "Two people" }),
  });
  const { id } = (await answer.json()) as { id: string };
  return { id, url: `${server.url}/designs/${id}` };
}

async function serious(page: Page): Promise<readonly string[]> {
  const found = await page.evaluate(`${axe}; axe.run(document, { resultTypes: ["violations"] })`);
  const { violations } = found as { violations: { id: string; impact: string; nodes: { html: string }[] }[] };
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

beforeAll(async () => {
  server = await Server.start();
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS });
});

// Pages of tests that are over would go on drawing what others do.
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

describe("two people on one design", () => {
  test("edit together, and the death of the server takes nothing", async () => {
    const design = await create();
    const [ada, bob] = [await person("Ada", design.url), await person("Bob", design.url)];
    await Promise.all([saved(ada), saved(bob)]);

    await add(ada, "deployment");
    await node(bob, "deployment").waitFor();
    await rename(bob, "deployment", "checkout");
    await node(ada, "checkout").waitFor();
    await drag(ada, "checkout", 180, 120);
    await ada.mouse.move(700, 300);
    await bob.locator(".cursor", { hasText: "Ada" }).waitFor();
    await ada.getByRole("button", { name: "BO: Follow Bob" }).waitFor();
    await Promise.all([saved(ada), saved(bob)]);
    const before = await content(design.id);

    await server.kill();
    await ada.getByTestId("sync-state").filter({ hasText: "Reconnecting" }).waitFor({ timeout: 20_000 });
    await add(ada, "config map");
    await add(bob, "secret");
    await drag(bob, "checkout", -60, 90);
    await ada.getByTestId("sync-state").filter({ hasText: "kept here" }).waitFor();
    await server.restart();
    await Promise.all([saved(ada), saved(bob)]);
    for (const page of [ada, bob]) {
      for (const name of ["checkout", "config-map", "secret"]) await node(page, name).waitFor({ timeout: 30_000 });
    }

    const after = await content(design.id);
    expect(Object.keys(after).sort()).toEqual(["checkout", "config-map", "secret"]);
    expect(after["checkout"]).not.toEqual(before["checkout"]);
    const place = async (page: Page) =>
      page.locator(".react-flow__node", { hasText: "checkout" }).getAttribute("style");
    expect(await place(ada)).toBe(await place(bob));
  });

  test("undo takes back one's own and leaves the other's", async () => {
    const design = await create();
    const [ada, bob] = [await person("Ada", design.url), await person("Bob", design.url)];
    await Promise.all([saved(ada), saved(bob)]);
    await add(ada, "pod");
    await node(bob, "pod").waitFor();
    await rename(bob, "pod", "bobs");
    await node(ada, "bobs").waitFor();

    await ada.locator(".react-flow__pane").click({ position: { x: 60, y: 60 } });
    await ada.keyboard.press("Control+z");

    await ada.getByText("Someone changed bobs since, so it was not undone.").waitFor();
    await node(ada, "bobs").waitFor();
  });

  test("pages have no serious finding of axe, and a deleted design says so", async () => {
    const design = await create();
    const page = await person("Ada", design.url);
    await saved(page);
    await add(page, "service");
    await node(page, "service").waitFor();
    expect(await serious(page)).toEqual([]);

    await fetch(`${server.url}/api/v1/designs/${design.id}`, { method: "DELETE" });
    await page.getByRole("heading", { name: "This design was deleted" }).waitFor();

    await page.goto(`${server.url}/designs`);
    await page.locator(".preview").first().waitFor();
    expect(await serious(page)).toEqual([]);
  });
});
