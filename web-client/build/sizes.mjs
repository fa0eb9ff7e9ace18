// Prints what a first visit loads, gzipped, and fails above the budget (research: initial JS of the canvas page <= 260 KiB).
// A page is its own script and whatever that imports at once; what is imported later, such as dialogs, is listed only.
import { fileURLToPath } from "node:url";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const BUDGET_KIB = 260;
const assets = fileURLToPath(new URL("../dist/assets/", import.meta.url));
const names = readdirSync(assets);
const read = (name) => readFileSync(join(assets, name));
const kib = (name) => gzipSync(read(name), { level: 9 }).length / 1024;

/** A static import: `import … from "./x.js"` or `import "./x.js"`, never `import("./x.js")`. */
const IMPORT = /(?:from|import)\s*["']\.\/([^"']+\.js)["']/g;

function withImports(name, known = new Set()) {
  if (known.has(name)) return known;
  known.add(name);
  for (const [, imported] of read(name).toString().matchAll(IMPORT)) withImports(imported, known);
  return known;
}

function page(...begins) {
  const known = new Set();
  for (const begin of begins) {
    const script = names.find((name) => name.startsWith(`${begin}-`) && name.endsWith(".js"));
    if (script === undefined) throw new Error(`no script ${begin}-*.js in dist/assets`);
    withImports(script, known);
  }
  return [...known];
}

const sum = (scripts) => scripts.reduce((total, name) => total + kib(name), 0);
const list = page("index");
const design = page("index", "design-page");
for (const name of names) {
  const mark = list.includes(name) ? "list  " : design.includes(name) ? "design" : "      ";
  console.log(`${kib(name).toFixed(1).padStart(7)} KiB  ${mark}  ${name}`);
}
const total = sum(design);
console.log(
  `list of designs: ${sum(list).toFixed(1)} KiB of JS; design page: ${total.toFixed(1)} KiB (budget ${BUDGET_KIB})`,
);
if (total > BUDGET_KIB) process.exit(1);
