// Prints what a first visit loads, gzipped, and fails above the budget (research: initial JS of the canvas page <= 260 KiB).
// What is imported on demand (the YAML parser, the layout worker) is listed and not counted.
import { fileURLToPath } from "node:url";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const BUDGET_KIB = 260;
const assets = fileURLToPath(new URL("../dist/assets/", import.meta.url));
const read = (name) => readFileSync(join(assets, name));
const kib = (name) => gzipSync(read(name), { level: 9 }).length / 1024;
const names = readdirSync(assets);

/** A script and all that it imports at once. */
function closure(start, found = new Set()) {
  if (found.has(start)) return found;
  found.add(start);
  for (const [, name] of read(start)
    .toString()
    .matchAll(/(?:\bimport|\bfrom)\s*"\.\/([\w.-]+\.js)"/g))
    closure(name, found);
  return found;
}

for (const name of names) console.log(`${kib(name).toFixed(1).padStart(7)} KiB  ${name}`);
const entry = (prefix) => {
  const found = names.find((name) => name.startsWith(prefix) && name.endsWith(".js"));
  if (found === undefined) throw new Error(`no ${prefix}*.js in dist; run npm run build first`);
  return found;
};
const html = readFileSync(join(assets, "../index.html"), "utf8");
const first = /src="\/assets\/([\w.-]+\.js)"/.exec(html)?.[1];
if (first === undefined) throw new Error("index.html loads no script");
const sum = (scripts) => [...scripts].reduce((total, name) => total + kib(name), 0);
const list = closure(first);
const design = closure(entry("design-page-"), new Set(list));
console.log(
  `list of designs: ${sum(list).toFixed(1)} KiB of JS; design page: ${sum(design).toFixed(1)} KiB of JS (budget ${BUDGET_KIB})`,
);
if (sum(design) > BUDGET_KIB) process.exit(1);
