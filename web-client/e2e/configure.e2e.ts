import { rmSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { LARGE_THING, PROPERTIES, withLargeKind } from "../perf/large-kind.mjs";
import { Server } from "./server";

const CHROMIUM = process.env["MESHPLAY_CHROMIUM"] ?? "/usr/bin/chromium";
const ARGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"];
const PICTURES = process.env["MESHPLAY_PICTURES"];

let server: Server;
let browser: Browser;
let registry: string;

async function person(name: string, design: string, scheme: "light" | "dark" = "light"): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: scheme });
  await context.addInitScript((wanted) => {
    localStorage.setItem("meshplay.person", JSON.stringify({ id: `${wanted}-0123456789`, name: wanted }));
  }, name);
  const page = await context.newPage();
  page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) refused.push(message.text());
  });
  await page.goto(`${server.url}/designs/${design}`);
  await saved(page);
  return page;
}

/** What the content security policy refused on any page. */
const refused: string[] = [];

async function saved(page: Page): Promise<void> {
  await page.getByTestId("sync-state").filter({ hasText: "All changes saved" }).waitFor({ timeout: 30_000 });
}

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES !== undefined) await page.screenshot({ path: `${PICTURES}/${name}.png` });
}

/** A design made of Kubernetes objects. */
async function imported(name: string, ...objects: string[]): Promise<string> {
  const answer = await fetch(`${server.url}/api/v1/designs/import?name=${name}`, {
    method: "POST",
    headers: { "content-type": "application/yaml" },
    body: objects.join("\n---\n"),
  });
  return ((await answer.json()) as { design: { id: string } }).design.id;
}

type Content = { components: { name: string; config: Record<string, unknown> }[]; relationships: unknown[] };

async function content(design: string): Promise<Content> {
  return (await (await fetch(`${server.url}/api/v1/designs/${design}/content`)).json()) as Content;
}

async function config(design: string): Promise<Record<string, unknown> | undefined> {
  return (await content(design)).components[0]?.config;
}

const text = (page: Page) => page.locator(".cm-content");
const yamlOf = async (page: Page) => (await page.locator(".cm-line").allTextContents()).join("\n");

/** Puts the caret at the end of the line that starts so. */
async function atLine(page: Page, start: string): Promise<void> {
  await page.locator(".cm-line", { hasText: start }).first().click();
  await page.keyboard.press("End");
}

beforeAll(async () => {
  registry = await withLargeKind();
  server = await Server.start(registry);
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS });
});

// Pages of tests that are over would go on drawing what others do.
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  rmSync(registry, { recursive: true, force: true });
});

const AUTOSCALER = `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web, labels: {app: web}}
spec: {minReplicas: 2, maxReplicas: 5, scaleTargetRef: {kind: Deployment, name: web}}`;

