import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Browser tests: real Chromium, real server, one file at a time. */
export default defineConfig({
  test: {
    root: fileURLToPath(new URL(".", import.meta.url)),
    include: ["*.e2e.ts"],
    environment: "node",
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
