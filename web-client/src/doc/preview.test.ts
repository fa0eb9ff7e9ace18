import { describe, expect, test } from "vitest";
import { factOf } from "./facts";
import { readComponent } from "./model";
import { labelOf, parse, pointerProblem } from "./pointer";
import { previewOf } from "./preview";
import { facing } from "./route";

const component = (id: string, pos: unknown, more: object = {}) => ({ id, kind: "Pod", name: id, pos, ...more });

describe("a preview", () => {
  test("draws boxes and the lines between them", () => {
    const preview = previewOf({
      components: [component("a", [0, 0]), component("b", [400, 0])],
      relationships: [{ id: "r", from: "a", to: "b", kind: "edge" }],
    });
    expect(preview?.boxes).toHaveLength(2);
    expect(preview?.lines[0]?.path).toMatch(/^M180 43C/);
  });

  test("reads maps as well as lists, and leaves out what makes no sense", () => {
    const preview = previewOf({
      components: { a: component("a", "nowhere"), b: 7, c: component("c", [1, 1], { deleted: { by: "x", at: "" } }) },
      relationships: [{ id: "r", from: "a", to: "gone" }],
    });
    expect(preview?.boxes.map(({ id }) => id)).toEqual(["a"]);
    expect(preview?.lines).toEqual([]);
  });

  test.each([null, undefined, 7, "x", {}, { components: [] }])("has nothing to draw for %j", (content) => {
    expect(previewOf(content)).toBeUndefined();
  });

  test("contains every box", () => {
    const preview = previewOf({ components: [component("a", [-900, -50]), component("b", [2400, 900])] });
    const [x = 0, y = 0, width = 0, height = 0] = preview?.viewBox.split(" ").map(Number) ?? [];
    expect([x <= -900, y <= -50, x + width >= 2580, y + height >= 986]).toEqual([true, true, true, true]);
  });
});

describe("small words", () => {
  const read = (kind: string, config: object) =>
    readComponent("x", new Map<string, unknown>(Object.entries({ kind, config })));

  test.each([
    ["Deployment", { "/spec/replicas": 3, "/spec/x/image": "shop/api:1" }, "3 replicas · api:1"],
    ["StatefulSet", { "/spec/template/spec/containers": [{ name: "main", image: "db:2" }] }, "db:2"],
    ["Service", { "/spec/type": "ClusterIP", "/spec/ports": [{ name: "http", port: 80 }] }, "ClusterIP · 80"],
    ["ConfigMap", { "/data/A": "1" }, "1 key"],
    ["HorizontalPodAutoscaler", { "/spec/minReplicas": 2, "/spec/maxReplicas": 9 }, "2 to 9 replicas"],
    ["Role", {}, "Not configured yet"],
  ])("the fact of a %s", (kind, config, fact) => {
    expect(factOf(read(kind, config)!)).toBe(fact);
  });

  test("labels and pointers", () => {
    expect(labelOf("/spec/minReplicas")).toBe("Min replicas");
    expect(pointerProblem("spec")).toContain("slash");
    expect(pointerProblem("/spec/replicas")).toBeUndefined();
  });

  test("typed values keep the type of the field", () => {
    expect(parse("3", 1)).toEqual({ value: 3 });
    expect(parse("x", 1)).toHaveProperty("problem");
    expect(parse("3", "a")).toEqual({ value: "3" });
    expect(parse("[", [])).toHaveProperty("problem");
    expect(parse("true", undefined)).toEqual({ value: true });
  });

  test("lines leave by the sides that face each other", () => {
    const at = (x: number, y: number) => ({ x, y, width: 100, height: 50 });
    expect(facing(at(0, 0), at(300, 0))).toEqual(["r", "l"]);
    expect(facing(at(0, 300), at(0, 0))).toEqual(["t", "b"]);
  });
});
