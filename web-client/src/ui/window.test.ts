import { expect, test } from "vitest";
import { windowOf } from "./window";

test("of 16,000 rows a screen and a little more is drawn", () => {
  const { from, to } = windowOf(8_000 * 34, 850, 34, 16_000);

  expect(from).toBeLessThanOrEqual(8_000);
  expect(to).toBeGreaterThanOrEqual(8_000 + 25);
  expect(to - from).toBeLessThan(45);
});

test("the ends and a list that became shorter keep within it", () => {
  expect(windowOf(0, 340, 34, 3)).toEqual({ from: 0, to: 3 });
  expect(windowOf(50_000, 340, 34, 20).to).toBe(20);
  expect(windowOf(50_000, 340, 34, 20).from).toBeLessThan(20);
  expect(windowOf(0, 340, 34, 0)).toEqual({ from: 0, to: 0 });
});
