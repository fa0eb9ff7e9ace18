import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Browser, chromium, type Page } from "playwright-core";

const ARGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"];
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export type Look = { readonly theme?: "light" | "dark"; readonly width?: number; readonly height?: number };

/** Debian's Chromium, or the one that MESHPLAY_CHROMIUM names. */
export async function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env["MESHPLAY_CHROMIUM"] ?? "/usr/bin/chromium", args: ARGS });
}

/** A person with a browser of their own, at an address. */
export async function visit(browser: Browser, name: string, url: string, look: Look = {}): Promise<Page> {
  const { theme = "light", width = 1440, height = 900 } = look;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    reducedMotion: "reduce",
  });
  await context.addInitScript((wanted) => {
    if (localStorage.getItem("meshplay.person") !== null) return;
    localStorage.setItem("meshplay.person", JSON.stringify({ id: `${wanted}-0123456789`, name: wanted }));
  }, name);
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

/** Waits until every edit is on the server's disk. */
export async function saved(page: Page): Promise<void> {
  await page.getByTestId("sync-state").filter({ hasText: "All changes saved" }).waitFor({ timeout: 30_000 });
}

/** Everything that axe finds on a page, of any weight. */
export async function violations(page: Page): Promise<readonly string[]> {
  const found = await page.evaluate(`${axe}; axe.run(document, { resultTypes: ["violations"] })`);
  const list = (found as { violations: { id: string; nodes: { html: string }[] }[] }).violations;
  return list.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
}
