import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { difference, movedCaret, replaceText } from "./text";

describe("the smallest replacement", () => {
  test.each([
    ["", "abc"],
    ["abc", ""],
    ["aaaa", "aaa"],
    ["hello world", "hello brave world"],
    ["x😀y", "x😃y"],
    ["same", "same"],
  ])("%j becomes %j", (before, after) => {
    const { at, remove, insert } = difference(before, after);
    expect(before.slice(0, at) + insert + before.slice(at + remove)).toBe(after);
  });

  test("never splits a surrogate pair", () => {
    const { at, remove, insert } = difference("x😀y", "x😃y");
    expect([at, remove, insert]).toEqual([1, 2, "😃"]);
  });

  test("keeps what another typed elsewhere at the same time", () => {
    const [a, b] = [new Y.Doc(), new Y.Doc()];
    replaceText(a.getText("t"), "one two", "a");
    Y.applyUpdate(b, Y.encodeStateAsUpdate(a));

    replaceText(a.getText("t"), "one and two", "a");
    replaceText(b.getText("t"), "one two three", "b");
    Y.applyUpdate(a, Y.encodeStateAsUpdate(b));

    expect(a.getText("t").toString()).toBe("one and two three");
  });

  test("moves a caret behind the change and leaves one before it", () => {
    const change = { at: 4, remove: 0, insert: "abc" };
    expect([2, 4, 6].map((caret) => movedCaret(caret, change))).toEqual([2, 4, 9]);
  });
});