describe("one component by form and by YAML", () => {
  test("what one types in the form is in the other's text, and the other way round, with comments", async () => {
    const design = await imported("Both", AUTOSCALER);
    const [ada, bob] = [await person("Ada", design), await person("Bob", design, "dark")];
    await ada.locator(".node").click();
    await bob.locator(".node").click();
    await bob.getByRole("button", { name: "Form and YAML side by side" }).click();
    await text(bob).waitFor();
    expect(await yamlOf(bob)).toContain("kind: HorizontalPodAutoscaler\nmetadata:\n  name: web");

    await atLine(bob, "minReplicas");
    await bob.keyboard.type(" # never less");
    await ada.getByRole("textbox", { name: "Max replicas" }).fill("12");
    await expect.poll(() => yamlOf(bob)).toContain("maxReplicas: 12");
    await bob.keyboard.type(", says Bob");
    await expect.poll(() => yamlOf(bob)).toContain("minReplicas: 2 # never less, says Bob");
    expect(await bob.locator(".cm-person").textContent()).toBe("Ada");
    await picture(bob, "side-by-side-dark");
    await picture(ada, "configure-light");
    await ada.getByText("Bob is here").waitFor();

    await atLine(bob, "maxReplicas");
    await bob.keyboard.press("Enter");
    await bob.keyboard.type("behavior:\n  paused: true");
    await ada.getByRole("button", { name: "Behavior" }).click();
    await expect.poll(() => ada.getByRole("combobox", { name: "Paused" }).inputValue()).toBe("true");
    await ada.getByRole("tab", { name: "YAML" }).click();
    await expect.poll(() => yamlOf(ada)).toContain("# never less, says Bob");
    await picture(ada, "yaml-light");
    await Promise.all([saved(ada), saved(bob)]);
    expect(await config(design)).toMatchObject({
      "/spec/minReplicas": 2,
      "/spec/maxReplicas": 12,
      "/spec/behavior/paused": true,
      "/metadata/labels/app": "web",
    });
    expect(refused).toEqual([]);
  });

  test("a text that cannot be read is kept with its line, nothing of it is applied, and others' changes come in later", async () => {
    const design = await imported("Draft", AUTOSCALER);
    const [ada, bob] = [await person("Ada", design), await person("Bob", design)];
    await ada.locator(".node").click();
    await ada.getByRole("tab", { name: "YAML" }).click();
    await text(ada).waitFor();
    await atLine(ada, "minReplicas");
    await ada.keyboard.type(" ] wrong: {");
    const status = ada.getByRole("region", { name: "YAML" }).getByRole("status");
    await status.getByText("nothing is applied until it can be read").waitFor();
    expect(await status.getByRole("button", { name: /^Line \d+$/ }).textContent()).toMatch(/Line (7|8|9|10)/);
    await bob.locator(".node").click();
    await bob.getByRole("textbox", { name: "Max replicas" }).fill("9");
    await status.getByText("Others have changed this component meanwhile").waitFor();
    await picture(ada, "yaml-wrong");
    expect(await config(design)).toMatchObject({ "/spec/minReplicas": 2 });

    for (let n = 0; n < " ] wrong: {".length; n += 1) await ada.keyboard.press("Backspace");
    await expect.poll(() => yamlOf(ada)).toContain("maxReplicas: 9");
    await status.getByText("What you type is shared at once.").waitFor();
  });

  test("labels are rows, a search opens what it finds, and a wrong value says what is right", async () => {
    const design = await imported("Rows", AUTOSCALER);
    const page = await person("Ada", design);
    await page.locator(".node").click();
    await page.getByRole("searchbox", { name: "Find a field" }).fill("paused");
    await page.getByRole("combobox", { name: "Paused" }).selectOption("true");
    await picture(page, "search");
    await page.getByRole("searchbox", { name: "Find a field" }).fill("");
    await page.getByRole("button", { name: "Zones" }).click();
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.keyboard.type("north");
    await page.keyboard.press("Enter");
    await page.keyboard.type("south");
    await page.keyboard.press("Tab");
    await expect
      .poll(() => config(design))
      .toMatchObject({ "/spec/zones": ["north", "south"], "/spec/behavior/paused": true });
    await page.getByRole("button", { name: "Remove Zone 1" }).click();
    await expect.poll(() => config(design)).toMatchObject({ "/spec/zones": ["south"] });
    await page.getByRole("textbox", { name: "Min replicas" }).fill("few");
    await page.getByText("Not a whole number: use 3").waitFor();
    await picture(page, "rows");
  });
});

