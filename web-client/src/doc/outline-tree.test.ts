import { expect, test } from "vitest";
import { readComponent, type Snapshot } from "./model";
import { stepIn, outlineOf } from "./outline-tree";

function snapshot(...items: readonly (readonly [id: string, kind: string, parent?: string])[]): Snapshot {
  const components = items.map(([id, kind, parent]) => {
    const component = readComponent(id, new Map(Object.entries({ kind, name: id, parent })));
    if (component === undefined) throw new Error("no component");
    return [id, component] as const;
  });
  return { name: "", components: new Map(components), relationships: new Map() };
}

const SHOP = snapshot(
  ["web", "Deployment", "shop"],
  ["edge", "Gateway"],
  ["shop", "Namespace"],
  ["api", "Deployment", "shop"],
);
const lines = (closed: readonly string[] = []) =>
  outlineOf(SHOP, new Set(closed)).map(({ component, level }) => `${level} ${component.id}`);

test("containers come first, with their members by name", () => {
  expect(lines()).toEqual(["1 shop", "2 api", "2 web", "1 edge"]);
  expect(lines(["shop"])).toEqual(["1 shop", "1 edge"]);
  const [shop, api] = outlineOf(SHOP, new Set());
  expect(shop).toMatchObject({ open: true, place: 1, siblings: 2 });
  expect(api).toMatchObject({ open: undefined, place: 1, siblings: 2, parent: "shop" });
});

test("a cycle of parents or a parent that holds nothing hides nobody", () => {
  const odd = snapshot(["a", "Namespace", "b"], ["b", "Namespace", "a"], ["c", "Pod", "web"], ["web", "Pod"]);
  const ids = outlineOf(odd, new Set()).map(({ component }) => component.id);
  expect(ids.sort()).toEqual(["a", "b", "c", "web"]);
});

test("arrows walk, open and close", () => {
  const rows = outlineOf(SHOP, new Set());
  expect(stepIn(rows, 0, "ArrowDown")).toEqual({ kind: "go", index: 1 });
  expect(stepIn(rows, 0, "ArrowUp")).toEqual({ kind: "go", index: 0 });
  expect(stepIn(rows, 2, "ArrowLeft")).toEqual({ kind: "go", index: 0 });
  expect(stepIn(rows, 0, "ArrowLeft")).toEqual({ kind: "toggle", id: "shop" });
  expect(stepIn(rows, 0, "ArrowRight")).toEqual({ kind: "go", index: 1 });
  expect(stepIn(rows, 3, "ArrowRight")).toBeUndefined();
  expect(stepIn(rows, 1, "End")).toEqual({ kind: "go", index: 3 });
  const closed = outlineOf(SHOP, new Set(["shop"]));
  expect(stepIn(closed, 0, "ArrowRight")).toEqual({ kind: "toggle", id: "shop" });
});
