import { describe, expect, test } from "vitest";
import { inside, overlap } from "./geometry";
import { arrange, type LayoutNode } from "./layout";

const node = (id: string, parent?: string, container = false): LayoutNode => ({
  id,
  parent,
  container,
  rect: { x: 100, y: 50, width: container ? 480 : 180, height: container ? 320 : 86 },
});

describe("arranging", () => {
  const nodes = [
    node("box", undefined, true),
    node("a", "box"),
    node("b", "box"),
    node("inner", "box", true),
    node("c", "inner"),
    node("d"),
    node("e"),
  ];
  const edges = [
    ["a", "b"],
    ["b", "c"],
    ["c", "d"],
  ] as const;
  const placed = new Map(arrange({ nodes, edges }));
  const rect = (id: string) => placed.get(id) ?? { x: 0, y: 0, width: 0, height: 0 };

  test("keeps members inside their containers", () => {
    for (const [member, box] of [
      ["a", "box"],
      ["b", "box"],
      ["inner", "box"],
      ["c", "inner"],
    ] as const) {
      expect(inside(rect(member), rect(box))).toBe(true);
    }
  });

  test("lets nothing cover anything beside it", () => {
    for (const group of [
      ["box", "d", "e"],
      ["a", "b", "inner"],
    ]) {
      for (const one of group)
        for (const other of group) if (one < other) expect(overlap(rect(one), rect(other))).toBe(false);
    }
  });

  test("goes from left to right along the lines, and keeps its corner", () => {
    expect(rect("a").x).toBeLessThan(rect("b").x);
    expect(rect("b").x).toBeLessThan(rect("inner").x);
    expect(rect("box").x).toBeLessThan(rect("d").x);
    expect(Math.min(...[...placed.values()].map(({ x }) => x))).toBe(100);
    expect(Math.min(...[...placed.values()].map(({ y }) => y))).toBe(50);
  });

  test("gives the same for the same, and does not wait for what has no lines", () => {
    expect(arrange({ nodes, edges })).toEqual(arrange({ nodes, edges }));
    const many = Array.from({ length: 3_000 }, (_, n) => node(`n${n}`));
    const result = arrange({ nodes: many, edges: [] });
    const places = new Set(result.map(([, { x, y }]) => `${x} ${y}`));
    expect(places.size).toBe(3_000);
  });

  test("survives a circle of lines", () => {
    const round = arrange({
      nodes: [node("x"), node("y"), node("z")],
      edges: [
        ["x", "y"],
        ["y", "z"],
        ["z", "x"],
      ],
    });
    expect(new Set(round.map(([, { x, y }]) => `${x} ${y}`)).size).toBe(3);
  });
});
