import { expect, test } from "vitest";
import { ErrorBoundary, isLoadFailure } from "./error-boundary";

test("a part that cannot be loaded is told from a fault of ours", () => {
  expect(isLoadFailure(new TypeError("Failed to fetch dynamically imported module: /assets/x.js"))).toBe(true);
  expect(isLoadFailure(new TypeError("error loading dynamically imported module"))).toBe(true);
  expect(isLoadFailure(new TypeError("x is undefined"))).toBe(false);
  expect(isLoadFailure("text")).toBe(false);
});

test("an error is shown until the address is another", () => {
  const error = new Error("broken");
  const state = { at: "/a", ...ErrorBoundary.getDerivedStateFromError(error), error };
  const props = (place: string) => ({ place, children: null });
  expect(ErrorBoundary.getDerivedStateFromProps(props("/a"), state)).toBeNull();
  expect(ErrorBoundary.getDerivedStateFromProps(props("/b"), state)).toEqual({ error: undefined, at: "/b" });
});
