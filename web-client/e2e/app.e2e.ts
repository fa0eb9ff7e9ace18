import { get } from "node:http";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { launch, type Look, saved, violations, visit } from "./browser";
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

const node = (page: Page, name: string): Locator =>
  page.locator(".node, .container-node", { has: page.getByText(name, { exact: true }) });

async function open(path: string, name = "Ada", look: Look = {}): Promise<Page> {
  return visit(browser, name, server.url + path, look);
}

async function create(name: string): Promise<string> {
  const answer = await fetch(`${server.url}/api/v1/designs`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name }),
  });
  return ((await answer.json()) as { id: string }).id;
}

async function command(page: Page, typed: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Find a command, a component or a design" }).fill(typed);
  await page.keyboard.press("Enter");
}

async function fromTemplate(page: Page, title: string): Promise<void> {
  await page.getByRole("button", { name: "From template" }).first().click();
  await page.getByRole("dialog").getByRole("button", { name: title }).click();
  await page.waitForURL(/designs\/[^/]+$/);
  await saved(page);
}

describe("the application", () => {
  test("settings stay, and show at once", async () => {
    const page = await open("/settings");
    await page.getByRole("textbox", { name: "Display name" }).fill("Grace Hopper");
    await page.getByRole("radio", { name: "Green" }).check({ force: true });
    await page.getByRole("radio", { name: "Dark" }).check({ force: true });
    await page.getByRole("checkbox", { name: "Others may follow my view" }).uncheck();
    await page.reload();

    expect(await page.getByRole("textbox", { name: "Display name" }).inputValue()).toBe("Grace Hopper");
    expect(await page.getByRole("radio", { name: "Green" }).isChecked()).toBe(true);
    expect(await page.getByRole("checkbox", { name: "Others may follow my view" }).isChecked()).toBe(false);
    expect(await page.locator("html").getAttribute("data-theme")).toBe("dark");
    await page.getByRole("button", { name: "Back" }).click();
    await page.waitForURL("**/designs");
  });

  test("the command palette goes where one says, and the sheet tells its key", async () => {
    const id = await create("Palette of commands");
    const page = await open("/designs");
    await page.locator(".card").first().waitFor();
    await command(page, "open settings");
    await page.waitForURL("**/settings");
    await command(page, "palette of");
    await page.waitForURL(`**/designs/${id}`);
    await saved(page);
    await command(page, "add cron");
    await node(page, "cron-job").waitFor();

    await page.locator("body").press("?");
    const sheet = page.getByRole("dialog", { name: "Keyboard" });
    await sheet.getByText("Find a command").waitFor();
    await page.keyboard.press("Escape");
    await sheet.waitFor({ state: "detached" });
    await page.keyboard.press("Control+z");
    await node(page, "cron-job").waitFor({ state: "detached" });
  });

  test("an address that is none, and one that selects", async () => {
    const page = await open("/nowhere");
    await page.getByRole("heading", { name: "There is no such page" }).waitFor();
    await page.getByRole("link", { name: "Open designs" }).click();
    await fromTemplate(page, "Canary release");
    await node(page, "web-next").click();
    await page.waitForURL(/select=/);

    await page.reload();
    await page.getByRole("heading", { name: "web-next" }).waitFor();
  });

  test("the registry's index is small over the wire", async () => {
    const bytes = await new Promise<number>((resolve, reject) => {
      const headers = { "accept-encoding": "gzip" };
      get(`${server.url}/api/v1/registry/index`, { headers }, (answer) => {
        expect(answer.headers["content-encoding"]).toBe("gzip");
        let sum = 0;
        answer.on("data", (chunk: Buffer) => (sum += chunk.length));
        answer.on("end", () => resolve(sum));
      }).on("error", reject);
    });
    console.log(`index: ${bytes} bytes`);
    expect(bytes).toBeLessThan(80_000);
  });
});

