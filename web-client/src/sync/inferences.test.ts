import { describe, expect, test } from "vitest";
import { Inferences } from "./inferences";

const one = (id: string) => ({ relationship: { id, from: "a", to: "b" }, reason: { words: `because of ${id}` } });
const message = (content: object) => JSON.stringify({ type: "evaluation", ...content });
const ids = (inferences: Inferences) => [...inferences.current().keys()];

describe("what the server infers", () => {
  test("is told whole, then as what differs", () => {
    const inferences = new Inferences();
    expect(inferences.take(message({ sequence: 1, inferred: [one("x"), one("y")] }))).toBe("taken");
    expect(inferences.take(message({ sequence: 4, since: 1, inferred: [one("z")], gone: ["x"] }))).toBe("taken");

    expect(ids(inferences)).toEqual(["y", "z"]);
    expect(inferences.current().get("z")?.words).toBe("because of z");
  });

  test("is asked for when a message is missing or too large, and goes on from there", () => {
    const inferences = new Inferences();
    inferences.take(message({ sequence: 1, inferred: [one("x")] }));
    expect(inferences.take(message({ sequence: 5, since: 3, inferred: [one("y")] }))).toBe("ask");
    inferences.replace({ inferred: [one("z")] });
    expect(inferences.take(message({ sequence: 6, since: 5, inferred: [one("w")], gone: [] }))).toBe("taken");
    expect(ids(inferences)).toEqual(["z", "w"]);
    expect(inferences.take(message({ sequence: 7, tooLarge: true }))).toBe("ask");
  });

  test.each(["", "null", "[]", '{"type":"evaluation"}', '{"code":"readOnly"}'])("leaves other messages: %s", (text) => {
    expect(new Inferences().take(text)).toBe("other");
  });

  test("leaves out what is no relationship", () => {
    const inferences = new Inferences();
    inferences.take(message({ sequence: 1, inferred: [null, 3, { relationship: { id: "x" } }, one("y")] }));
    expect(ids(inferences)).toEqual(["y"]);
  });
});
