// Pictures of every page in three sizes and two themes, to look at:
//   npm run look -- http://127.0.0.1:8080 /tmp/look        (a server with its samples)
import { mkdirSync } from "node:fs";
import { chromium } from "playwright-core";

const server = process.argv[2] ?? "http://127.0.0.1:8080";
const target = process.argv[3] ?? "/tmp/look";
const only = process.argv[4];
mkdirSync(target, { recursive: true });

const SIZES = [
  [1440, 900],
  [1024, 768],
  [390, 844],
];
const browser = await chromium.launch({
  executablePath: process.env.MESHPLAY_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"],
});

async function command(page, typed) {
  await page.keyboard.press("Control+k");
  await page.locator(".command-search input").fill(typed);
  await page.locator(".command.active").waitFor();
  await page.keyboard.press("Enter");
}

/** Name of a picture → how to come there from an open design. */
const STEPS = {
  design: async (page) => page.locator(".react-flow__node").first().waitFor(),
  palette: async (page) => {
    await page.locator("body").press("/");
    await page.keyboard.type("dep");
    await page.waitForTimeout(300);
  },
  outline: async (page) => {
    await page.locator("body").press("Escape");
    await command(page, "show the outline");
    await page.getByRole("treeitem").nth(2).click();
  },
  commands: async (page) => {
    await page.keyboard.press("Control+k");
    await page.locator(".command-search input").fill("serv");
    await page.waitForTimeout(400);
  },
  keys: async (page) => {
    await page.keyboard.press("Escape");
    await page.locator("body").press("?");
    await page.locator(".key-sheet").waitFor();
  },
  versions: async (page) => {
    await page.keyboard.press("Escape");
    await command(page, "versions and activity");
    await page.locator(".versions").first().waitFor();
  },
  activity: async (page) => page.getByRole("tab", { name: "Activity" }).click(),
  compare: async (page) => {
    await page.getByRole("tab", { name: "Versions" }).click();
    await page.getByRole("button", { name: "Actions for version 2" }).click();
    await page.getByRole("button", { name: "What it changed" }).click();
    await page.locator(".change").first().waitFor();
  },
  yaml: async (page) => page.getByRole("dialog").getByRole("tab", { name: "YAML" }).click(),
};

async function post(path, body) {
  const headers = { "content-type": "application/json" };
  return (await fetch(server + path, { method: "POST", headers, body: JSON.stringify(body) })).json();
}

async function shoot(page, name) {
  await page.waitForTimeout(250);
  await page.screenshot({ path: `${target}/${name}.png` });
}

async function take(page, suffix, id) {
  await page.goto(`${server}/designs`);
  await page.locator(".preview svg").first().waitFor();
  await shoot(page, `designs${suffix}`);
  await page.getByRole("button", { name: "From template" }).first().click();
  await page.locator(".template").first().waitFor();
  await shoot(page, `templates${suffix}`);
  await page.goto(`${server}/designs?search=nothing-like-it`);
  await page.locator(".notice").waitFor();
  await shoot(page, `empty${suffix}`);
  await page.goto(`${server}/settings`);
  await page.locator(".settings h1").waitFor();
  await shoot(page, `settings${suffix}`);
  await page.goto(`${server}/nowhere`);
  await page.locator(".notice").waitFor();
  await shoot(page, `none${suffix}`);
  await page.goto(`${server}/designs/${id}`);
  for (const [name, step] of Object.entries(STEPS)) {
    await step(page);
    await shoot(page, name + suffix);
  }
}

const { items } = await (await fetch(`${server}/api/v1/designs?pageSize=20&search=shop`)).json();
const id = items[0].id;
await post(`/api/v1/designs/${id}/versions`, { message: "As the samples have it", author: "Mona Berg" });
await post(`/api/v1/designs/${id}/restore`, {});
{
  const page = await browser.newPage();
  await page.goto(`${server}/designs/${id}`);
  await page.locator(".react-flow__node-component").first().click();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Delete");
  await command(page, "add config map");
  await page.getByTestId("sync-state").filter({ hasText: "All changes saved" }).waitFor();
  await page.close();
}
await post(`/api/v1/designs/${id}/versions`, { message: "Settings instead of the first one", author: "Akira Sato" });
for (const theme of ["light", "dark"]) {
  for (const [width, height] of SIZES) {
    const suffix = `-${width}-${theme}`;
    if (only !== undefined && !suffix.includes(only)) continue;
    const options = { viewport: { width, height }, colorScheme: theme, reducedMotion: "reduce" };
    const context = await browser.newContext(options);
    await context.addInitScript(() => {
      localStorage.setItem("meshplay.person", JSON.stringify({ id: "akira-0123456789", name: "Akira Sato" }));
    });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    page.on("pageerror", (error) => console.log(`page error: ${error.message}`));
    page.on("console", (message) => message.type() === "error" && console.log(`console: ${message.text()}`));
    try {
      await take(page, suffix, id);
    } catch (error) {
      console.log(`${suffix}: ${error.message.split("\n").slice(0, 4).join(" ")}`);
      await shoot(page, `failed${suffix}`);
    }
    await context.close();
  }
}
await browser.close();