describe("with the keyboard alone", () => {
  test("one adds, renames, connects, configures and commits", async () => {
    const page = await open(`/designs/${await create("By keys")}`);
    await saved(page);
    for (const kind of ["deployment", "service"]) {
      await page.keyboard.press("/");
      await page.keyboard.type(kind);
      await page.locator(".palette-row.active").waitFor();
      await page.keyboard.press("Enter");
      await page.keyboard.press("Escape");
    }
    await command(page, "show the outline");
    const tree = page.getByRole("tree", { name: "Components" });
    await expect.poll(() => tree.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press("Home");
    await page.keyboard.press("F2");
    await page.keyboard.type("checkout");
    await page.keyboard.press("Enter");
    await page.getByRole("treeitem", { name: "checkout, Deployment" }).waitFor();

    await page.keyboard.press("End");
    await page.getByRole("heading", { name: "service" }).waitFor();
    await page.keyboard.press("c");
    await page.getByRole("combobox", { name: "Connect service to" }).fill("check");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Relationship" }).waitFor();
    await page.getByRole("treeitem", { name: "checkout, Deployment, 1 relationship" }).waitFor();

    await tree.focus();
    await page.keyboard.press("Home");
    await page.getByRole("heading", { name: "checkout" }).waitFor();
    await page.keyboard.press("e");
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest(".side-right") !== null)).toBe(true);
    await command(page, "commit a version");
    await page.getByRole("textbox", { name: "What changed, and why" }).waitFor();
    await page.keyboard.type("First, by keys");
    await page.keyboard.press("Enter");
    await page.getByText("Version 1 is committed.").waitFor();
    await page.locator(".versions").getByText("First, by keys").waitFor();
  });
});

describe("versions", () => {
  test("are committed by name, compared, restored, and told as activity", async () => {
    const page = await open("/designs", "Mona Berg");
    await fromTemplate(page, "Web application");
    await page.getByRole("button", { name: "Versions" }).click();
    const commit = async (message: string) => {
      await page.getByRole("textbox", { name: "What changed, and why" }).fill(message);
      await page.getByRole("button", { name: "Commit version", exact: true }).last().click();
      await page.locator(".versions").getByText(message).waitFor();
    };
    await commit("As the template has it");
    await command(page, "web-keys");
    await page.locator(".node.selected", { hasText: "web-keys" }).waitFor();
    await page.keyboard.press("Delete");
    await node(page, "web-keys").waitFor({ state: "detached" });
    await saved(page);
    await commit("Without keys");
    await page.locator(".versions").getByText("Mona Berg").first().waitFor();

    await page.getByRole("button", { name: "Actions for version 2" }).click();
    await page.getByRole("button", { name: "What it changed" }).click();
    const compare = page.getByRole("dialog", { name: "Compare versions" });
    await compare.getByRole("region", { name: "Secret web-keys, removed" }).waitFor();
    await compare.getByRole("tab", { name: "YAML" }).click();
    await compare.locator(".yaml-line.removed", { hasText: "name: web-keys" }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Escape");

    await page.getByRole("button", { name: "Actions for version 1" }).click();
    await page.getByRole("button", { name: "Restore this version" }).click();
    await node(page, "web-keys").waitFor();
    await page.getByRole("tab", { name: "Activity" }).click();
    await page.getByText("restored v1").waitFor();
    expect(await violations(page)).toEqual([]);
  });
});

describe.each(["light", "dark"] as const)("axe finds nothing in the %s theme", (theme) => {
  test.each([
    [1440, 900],
    [390, 844],
  ])("at %i by %i", async (width, height) => {
    const look = { theme, width, height };
    const page = await open("/nowhere", "Ada", look);
    await page.getByRole("heading", { name: "There is no such page" }).waitFor();
    expect(await violations(page)).toEqual([]);

    await page.goto(`${server.url}/settings`);
    await page.getByRole("heading", { name: "Settings" }).waitFor();
    expect(await violations(page)).toEqual([]);

    await page.goto(`${server.url}/designs`);
    await page.getByRole("button", { name: "From template" }).first().click();
    await page.getByRole("dialog").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await fromTemplate(page, "Services behind a gateway");
    expect(await violations(page)).toEqual([]);

    await command(page, "show the outline");
    await page.getByRole("treeitem").first().click();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog", { name: "Commands" }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.locator("body").press("?");
    await page.getByRole("dialog", { name: "Keyboard" }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Escape");

    await page.goto(`${server.url}/designs`);
    await page.locator(".preview svg").first().waitFor();
    expect(await violations(page)).toEqual([]);
  });
});
