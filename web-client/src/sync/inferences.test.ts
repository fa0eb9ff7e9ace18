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

  test("has its reason: rule, fields and values", () => {
    const inferences = new Inferences();
    const pair = { from: "spec.selector.app", to: "spec.template.metadata.labels.app", relation: "=", value: "web" };
    const relationship = {
      id: "x",
      from: "a",
      to: "b",
      kind: "edge",
      sub: "network",
      metadata: { type: "non-binding" },
    };
    const reason = { rule: "r", classification: "edge/non-binding/network", fields: [pair, 3], words: "because" };
    inferences.take(message({ sequence: 1, inferred: [{ relationship, reason }] }));

    expect(inferences.current().get("x")).toMatchObject({ ...relationship, ...reason, fields: [pair, { from: "" }] });
  });

  test("what is proposed stands until it is told anew", () => {
    const inferences = new Inferences();
    const set = { op: "patchComponent", component: "a", path: "/spec/x", value: 1, reason: { words: "so" } };
    const remark = { relationship: "r", kind: "no_rule", words: "nothing" };
    inferences.take(
      message({ sequence: 1, inferred: [], actions: [set, { op: "updateRelationship" }], remarks: [remark] }),
    );
    const first = inferences.advice();
    expect(first.proposals).toEqual([
      { op: "set", component: "a", path: "/spec/x", value: 1, words: "so" },
      { op: "note", words: "" },
    ]);
    expect(first.remarks).toEqual([remark]);
    inferences.take(message({ sequence: 2, since: 1, inferred: [one("z")], gone: [] }));
    expect(inferences.advice()).toBe(first);
    inferences.take(message({ sequence: 3, since: 2, gone: [], actions: [], remarks: [] }));
    expect(inferences.advice()).toEqual({ proposals: [], remarks: [] });
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
