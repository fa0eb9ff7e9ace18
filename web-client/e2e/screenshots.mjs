// Makes the README's pictures from a running server with sample designs:
//   npm run screenshots -- http://127.0.0.1:8080        (writes docs/images/*.png)
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const server = process.argv[2] ?? "http://127.0.0.1:8080";
const target = process.argv[3] ?? fileURLToPath(new URL("../../docs/images/", import.meta.url));
mkdirSync(target, { recursive: true });

const browser = await chromium.launch({
  executablePath: process.env.MESHPLAY_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"],
});

async function visitor(name, colorScheme, viewport) {
  const context = await browser.newContext({ viewport, colorScheme, deviceScaleFactor: 2, reducedMotion: "reduce" });
  await context.addInitScript((wanted) => {
    localStorage.setItem("meshplay.person", JSON.stringify({ id: `${wanted.replace(" ", "")}0123`, name: wanted }));
  }, name);
  return context.newPage();
}

/** The design with the most to see that still fits a picture. */
async function showpiece() {
  const { items } = await (await fetch(`${server}/api/v1/designs?pageSize=50`)).json();
  const fits = items.filter(({ componentCount }) => componentCount >= 3 && componentCount <= 20);
  const [best] = (fits.length > 0 ? fits : items).sort((a, b) => b.componentCount - a.componentCount);
  if (best === undefined) throw new Error("this server has no designs; start it with its samples");
  return best.id;
}

const wide = { width: 1440, height: 900 };
const id = await showpiece();
for (const theme of ["light", "dark"]) {
  const suffix = theme === "light" ? "" : "-dark";
  const mona = await visitor("Mona Berg", theme, wide);
  await mona.goto(`${server}/designs/${id}`);
  const nodes = mona.locator(".react-flow__node-component");
  await nodes.first().waitFor();
  await nodes.nth(1).click();

  const page = await visitor("Akira Sato", theme, wide);
  await page.goto(`${server}/designs/${id}`);
  await page.locator(".react-flow__node-component").first().click();
  await mona.mouse.move(620, 640);
  await mona.mouse.move(640, 650);
  await page.locator(".cursor").first().waitFor();
  await page.getByTestId("sync-state").filter({ hasText: "All changes saved" }).waitFor();
  await page.screenshot({ path: `${target}/design${suffix}.png` });

  await page.goto(`${server}/designs`);
  await page.locator(".preview svg").first().waitFor();
  await page.waitForLoadState("networkidle");
  await page.screenshot({ path: `${target}/designs${suffix}.png` });
  await Promise.all([mona.context().close(), page.context().close()]);
}
const phone = await visitor("Akira Sato", "light", { width: 390, height: 844 });
await phone.goto(`${server}/designs/${id}`);
await phone.locator(".react-flow__node-component").first().waitFor();
await phone.screenshot({ path: `${target}/phone.png` });
await browser.close();
console.log(`Pictures are in ${target}`);
