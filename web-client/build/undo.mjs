// npm run undo -- --sessions 10000 [--seed 1]: the property test of undo over as many seeded sessions as wanted.
import { spawnSync } from "node:child_process";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values } = parseArgs({ options: { sessions: { type: "string" }, seed: { type: "string" } } });
const { sessions = "10000", seed = "1" } = values;
for (const [name, value] of Object.entries({ sessions, seed })) {
  if (/^[1-9]\d{0,8}$/.test(value)) continue;
  console.error(`--${name} is ${value}, must be a whole number from 1`);
  process.exit(1);
}
const { status } = spawnSync("npx", ["--no-install", "vitest", "run", "src/doc/undo.property.test.ts"], {
  cwd: dirname(dirname(fileURLToPath(import.meta.url))),
  stdio: "inherit",
  env: { ...process.env, MESHPLAY_UNDO_SESSIONS: sessions, MESHPLAY_UNDO_SEED: seed },
});
process.exit(status ?? 1);
