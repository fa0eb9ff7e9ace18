import { describe, expect, test } from "vitest";
import type { Json } from "../doc/kinds";
import { generator } from "./testing";
import { blocked, countAt, entriesFor, flattened, valueAt } from "./values";

const config = new Map<string, Json>([
  ["/spec/port", 80],
  ["/spec/empty", {}],
  ["/spec/list", [{ name: "a", env: { x: 1 } }, "b"]],
  ["/spec/map/a~1b", "1"],
  ["/spec/map/c", "2"],
]);

function after(pointer: string, value: Json | undefined): Record<string, Json> {
  const next = new Map(config);
  for (const [key, one] of entriesFor(config, pointer, value)) {
    if (one === undefined) next.delete(key);
    else next.set(key, one);
  }
  return Object.fromEntries(next);
}

describe("a value in a configuration", () => {
  test.each<[string, Json | undefined]>([
    ["/spec/port", 80],
    ["/spec/list/0/name", "a"],
    ["/spec/list/0/env/x", 1],
    ["/spec/list/1", "b"],
    ["/spec/list/7", undefined],
    ["/spec/list/name", undefined],
    ["/spec/map", { "a/b": "1", c: "2" }],
    ["/spec/map/a~1b", "1"],
    ["/spec/nothing", undefined],
    ["/spec/por", undefined],
  ])("%s is found, in lists and through entries", (pointer, value) => {
    expect(valueAt(config, pointer)).toEqual(value);
  });

  test("is set inside a list as one new list, and removed with the map that it leaves empty", () => {
    expect(after("/spec/list/0/name", "z")["/spec/list"]).toEqual([{ name: "z", env: { x: 1 } }, "b"]);
    expect(after("/spec/list/0/env/x", undefined)["/spec/list"]).toEqual([{ name: "a" }, "b"]);
    expect(after("/spec/list/0", undefined)["/spec/list"]).toEqual(["b"]);
    expect(after("/spec/list/2/image", "i")["/spec/list"]).toEqual([{ name: "a", env: { x: 1 } }, "b", { image: "i" }]);
  });

  test("takes the place of empty maps around it, and of entries below it", () => {
    expect(after("/spec/empty/app", "x")).toMatchObject({ "/spec/empty/app": "x" });
    expect(after("/spec/empty/app", "x")).not.toHaveProperty(["/spec/empty"]);
    expect(Object.keys(after("/spec/map", { d: { e: [] } }))).toContain("/spec/map/d/e");
    expect(after("/spec/map", undefined)).not.toHaveProperty(["/spec/map/c"]);
  });

  test("goes nowhere inside a scalar", () => {
    expect(blocked(config, "/spec/port/x")).toBe(true);
    expect(blocked(config, "/spec/list/1/x")).toBe(true);
    expect(entriesFor(config, "/spec/port/x", 1)).toEqual([]);
    expect(blocked(config, "/spec/list/0/other/x")).toBe(false);
  });

  test("is counted where it is set", () => {
    expect([
      countAt(config, "/spec"),
      countAt(config, "/spec/list"),
      countAt(config, "/spec/list/0"),
      countAt(config, "/x"),
    ]).toEqual([5, 1, 2, 0]);
  });

  test("what is written is what is read, whatever was there", () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const random = generator(seed);
      const state = new Map(Object.entries(random.config()));
      for (let step = 0; step < 10; step += 1) {
        const keys = [...state.keys()];
        const pointer = random.chance(0.5) ? random.pick(keys.length > 0 ? keys : ["/a"]) : random.pointer();
        if (blocked(state, pointer)) continue;
        const value = random.json(2);
        for (const [key, one] of entriesFor(state, pointer, value))
          if (one === undefined) state.delete(key);
          else state.set(key, one);
        const read = valueAt(state, pointer);
        if (JSON.stringify(read) !== JSON.stringify(value) && !isSame(read, value))
          throw new Error(`seed ${seed}: ${pointer}`);
        for (const outer of state.keys())
          for (const inner of state.keys())
            if (inner.startsWith(`${outer}/`)) throw new Error(`seed ${seed}: ${inner} stands in ${outer}`);
      }
    }
  });
});

/** Equal whatever the order of fields. */
function isSame(a: Json | undefined, b: Json): boolean {
  const sorted = (value: Json) =>
    JSON.stringify([...flattened("", value)].map(([key, one]) => `${key}=${JSON.stringify(one)}`).sort());
  return a !== undefined && sorted(a) === sorted(b);
}
