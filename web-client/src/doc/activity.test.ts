import { expect, test } from "vitest";
import { byDay, deedOf } from "./activity";

test("what the server commits before a restore is the restore", () => {
  expect(deedOf("Before restoring version 12")).toEqual({ kind: "restored", version: 12 });
  expect(deedOf("Before restoring version x")).toEqual({ kind: "committed", message: "Before restoring version x" });
  expect(deedOf("First")).toEqual({ kind: "committed", message: "First" });
});

test("days are the reader's own", () => {
  const now = new Date(2026, 10, 26, 0, 30);
  const at = (day: number, hour: number) => ({ createdAt: new Date(2026, 10, day, hour).toISOString() });
  const days = byDay([at(26, 0), at(25, 23), at(25, 1), at(20, 12)], now);
  expect(days.map(([day, items]) => [day, items.length])).toEqual([
    ["Today", 1],
    ["Yesterday", 2],
    ["Friday, November 20, 2026", 1],
  ]);
});
