// Measures what the canvas costs in CPU while a person pans, zooms and drags (research: web.md §3.4):
//   npm run build && npm run perf             (writes perf/results/canvas.json)
//   npm run perf -- http://127.0.0.1:8080     against a running server instead of the stand-in
// CPU time by the browser's own counters, not frames per second: those depend on what else the machine does.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { seed } from "./seed.mjs";

const STEPS = 60;
const ROUNDS = Number(process.env.MESHPLAY_PERF_ROUNDS ?? 2);
const GOAL = { mainMillisPerFrame: 6, rendererMillisPerFrame: 12 };
const CASES = [
  { components: 1_000, relationships: 1_500, zooms: ["fit", 30, 50, 100] },
  { components: 5_000, relationships: 7_500, zooms: ["fit", 15, 30, 50, 100] },
];
const here = fileURLToPath(new URL(".", import.meta.url));

/** The stand-in server with the built client; on a port of its own choice. */
async function standIn() {
  const data = mkdtempSync(join(tmpdir(), "meshplay-perf-"));
  const child = spawn("node", [join(here, "../dev/server.mjs"), "--port", "0", "--data", data], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await new Promise((resolve, reject) => {
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
      const found = /ready: (\S+)/.exec(output);
      if (found !== null) resolve(found[1]);
    });
    child.once("exit", (code) => reject(new Error(`the stand-in server ended with ${code}`)));
  });
  return {
    url,
    stop: () => {
      child.kill("SIGKILL");
      rmSync(data, { recursive: true, force: true });
    },
  };
}

async function open(browser, url) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
  await context.addInitScript(() => {
    localStorage.setItem("meshplay.person", JSON.stringify({ id: "Perf-0123456789", name: "Perf" }));
    let frames = 0;
    const count = () => {
      frames += 1;
      globalThis.meshplayFrames = frames;
      requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
  });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Performance.enable", { timeDomain: "threadTicks" });
  const before = await main(devtools);
  await page.goto(url);
  await page.getByTestId("sync-state").filter({ hasText: "All changes saved" }).waitFor({ timeout: 60_000 });
  await page.locator(".overview, .react-flow__node").first().waitFor({ state: "attached", timeout: 60_000 });
  await page.waitForTimeout(500);
  return { context, page, devtools, openMillis: (await main(devtools)).task - before.task };
}

async function main(devtools) {
  const { metrics } = await devtools.send("Performance.getMetrics");
  const of = (name) => (metrics.find((metric) => metric.name === name)?.value ?? 0) * 1_000;
  return { task: of("TaskDuration"), script: of("ScriptDuration"), heap: of("JSHeapUsedSize") / 1_000 };
}

/** CPU time of all renderer processes: painting is on other threads than the page's own. */
async function renderers(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  return processInfo.filter(({ type }) => type === "renderer").reduce((sum, { cpuTime }) => sum + cpuTime * 1_000, 0);
}

async function zoomTo(page, wanted) {
  await page.keyboard.press("Shift+Digit1");
  await page.waitForTimeout(300);
  if (wanted === "fit") return;
  await page.mouse.move(660, 420);
  for (let n = 0; n < 200; n += 1) {
    const now = Number.parseInt(await page.locator(".zoom").innerText(), 10);
    if (now >= wanted) break;
    await page.keyboard.down("Control");
    await page.mouse.wheel(0, now > wanted * 0.7 ? -12 : -180);
    await page.keyboard.up("Control");
    await page.waitForTimeout(30);
  }
  await page.waitForTimeout(400);
}

const frame = (page) => page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => resolve())));

