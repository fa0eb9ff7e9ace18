import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { Server } from "./server";

const CHROMIUM = process.env["MESHPLAY_CHROMIUM"] ?? "/usr/bin/chromium";
const ARGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"];
/** Where pictures go, when somebody wants to look at them. */
const PICTURES = process.env["MESHPLAY_PICTURES"];
const REGISTRY = fileURLToPath(new URL("registry", import.meta.url));

let server: Server;
let browser: Browser;

async function person(name: string, design: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addInitScript((wanted) => {
    localStorage.setItem("meshplay.person", JSON.stringify({ id: `${wanted}-0123456789`, name: wanted }));
  }, name);
  const page = await context.newPage();
  await page.goto(`${server.url}/designs/${design}`);
  await saved(page);
  return page;
}

async function saved(page: Page): Promise<void> {
  await page.getByTestId("sync-state").filter({ hasText: "All changes saved" }).waitFor({ timeout: 30_000 });
}

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES !== undefined) await page.screenshot({ path: `${PICTURES}/${name}.png` });
}

async function create(): Promise<string> {
  const answer = await fetch(`${server.url}/api/v1/designs`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "From the registry" }),
  });
  return ((await answer.json()) as { id: string }).id;
}

/** The configuration of the only component, as the server has it. */
async function config(design: string): Promise<unknown> {
  const answer = await fetch(`${server.url}/api/v1/designs/${design}/content`);
  return ((await answer.json()) as { components: { config: unknown }[] }).components[0]?.config;
}

beforeAll(async () => {
  server = await Server.start(REGISTRY);
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

describe("the palette and the form use the registry", () => {
  test("hpa is found by its initials, and what one types the other sees", async () => {
    const design = await create();
    const [ada, bob] = [await person("Ada", design), await person("Bob", design)];
    await ada.locator("body").press("/");
    await ada.keyboard.type("hpa");
    await ada.locator(".palette-row.active", { hasText: "HorizontalPodAutoscaler" }).waitFor();
    await picture(ada, "palette");
    await ada.keyboard.press("Enter");
    await ada.keyboard.press("Escape");
    await bob.locator(".node").click();

    await ada.getByRole("textbox", { name: "Max replicas" }).fill("7");

    await expect.poll(() => bob.getByRole("textbox", { name: "Max replicas" }).inputValue()).toBe("7");
    await bob.getByRole("button", { name: "Behavior" }).click();
    await bob.getByRole("combobox", { name: "Policy" }).selectOption("Min");
    await bob.getByRole("button", { name: "Zones" }).click();
    await bob.getByRole("button", { name: "Add", exact: true }).click();
    await bob.keyboard.type("north");
    await bob.keyboard.press("Enter");
    await bob.keyboard.type("south");
    await bob.keyboard.press("Tab");
    await ada.getByRole("button", { name: "Behavior" }).click();
    await expect.poll(() => ada.getByRole("combobox", { name: "Policy" }).inputValue()).toBe("Min");
    await ada.getByRole("button", { name: "Zones" }).click();
    await expect.poll(() => ada.getByRole("textbox", { name: "Zone 2" }).inputValue()).toBe("south");
    await ada.getByRole("textbox", { name: "Min replicas" }).fill("few");
    await ada.getByText("Not a whole number: use 3").waitFor();
    await ada.getByRole("textbox", { name: "Max replicas" }).fill("");
    await ada.getByRole("textbox", { name: "Max replicas" }).blur();
    await ada.getByText('The field "maxReplicas" is missing.').waitFor();
    await picture(ada, "form");
    await picture(bob, "form-other");
    await Promise.all([saved(ada), saved(bob)]);

    expect(await config(design)).toEqual({
      "/spec/minReplicas": 2,
      "/spec/behavior/policy": "Min",
      "/spec/zones": ["north", "south"],
    });
    expect(await ada.title()).not.toContain("broken in");
  });

  test("what values say is drawn dashed, with the reason as its tooltip", async () => {
    const shop = [
      "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}}",
      "apiVersion: v1\nkind: Pod\nmetadata: {name: pod, labels: {app: web}}",
    ].join("\n---\n");
    const headers = { "content-type": "application/yaml" };
    const answer = await fetch(`${server.url}/api/v1/designs/import?name=Shop`, {
      method: "POST",
      body: shop,
      headers,
    });
    const page = await person("Ada", ((await answer.json()) as { design: { id: string } }).design.id);

    const reason = await page.locator(".react-flow__edge.inferred title").textContent();

    expect(reason).toContain("selector");
    await page.locator(".node", { hasText: "web" }).first().click();
    await page.getByRole("tab", { name: /Relations/ }).click();
    await page.getByRole("region", { name: "Inferred relationships" }).waitFor();
    await picture(page, "inferred");
  });

  test("a kind that only the registry knows, no kind, and no registry", async () => {
    const page = await person("Ada", await create());
    await page.locator("body").press("/");
    await page.keyboard.type("wigdet");
    await page.locator(".palette-row.active img").waitFor();
    await page.keyboard.press("Enter");
    await page.locator(".node", { hasText: "widget-factory" }).waitFor();
    await page.getByRole("textbox", { name: "Size" }).waitFor();

    const field = page.getByRole("searchbox", { name: "Add component" });
    await field.fill("qqqqqqqq");
    await page.getByText("No component is called “qqqqqqqq”.").waitFor();

    await page.route("**/api/v1/registry/index", (route) => route.abort());
    await page.reload();
    await page.getByText("The registry could not be read.").waitFor();
    await picture(page, "failed");
    await page.unroute("**/api/v1/registry/index");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText("The registry could not be read.").waitFor({ state: "detached" });
    await field.fill("secret");
    await field.press("Enter");
    await page.locator(".node", { hasText: "secret" }).waitFor();
  });
});
