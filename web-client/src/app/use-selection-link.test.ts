import { expect, test } from "vitest";
import { selectedIn, withSelection } from "./use-selection-link";

test("a selection goes into the address and comes back; a token stays", () => {
  const search = withSelection("?token=secret", ["a1", "b-2"]);
  expect(search).toBe("?token=secret&select=a1,b-2");
  expect(selectedIn(search)).toEqual(["a1", "b-2"]);
  expect(withSelection(search, [])).toBe("?token=secret");
  expect(withSelection("?select=a1", [])).toBe("");
});

test("what is no id is no selection, and a great many are not put there", () => {
  expect(selectedIn("?select=<b>,ok,,%20")).toEqual(["ok"]);
  expect(selectedIn("")).toEqual([]);
  const many = Array.from({ length: 21 }, (_, index) => `c${index}`);
  expect(withSelection("", many)).toBe("");
});
