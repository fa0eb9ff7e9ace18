import { describe, expect, test } from "vitest";
import { FormSchema, type SchemaField, type Shape } from "./schema";
import { variantOf } from "./variants";

const SCHEMA = {
  definitions: { port: { type: "integer", minimum: 1, maximum: 65535, description: "Where it listens" } },
  properties: {
    apiVersion: { type: "string" },
    metadata: { properties: { name: { type: "string" }, labels: { additionalProperties: { type: "string" } } } },
    spec: {
      allOf: [{ required: ["port"] }, { properties: { extra: { type: "string" } } }],
      properties: {
        name: { type: ["string", "null"], default: "web" },
        port: { $ref: "#/definitions/port" },
        target: { "x-kubernetes-int-or-string": true },
        mode: { enum: ["On", "Off"] },
        hosts: { type: "array", items: { type: "string" } },
        containers: { type: "array", items: { type: "object", properties: { name: { type: "string" } } } },
        labels: { type: "object", additionalProperties: { type: "string" } },
        free: { type: "object" },
        odd: {},
        self: { $ref: "#/properties/spec" },
        loop: { $ref: "#/properties/spec/properties/loop" },
      },
    },
  },
};

function shapeOf(raw: unknown): Shape {
  return new FormSchema({}).field("/a", "/a", raw).shape;
}

function spec(schema: FormSchema): readonly SchemaField[] {
  const [, found] = schema.fields(schema.root, "", "");
  if (found === undefined) throw new Error("no spec");
  return schema.fields(found.node, "/spec", "/spec");
}

describe("a form's fields", () => {
  const schema = new FormSchema(SCHEMA);
  test("come from the schema, the required first, references followed, one level at a time", () => {
    expect(schema.fields(schema.root, "", "").map(({ label, shape }) => [label, shape.kind])).toEqual([
      ["Metadata", "object"],
      ["Spec", "object"],
    ]);
    const [first, ...rest] = spec(schema);
    expect(first).toMatchObject({ pointer: "/spec/port", required: true, help: "Where it listens" });
    expect(rest.map(({ pointer, shape }) => `${pointer} ${shape.kind}`)).toEqual([
      "/spec/name text",
      "/spec/target scalar",
      "/spec/mode choice",
      "/spec/hosts list",
      "/spec/containers list",
      "/spec/labels map",
      "/spec/free map",
      "/spec/odd any",
      "/spec/self object",
      "/spec/loop any",
      "/spec/extra text",
    ]);
    expect(rest[0]?.preset).toBe("web");
  });

  test("have a place for what is in lists and maps, and none for what only the server writes", () => {
    for (const known of [
      "/spec/hosts/0",
      "/spec/containers/3/name",
      "/metadata/labels/app",
      "/spec/odd/a/b",
      "/spec/self/self/port",
    ])
      expect(schema.knows(known), known).toBe(true);
    for (const unknown of [
      "",
      "/apiVersion",
      "/metadata/name",
      "/nowhere",
      "/spec/hosts/x",
      "/spec/port/x",
      "/__proto__/x",
    ])
      expect(schema.knows(unknown), unknown).toBe(false);
  });

  test.each([null, 3, [], { properties: 3 }, { properties: { a: 1 } }, { $ref: "http://elsewhere.test" }])(
    "a schema that is none breaks nothing: %j",
    (odd) => {
      const broken = new FormSchema(odd);
      for (const { shape } of broken.fields(broken.root, "", "")) expect(shape.kind).toBe("any");
    },
  );
});

describe("one of several forms", () => {
  test.each([
    [{ oneOf: [{ type: "null" }, { type: "string" }] }, "text"],
    [{ anyOf: [{ type: "integer" }, { type: "string" }] }, "scalar"],
    [{ oneOf: [{ const: "A" }, { const: "B" }] }, "choice"],
    [{ properties: { a: {}, b: {} }, oneOf: [{ required: ["a"] }, { required: ["b"] }] }, "object"],
    [{ type: "object", properties: { a: {} }, anyOf: [{ properties: { a: {} }, required: ["a"] }, {}] }, "object"],
    [{ anyOf: [{ type: "object", properties: { a: {} } }, { type: "array" }] }, "variants"],
  ])("%j is %s", (raw, kind) => {
    expect(shapeOf(raw).kind).toBe(kind);
  });

  test("a schema that is its own form ends", () => {
    const schema = new FormSchema({
      definitions: { a: { anyOf: [{ $ref: "#/definitions/a" }, { type: "object", properties: {} }] } },
    });
    expect(schema.field("/a", "/a", { $ref: "#/definitions/a" }).shape.kind).toBeDefined();
  });

  test("the value says which, by its type and its fields", () => {
    const schema = new FormSchema({});
    const { shape } = schema.field("/a", "/a", {
      oneOf: [
        { properties: { http: {} }, required: ["http"] },
        { properties: { exec: {} }, required: ["exec"] },
        { type: "array" },
        { type: "boolean" },
      ],
    });
    if (shape.kind !== "variants") throw new Error(shape.kind);
    expect(shape.variants.map(({ label }) => label)).toEqual(["Http", "Exec", "List", "Yes or no"]);
    const chosen = (value: Parameters<typeof variantOf>[1]) => variantOf(shape.variants, value, schema);
    expect([chosen(undefined), chosen({ exec: 1 }), chosen([1]), chosen(false), chosen({ http: 1 })]).toEqual([
      0, 1, 2, 3, 0,
    ]);
  });
});
