import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seed } from "../perf/seed.mjs";
import { still } from "./people";
import { Server } from "./server";

const CHROMIUM = process.env["MESHPLAY_CHROMIUM"] ?? "/usr/bin/chromium";
const ARGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"];
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

type Stored = {
  id: string;
  name: string;
  kind: string;
  pos: number[];
  size: number[];
  parent?: string;
  config: object;
};

let server: Server;
let browser: Browser;
let context: BrowserContext;
const errors: string[] = [];

async function open(id: string): Promise<Page> {
  const page = await context.newPage();
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) errors.push(message.text());
  });
  await page.goto(`${server.url}/designs/${id}`);
  await saved(page);
  return page;
}

async function saved(page: Page): Promise<void> {
  await page.getByTestId("sync-state").filter({ hasText: "All changes saved" }).waitFor({ timeout: 60_000 });
}

async function create(name: string): Promise<string> {
  const answer = await fetch(`${server.url}/api/v1/designs`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name }),
  });
  return ((await answer.json()) as { id: string }).id;
}

async function content(id: string): Promise<{ components: Stored[]; relationships: { from: string; to: string }[] }> {
  const answer = await fetch(`${server.url}/api/v1/designs/${id}/content`);
  return (await answer.json()) as { components: Stored[]; relationships: { from: string; to: string }[] };
}