const GESTURES = {
  async pan(page) {
    await page.mouse.move(660, 420);
    await page.mouse.down({ button: "middle" });
    for (let n = 1; n <= STEPS; n += 1) {
      const turn = (n / STEPS) * 2 * Math.PI;
      await page.mouse.move(660 + 260 * Math.sin(turn), 420 + 160 * (1 - Math.cos(turn)));
      await frame(page);
    }
    await page.mouse.up({ button: "middle" });
  },
  async zoom(page) {
    await page.mouse.move(660, 420);
    await page.keyboard.down("Control");
    for (let n = 0; n < STEPS; n += 1) {
      await page.mouse.wheel(0, n < STEPS / 2 ? -6 : 6);
      await frame(page);
    }
    await page.keyboard.up("Control");
  },
  async drag(page) {
    const place = await page.evaluate(() => {
      const nodes = [...document.querySelectorAll(".react-flow__node-component")];
      const box = nodes
        .map((node) => node.getBoundingClientRect())
        .find(({ left, top, right, bottom }) => left > 300 && right < 1_050 && top > 120 && bottom < 700);
      return box === undefined ? undefined : { x: box.left + box.width / 2, y: box.top + box.height / 2 };
    });
    // In the overview any place does: it takes hold of what is there, a component or its container.
    const { x, y } = place ?? { x: 660, y: 420 };
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (let n = 1; n <= STEPS; n += 1) {
      await page.mouse.move(x + 90 * Math.sin(n / 9), y + n / 2);
      await frame(page);
    }
    await page.mouse.up();
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Escape");
  },
};

async function measure(browser, { page, devtools }, gesture) {
  const frames = () => page.evaluate(() => globalThis.meshplayFrames);
  const [before, cpu, first] = [await main(devtools), await renderers(browser), await frames()];
  await GESTURES[gesture](page);
  const [after, cpuAfter, last] = [await main(devtools), await renderers(browser), await frames()];
  const count = Math.max(1, last - first);
  const round = (value) => Math.round(value * 100) / 100;
  return {
    frames: count,
    mainMillisPerFrame: round((after.task - before.task) / count),
    scriptMillisPerFrame: round((after.script - before.script) / count),
    rendererMillisPerFrame: round((cpuAfter - cpu) / count),
  };
}

function report() {
  const target = join(here, "results");
  mkdirSync(target, { recursive: true });
  const all = {
    measuredAt: new Date().toISOString(),
    machine: {
      cpu: cpus()[0]?.model,
      cores: cpus().length,
      browser: "headless Chromium, software raster",
      loadAverageBefore: loadBefore,
      loadAverageAfter: loadavg()[0],
      remark: `CPU time by the browser's counters, the best of ${ROUNDS} rounds; a load above 1 means that the machine was shared.`,
    },
    goal: GOAL,
    opened,
    results,
  };
  writeFileSync(join(target, "canvas.json"), `${JSON.stringify(all, null, 2)}\n`);
}

const own = process.argv[2] === undefined ? await standIn() : undefined;
const server = own?.url ?? process.argv[2];
const browser = await chromium.launch({
  executablePath: process.env.MESHPLAY_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"],
});
const results = [];
const opened = [];
const loadBefore = loadavg()[0];
process.once("SIGINT", () => {
  report();
  own?.stop();
  process.exit(130);
});
try {
  for (const { components, relationships, zooms } of CASES) {
    const id = await seed(server, `Perf ${components}`, components, relationships);
    const tab = await open(browser, `${server}/designs/${id}`);
    const { heap } = await main(tab.devtools);
    opened.push({ components, mainMillis: Math.round(tab.openMillis), heapMegabytes: Math.round(heap / 1_048_576) });
    for (const zoom of zooms) {
      for (const gesture of Object.keys(GESTURES)) {
        let best;
        for (let round = 0; round < ROUNDS; round += 1) {
          await zoomTo(tab.page, zoom);
          const found = await measure(browser, tab, gesture);
          if (best === undefined || found.rendererMillisPerFrame < best.rendererMillisPerFrame) best = found;
        }
        const elements = await tab.page.locator(".canvas *").count();
        const met =
          best.mainMillisPerFrame <= GOAL.mainMillisPerFrame &&
          best.rendererMillisPerFrame <= GOAL.rendererMillisPerFrame;
        results.push({ components, relationships, zoom, gesture, elements, ...best, met });
        console.log(
          `${String(components).padStart(5)} ${String(zoom).padStart(4)} ${gesture.padEnd(5)} main ${best.mainMillisPerFrame} renderer ${best.rendererMillisPerFrame} ms/frame, ${best.frames} frames, ${elements} elements${met ? "" : "  ABOVE THE GOAL"}`,
        );
      }
    }
    await tab.context.close();
  }
} finally {
  // What was measured is kept, also when the rest fails.
  report();
  await browser.close();
  own?.stop();
}
console.log(
  `${results.filter(({ met }) => met).length} of ${results.length} within the goal; perf/results/canvas.json`,
);
process.exit(0);
