import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from "playwright-core";
import type { Server } from "./server";

const CHROMIUM = process.env["MESHPLAY_CHROMIUM"] ?? "/usr/bin/chromium";
const ARGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"];
/** Where pictures go, when somebody wants to look at them. */
const PICTURES = process.env["MESHPLAY_PICTURES"];
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export async function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: ARGS });
}

type Options = { readonly theme?: "light" | "dark"; readonly width?: number; readonly height?: number };

/** A browser of one person, who stays the same over reloads. */
export async function person(browser: Browser, name: string, options: Options = {}): Promise<BrowserContext> {
  const { width = 1440, height = 900, theme = "light" } = options;
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme });
  await context.addInitScript((wanted) => {
    localStorage.setItem("meshplay.person", JSON.stringify({ id: `${wanted}-0123456789`, name: wanted }));
  }, name);
  return context;
}

export async function open(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(url);
  await saved(page);
  return page;
}

export async function create(server: Server, name: string): Promise<{ id: string; url: string }> {
  const answer = await fetch(`${server.url}/api/v1/designs`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name }),
  });
  const { id } = (await answer.json()) as { id: string };
  return { id, url: `${server.url}/designs/${id}` };
}

export async function says(page: Page, words: string | RegExp): Promise<void> {
  await page.getByTestId("sync-state").filter({ hasText: words }).waitFor({ timeout: 30_000 });
}

export async function saved(page: Page): Promise<void> {
  await says(page, "All changes saved");
}

/** Waits until this browser can open the app without the server. */
export async function appKept(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (active === null || active.state === "activated") return;
    await new Promise<void>((resolve) => {
      active.addEventListener("statechange", () => resolve(), { once: true });
    });
  });
}

export const node = (page: Page, name: string): Locator =>
  page.locator(".node", { has: page.getByText(name, { exact: true }) });

export async function add(page: Page, query: string): Promise<void> {
  await page.locator("body").press("/");
  await page.keyboard.type(query);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
}

/** Waits until the view of the canvas, of which moves are animated, stands for a while. */
export async function still(page: Page): Promise<void> {
  await page.evaluate(
    async () =>
      new Promise<void>((resolve) => {
        let [before, same] = ["", 0];
        const look = () => {
          const view = document.querySelector(".react-flow__viewport");
          const now = view === null ? "" : getComputedStyle(view).transform;
          same = now === before && now !== "" ? same + 1 : 0;
          before = now;
          if (same < 6) requestAnimationFrame(look);
          else resolve();
        };
        look();
      }),
  );
}

export async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES !== undefined) await page.screenshot({ path: `${PICTURES}/${name}.png` });
}

/** What axe finds on a page, all of it. */
export async function violations(page: Page): Promise<readonly string[]> {
  const found = await page.evaluate(`${axe}; axe.run(document, { resultTypes: ["violations"] })`);
  const list = (found as { violations: { id: string; nodes: { html: string }[] }[] }).violations;
  return list.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}