/** Gives the page a text as if it came from the clipboard: the browser's own is shared with the machine. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const data = new DataTransfer();
    data.setData("text/plain", pasted);
    document.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
}

async function copied(page: Page): Promise<string> {
  return page.evaluate(() => {
    const data = new DataTransfer();
    document.dispatchEvent(new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true }));
    return data.getData("text/plain");
  });
}

const node = (page: Page, name: string): Locator =>
  page.locator(".react-flow__node", { has: page.getByText(name, { exact: true }) });

async function middle(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error("it is not in view");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 5 });
  await page.mouse.move(to.x, to.y, { steps: 5 });
  await page.mouse.up();
}

const MANIFEST = ["api", "web", "cron"]
  .map(
    (name, n) =>
      `apiVersion: ${n === 2 ? "batch/v1" : "v1"}\nkind: ${["Service", "Pod", "CronJob"][n]}\nmetadata: {name: ${name}}\n`,
  )
  .join("---\n");

beforeAll(async () => {
  server = await Server.start();
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS });
  context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: "reduce",
    acceptDownloads: true,
  });
  await context.addInitScript(() => {
    localStorage.setItem("meshplay.person", JSON.stringify({ id: "Ada-0123456789", name: "Ada" }));
  });
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

describe("the canvas", () => {
  test("selects by a box, aligns in one undo step, and copies to another design", async () => {
    const [first, second] = [await create("First"), await create("Second")];
    const page = await open(first);
    await paste(page, MANIFEST);
    await node(page, "cron").waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Shift+Digit1");
    await still(page);

    await drag(page, { x: 250, y: 70 }, { x: 1_100, y: 780 });
    await page.getByText("3 things selected").waitFor();
    const [before] = [await content(first)];
    await page.getByRole("button", { name: "Align left edges" }).click();
    await saved(page);
    const columns = new Set((await content(first)).components.map(({ pos }) => pos[0]));
    expect(columns.size).toBe(1);
    await page.keyboard.press("Control+z");
    await saved(page);
    expect((await content(first)).components.map(({ pos }) => pos)).toEqual(before.components.map(({ pos }) => pos));

    const text = await copied(page);
    const other = await open(second);
    await paste(other, text);
    await node(other, "web").waitFor();
    await saved(other);
    const [here, there] = [await content(first), await content(second)];
    expect(there.components.map(({ name }) => name).sort()).toEqual(["api", "cron", "web"]);
    expect(there.components.some(({ id }) => here.components.some((known) => known.id === id))).toBe(false);
    await other.close();
    await page.close();
  });

  test("a namespace takes in what is dropped on it, and lets it go", async () => {
    const id = await create("Namespaces");
    const page = await open(id);
    await paste(page, `apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n---\n${MANIFEST}`);
    await node(page, "shop").waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Shift+Digit1");
    await still(page);
    const [pod, box] = [await middle(node(page, "web")), await middle(node(page, "shop"))];
    await drag(page, pod, box);
    await saved(page);
    const stored = async () => (await content(id)).components.find(({ name }) => name === "web");
    const shop = (await content(id)).components.find(({ name }) => name === "shop");
    expect(await stored()).toMatchObject({ parent: shop?.id, config: { "/metadata/namespace": "shop" } });

    await drag(page, box, pod);
    await saved(page);
    expect((await stored())?.parent).toBeUndefined();
    expect((await stored())?.config).not.toHaveProperty(["/metadata/namespace"]);
    await page.close();
  });

  test("the overview of a large design finds, selects and moves what is under the pointer", async () => {
    const id = await seed(server.url, "Large", 400, 500);
    const page = await open(id);
    await page.getByRole("img", { name: /components, too small/ }).waitFor();
    expect(await page.locator(".react-flow__node").count()).toBe(0);
    await page.mouse.move(660, 420);
    const { components } = await content(id);

    await page.keyboard.press("Control+f");
    await page.getByLabel("Find on the canvas").fill("team-7");
    await page.keyboard.press("Enter");
    await page.getByText("team-7", { exact: true }).first().waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Shift+Digit1");
    await still(page);
    // Where the fitted view puts each component: a click there selects that one and no other.
    const boxes = components.map(({ pos, size }) => [pos[0] ?? 0, pos[1] ?? 0, size[0] ?? 0, size[1] ?? 0] as const);
    const [left, top] = [Math.min(...boxes.map(([x]) => x)), Math.min(...boxes.map(([, y]) => y))];
    const [right, bottom] = [
      Math.max(...boxes.map(([x, , width]) => x + width)),
      Math.max(...boxes.map(([, y, , height]) => y + height)),
    ];
    const canvas = await page.locator(".canvas").boundingBox();
    if (canvas === null) throw new Error("no canvas");
    const zoom = await page
      .locator(".react-flow__viewport")
      .evaluate((element) => new DOMMatrix(getComputedStyle(element).transform).a);
    const screen = ({ pos, size }: Stored) => ({
      x: canvas.x + canvas.width / 2 + ((pos[0] ?? 0) + (size[0] ?? 0) / 2 - (left + right) / 2) * zoom,
      y: canvas.y + canvas.height / 2 + ((pos[1] ?? 0) + (size[1] ?? 0) / 2 - (top + bottom) / 2) * zoom,
    });
    const free = components.filter(({ kind }) => kind !== "Namespace").filter((_, n) => n % 37 === 0);
    for (const component of free) {
      const { x, y } = screen(component);
      if (y > canvas.y + canvas.height - 140) continue;
      await page.mouse.click(x, y);
      await page.getByRole("heading", { name: component.name, exact: true }).waitFor({ timeout: 5_000 });
    }
    const target = free[1];
    if (target === undefined) throw new Error("no component");
    const from = screen(target);
    await drag(page, from, { x: from.x + 40, y: from.y + 6 });
    await saved(page);
    const moved = (await content(id)).components.find((component) => component.id === target.id);
    expect(moved?.pos).not.toEqual(target.pos);
    const others = (await content(id)).components.filter(
      ({ id: one, pos, kind }) =>
        kind !== "Namespace" &&
        one !== target.id &&
        String(pos) !== String(components.find((component) => component.id === one)?.pos),
    );
    expect(others).toEqual([]);
    await page.close();
  });

  test("tidies up in a worker, exports an SVG, and that SVG is the design again", async () => {
    const id = await seed(server.url, "Picture", 20, 25);
    const page = await open(id);
    const places = async () => JSON.stringify((await content(id)).components.map(({ pos }) => pos));
    const before = await places();
    await page.locator("body").press("Shift+Alt+T");
    await expect.poll(places, { timeout: 20_000 }).not.toBe(before);
    await saved(page);

    await page.getByRole("button", { name: "Export a picture" }).click();
    const waiting = page.waitForEvent("download");
    await page.getByRole("button", { name: /SVG/ }).click();
    const file = await (await waiting).path();
    const svg = readFileSync(file, "utf8");
    expect(svg).toContain("<metadata>");

    const other = await create("Again");
    const again = await open(other);
    await again.evaluate((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], "picture.svg", { type: "image/svg+xml" }));
      const canvas = document.querySelector(".canvas");
      canvas?.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
    }, svg);
    await again.getByText("team-1", { exact: true }).first().waitFor();
    await saved(again);
    const [one, two] = [await content(id), await content(other)];
    const shape = (stored: typeof one) =>
      stored.components.map(({ name, kind, size }) => `${kind} ${name} ${size.join()}`).sort();
    expect(shape(two)).toEqual(shape(one));
    expect(two.relationships).toHaveLength(one.relationships.length);
    await again.close();
    await page.close();
  });

  test("has no serious finding of axe with its bars open, and nothing broke the page's policy", async () => {
    const page = await open(await seed(server.url, "Axe", 12, 8));
    await page.getByRole("button", { name: "Layers" }).click();
    const found = await page.evaluate(`${axe}; axe.run(document, { resultTypes: ["violations"] })`);
    const { violations } = found as { violations: { id: string; impact: string; nodes: { html: string }[] }[] };
    expect(
      violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
    ).toEqual([]);
    expect(errors).toEqual([]);
    await page.close();
  });
});
