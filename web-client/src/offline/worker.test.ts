import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { workerFor } from "../../build/service-worker";

test("a worker names every file of its build but itself, and any change makes another version", () => {
  const root = mkdtempSync(join(tmpdir(), "meshplay-worker-"));
  mkdirSync(join(root, "assets"));
  writeFileSync(join(root, "index.html"), "<p>1</p>");
  writeFileSync(join(root, "assets", "a.js"), "1");
  writeFileSync(join(root, "sw.js"), "old");
  const version = (source: string) => /const VERSION = "([0-9a-f]{12})"/.exec(source)?.[1];

  const first = workerFor(root);
  writeFileSync(join(root, "assets", "a.js"), "2");
  const second = workerFor(root);

  expect(first).toContain('const FILES = ["/assets/a.js","/index.html"];');
  expect(version(first)).toBeDefined();
  expect(version(second)).not.toBe(version(first));
  expect(workerFor(root)).toBe(second);
});