describe("relationships", () => {
  const SHOP = [
    "apiVersion: v1\nkind: Service\nmetadata: {name: front}\nspec: {selector: {app: web}}",
    "apiVersion: v1\nkind: Pod\nmetadata: {name: pod, labels: {app: web}}",
  ];

  test("an inferred one says why, is pinned, or hidden and shown again", async () => {
    const design = await imported("Why", ...SHOP);
    const page = await person("Ada", design);
    await page.locator(".node", { hasText: "front" }).click();
    await page.getByRole("tab", { name: /Relations/ }).click();
    await page.getByRole("button", { name: "Why this edge?" }).click();
    await page.getByRole("heading", { name: "Why this edge?" }).waitFor();
    await page.locator(".reason code.value", { hasText: "web" }).first().waitFor();
    await picture(page, "why-light");
    await page.getByRole("button", { name: "Hide" }).click();
    await page.locator(".react-flow__edge.inferred").waitFor({ state: "detached" });
    await page.locator(".node", { hasText: "front" }).click();
    await picture(page, "hidden");
    await page.getByRole("button", { name: "Show again" }).last().click();
    await page.getByRole("button", { name: "Why this edge?" }).click();
    await page.getByRole("button", { name: "Pin" }).click();
    await page.getByText("Inferred from values, and pinned.").waitFor();
    await page.locator(".react-flow__edge.inferred").waitFor({ state: "detached" });
    await saved(page);
    expect((await content(design)).relationships).toHaveLength(1);
  });
});

describe("a relationship drawn by hand", () => {
  test("shows what it would write, and writes it when that is applied", async () => {
    const design = await imported(
      "Drawn",
      "apiVersion: v1\nkind: Service\nmetadata: {name: front}\nspec: {type: ClusterIP}",
      "apiVersion: v1\nkind: Pod\nmetadata: {name: pod, labels: {app: web}}",
    );
    const page = await person("Ada", design);
    const front = page.locator(".node", { hasText: "front" });
    await front.hover();
    const from = page.locator(".react-flow__node", { hasText: "front" }).locator(".react-flow__handle-right");
    const [start, end] = [await from.boundingBox(), await page.locator(".node", { hasText: "pod" }).boundingBox()];
    if (start === null || end === null) throw new Error("not drawn");
    await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
    await page.mouse.down();
    await page.mouse.move(end.x + 20, end.y + end.height / 2, { steps: 8 });
    await page.mouse.move(end.x + 2, end.y + end.height / 2, { steps: 4 });
    await page.mouse.up();

    const proposed = page.getByRole("region", { name: "Proposed changes" });
    await proposed.getByText("/spec/selector").first().waitFor();
    await picture(page, "proposed");
    expect(JSON.stringify((await content(design)).components)).not.toContain("/spec/selector");
    await proposed.getByRole("button", { name: /^Apply/ }).click();

    await proposed.waitFor({ state: "detached" });
    expect(JSON.stringify((await content(design)).components)).toContain("/spec/selector");
  });
});

describe("a form of 1,015 properties", () => {
  test("draws what is open alone, keeps every key that is pressed, and finds among all", async () => {
    const design = await imported("Large", LARGE_THING);
    const page = await person("Ada", design);
    await page.locator(".node").click();
    for (const name of ["Section0", "Section1", "Section2"])
      await page.getByRole("button", { name, exact: true }).click();
    const controls = page.locator(".configuration input, .configuration select, .configuration textarea");
    await page.getByRole("textbox", { name: "Field100", exact: true }).waitFor();
    expect(await controls.count()).toBeGreaterThan(90);
    expect(await controls.count()).toBeLessThan(PROPERTIES / 4);

    const field = page.getByRole("textbox", { name: "Field1", exact: true });
    await field.press("End");
    await page.keyboard.type("x".repeat(60));
    expect(await field.inputValue()).toBe(`a${"x".repeat(60)}`);
    await expect.poll(() => config(design)).toMatchObject({ "/spec/field1": `a${"x".repeat(60)}` });

    // In a section that was never open; its description is what fits.
    await page.getByRole("searchbox", { name: "Find a field" }).pressSequentially("field number 640");
    await page.getByRole("textbox", { name: "Field640", exact: true }).fill("found");
    await expect.poll(async () => JSON.stringify(await config(design))).toContain('"found"');
    expect(await controls.count()).toBeLessThan(60);
  });
});
