import { expect, test } from "vitest";
import { ranked } from "./rank";

const items = [
  { title: "Fit the selection", words: "zoom" },
  { title: "Select all" },
  { title: "Open settings", words: "name theme colour" },
  { title: "checkout-env" },
  { title: "Delete" },
];
const find = (query: string) => ranked(items, query).map(({ title }) => title);

test("what begins so comes before what has a word that begins so", () => {
  expect(find("sel")).toEqual(["Select all", "Fit the selection"]);
});

test("other words and initials find too, and every word must fit", () => {
  expect(find("zoom")).toEqual(["Fit the selection"]);
  expect(find("theme set")).toEqual(["Open settings"]);
  expect(find("fts")).toEqual(["Fit the selection"]);
  expect(find("select nothing")).toEqual([]);
});

test("names with signs are found by their parts; nothing typed is everything", () => {
  expect(find("env")).toEqual(["checkout-env"]);
  expect(find("  ")).toEqual(items.map(({ title }) => title));
});
