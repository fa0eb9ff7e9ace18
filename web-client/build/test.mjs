// Called by Maven (pom.xml): runs Vitest and leaves its results beside Surefire's, one file per suite, so that they count.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const home = dirname(dirname(fileURLToPath(import.meta.url)));
const reports = join(home, "target", "surefire-reports");
mkdirSync(reports, { recursive: true });
for (const name of readdirSync(reports)) if (name.startsWith("TEST-web-")) rmSync(join(reports, name));

const all = join(home, "target", "vitest.xml");
rmSync(all, { force: true });
const args = ["vitest", "run", "--reporter=dot", "--reporter=junit", `--outputFile.junit=${all}`];
const { status } = spawnSync("npx", ["--no-install", ...args], { cwd: home, stdio: "inherit" });

const suites = existsSync(all) ? (readFileSync(all, "utf8").match(/<testsuite .*?<\/testsuite>/gs) ?? []) : [];
for (const suite of suites) {
  const name = /name="([^"]+)"/.exec(suite)?.[1] ?? "unnamed";
  const file = `TEST-web-${name
    .replace(/^src\//, "")
    .replace(/\.test\.ts$/, "")
    .replaceAll("/", ".")}.xml`;
  writeFileSync(join(reports, file), `<?xml version="1.0" encoding="UTF-8"?>\n${suite}\n`);
}
process.exit(suites.length === 0 ? 1 : (status ?? 1));
