// Prints what a first visit loads, gzipped, and fails above the budget (research: initial JS of the canvas page <= 260 KiB).
import { fileURLToPath } from "node:url";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const BUDGET_KIB = 260;
const assets = fileURLToPath(new URL("../dist/assets/", import.meta.url));
const kib = (name) => gzipSync(readFileSync(join(assets, name)), { level: 9 }).length / 1024;
const scripts = readdirSync(assets).filter((name) => name.endsWith(".js"));
for (const name of readdirSync(assets)) console.log(`${kib(name).toFixed(1).padStart(7)} KiB  ${name}`);
/** Scripts with what they import at once; what a page loads later, such as the YAML editor, is not part of it. */
function needed(start) {
  const found = new Set(start);
  for (const name of found)
    for (const [, next] of readFileSync(join(assets, name), "utf8").matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g))
      found.add(next);
  return [...found].reduce((sum, name) => sum + kib(name), 0);
}
const entry = scripts.filter((name) => name.startsWith("index-"));
const list = needed(entry);
const design = needed([...entry, ...scripts.filter((name) => name.startsWith("design-page-"))]);
console.log(
  `list of designs: ${list.toFixed(1)} KiB of JS; design page: ${design.toFixed(1)} KiB of JS (budget ${BUDGET_KIB})`,
);
if (design > BUDGET_KIB) process.exit(1);
