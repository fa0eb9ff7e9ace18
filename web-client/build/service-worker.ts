import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const SOURCE = fileURLToPath(new URL("../src/offline/worker.js", import.meta.url));

/** Every file of the build, as the path under which a browser asks for it. */
function filesOf(root: string, below = ""): string[] {
  return readdirSync(join(root, below), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesOf(root, `${below}/${entry.name}`) : [`${below}/${entry.name}`],
  );
}

/** The worker for exactly these files: its version is a hash of all of them, so that any change is a new version. */
export function workerFor(root: string): string {
  const files = filesOf(root)
    .filter((file) => file !== "/sw.js" && !file.endsWith(".map"))
    .sort();
  const hash = createHash("sha256").update(readFileSync(SOURCE));
  for (const file of files) hash.update(file).update(readFileSync(join(root, file)));
  return readFileSync(SOURCE, "utf8")
    .replace("__VERSION__", hash.digest("hex").slice(0, 12))
    .replace('"__FILES__"', () => JSON.stringify(JSON.stringify(files)));
}

/** Writes `sw.js` beside the built client. */
export function serviceWorker(): Plugin {
  let root = "";
  return {
    name: "meshplay-service-worker",
    apply: "build",
    configResolved(config) {
      root = join(config.root, config.build.outDir);
    },
    closeBundle() {
      writeFileSync(join(root, "sw.js"), workerFor(root));
    },
  };
}
