import { describe, expect, test } from "vitest";
import { newsOf } from "./events";

describe("news of designs", () => {
  test("say which design changed and who is on it", () => {
    expect(newsOf("design", '{"kind":"renamed","designId":"a","name":"Shop"}')).toEqual({
      kind: "design",
      designId: "a",
    });
    expect(
      newsOf("presence", '{"designId":"a","count":2,"people":[{"name":"Ada","color":"#6d4aff"},{"name":7}]}'),
    ).toEqual({
      kind: "people",
      people: { designId: "a", count: 2, people: [{ name: "Ada", color: "#6d4aff" }] },
    });
  });

  test("begin with the need to read everything", () => {
    expect(newsOf("hello", "{}")).toEqual({ kind: "resync" });
    expect(newsOf("resync", "{}")).toEqual({ kind: "resync" });
  });

  test("of a newer server are passed over", () => {
    expect(newsOf("design", "{")).toBeUndefined();
    expect(newsOf("design", "null")).toBeUndefined();
    expect(newsOf("weather", "{}")).toBeUndefined();
  });
});
