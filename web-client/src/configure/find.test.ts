import { describe, expect, test } from "vitest";
import { fieldCount, find } from "./find";
import { FormSchema } from "./schema";

const container = {
  type: "object",
  properties: { name: { type: "string" }, image: { type: "string", description: "What is run, with its tag" } },
};
const schema = new FormSchema({
  properties: {
    spec: {
      properties: {
        replicas: { type: "integer", description: "How many run" },
        containers: { type: "array", items: container },
        imagePullSecrets: { type: "array", items: { type: "string" } },
        tree: { $ref: "#/properties/spec" },
      },
    },
  },
});

describe("a search in a form", () => {
  test("finds by name before description, in lists too, and says what has to be open", () => {
    const filter = find(schema, "image");
    expect([...(filter?.found ?? [])]).toEqual(["/spec/containers/*/image", "/spec/imagePullSecrets"]);
    expect([...(filter?.open ?? [])]).toEqual(["/spec/containers/*", "/spec/containers", "/spec"]);
    expect(find(schema, "tag run")?.found).toContain("/spec/containers/*/image");
    expect(find(schema, "qqq")?.found.size).toBe(0);
    expect(find(schema, "  ")).toBeUndefined();
  });

  test("a schema that holds itself is walked once", () => {
    expect(fieldCount(schema)).toBe(7);
  });

  test("shows the best of many", () => {
    const many = new FormSchema({
      properties: Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`port${n}`, { type: "string" }])),
    });
    expect(find(many, "port")).toMatchObject({ more: 70 });
  });
});
