import { expect, test } from "vitest";
import { keptWords } from "./kept";
import type { Component, Snapshot } from "./model";
import type { Kept } from "./undo";

const component = { id: "a", name: "checkout" } as Component;
const snapshot: Snapshot = { name: "", components: new Map([["a", component]]), relationships: new Map() };
const words = (...what: readonly Kept[]) => keptWords({ kind: "done", kept: what.length, what }, snapshot, "undone");

test.each([
  [[{ id: "a", field: "name" }], "Someone changed the name of checkout since, so it was not undone."],
  [[{ id: "a", field: "/spec/x" }], "Someone changed /spec/x of checkout since, so it was not undone."],
  [[{ id: "a", field: "deleted" }], "Someone changed checkout since, so it was not undone."],
  [[{ id: "gone", field: "name" }], "Someone changed this since, so it was not undone."],
  [
    [
      { id: "a", field: "pos" },
      { id: "b", field: "pos" },
    ],
    "Someone changed 2 things since, so they were not undone.",
  ],
  [[], undefined],
])("what was left alone is said: %j", (what, sentence) => {
  expect(words(...what)).toBe(sentence);
});
