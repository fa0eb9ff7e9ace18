import { describe, expect, test } from "vitest";
import type { Json } from "./kinds";
import { entriesFor, FormSchema, placeOf, readTyped } from "./schema";

const SCHEMA = {
  definitions: { port: { type: "integer", minimum: 1, maximum: 65535, description: "Where it listens" } },
  properties: {
    apiVersion: { type: "string" },
    spec: {
      allOf: [{ required: ["port"] }],
      properties: {
        name: { type: ["string", "null"], default: "web" },
        port: { $ref: "#/definitions/port" },
        target: { "x-kubernetes-int-or-string": true },
        mode: { enum: ["On", "Off"] },
        hosts: { type: "array", items: { type: "string" } },
        containers: { type: "array", items: { type: "object", properties: { name: { type: "string" } } } },
        labels: { type: "object", additionalProperties: { type: "string" } },
        self: { $ref: "#/properties/spec" },
        loop: { $ref: "#/properties/spec/properties/loop" },
      },
    },
  },
};

describe("a form's fields", () => {
  const schema = new FormSchema(SCHEMA);
  test("come from the schema, the required first, references followed, one level at a time", () => {
    expect(schema.fields("").map(({ label, shape }) => [label, shape.kind])).toEqual([["Spec", "object"]]);
    const [first, ...rest] = schema.fields("/spec");
    expect(first).toMatchObject({ pointer: "/spec/port", required: true, help: "Where it listens" });
    expect(rest.map(({ pointer, shape }) => `${pointer} ${shape.kind}`)).toEqual([
      "/spec/name text",
      "/spec/target scalar",
      "/spec/mode choice",
      "/spec/hosts list",
      "/spec/containers other",
      "/spec/labels other",
      "/spec/self object",
      "/spec/loop other",
    ]);
    expect(schema.fields("/spec/self/self")).toHaveLength(9);
    expect(schema.shows("/spec/hosts")).toBe(true);
    for (const pointer of ["/spec/containers", "/spec/labels/app", "/apiVersion", "/nowhere", "/__proto__/x"])
      expect(schema.shows(pointer)).toBe(false);
  });

  test.each([null, 3, [], { properties: 3 }, { properties: { a: 1 } }, { $ref: "http://elsewhere.test" }])(
    "a schema that is none breaks nothing: %j",
    (odd) => {
      for (const { shape } of new FormSchema(odd).fields("")) expect(shape.kind).toBe("other");
    },
  );
});

describe("a field in a configuration", () => {
  const config = new Map<string, Json>([
    ["/spec/port", 80],
    ["/spec/labels", {}],
    ["/spec/list", [1]],
    ["/spec/map/a", 1],
  ]);
  test("is set, free, or blocked by what is around it or in it", () => {
    expect(placeOf(config, "/spec/port")).toEqual({ kind: "set", value: 80 });
    for (const pointer of ["/spec/por", "/spec/labels/app"]) expect(placeOf(config, pointer).kind).toBe("free");
    for (const pointer of ["/spec/list/0", "/spec/map"]) expect(placeOf(config, pointer).kind).toBe("blocked");
  });

  test("takes the place of empty maps around it", () => {
    expect(entriesFor(config, "/spec/labels/app", "x")).toEqual([
      ["/spec/labels", undefined],
      ["/spec/labels/app", "x"],
    ]);
  });
});

describe("what is typed", () => {
  const whole = { kind: "number", integer: true, minimum: 1, maximum: 9 } as const;
  test("is read by the field's shape", () => {
    expect(readTyped("3", whole)).toEqual({ value: 3 });
    expect(readTyped("", whole)).toEqual({ value: undefined });
    expect(readTyped("80", { kind: "scalar" })).toEqual({ value: 80 });
    expect(readTyped("http", { kind: "scalar" })).toEqual({ value: "http" });
    expect(readTyped("a\n\n b ", { kind: "list", item: { kind: "text" } })).toEqual({ value: ["a", "b"] });
    expect(readTyped("false", { kind: "boolean" })).toEqual({ value: false });
  });

  test.each([
    ["x", "Not a whole number: use 3"],
    ["1.5", "Not a whole number: use 3"],
    ["0", "Too small: use at least 1"],
    ["10", "Too large: use at most 9"],
  ])("%s is refused in words", (typed, problem) => {
    expect(readTyped(typed, whole)).toEqual({ problem });
    expect(readTyped(`1\n${typed}`, { kind: "list", item: whole })).toEqual({ problem: `${typed}: ${problem}` });
  });
});
