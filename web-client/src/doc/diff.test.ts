import { describe, expect, test } from "vitest";
import { componentYaml, diffOf, renamed } from "./diff";
import { diffLines, hunks } from "./line-diff";
import { nested } from "./nest";
import { yamlLines } from "./yaml-text";

const component = (id: string, more: object = {}) => ({
  id,
  model: "kubernetes",
  kind: "Deployment",
  version: "apps/v1",
  name: id,
  z: "a0~x",
  pos: [0, 0],
  size: [180, 86],
  config: { "/spec/replicas": 1, "/metadata/labels/app.kubernetes.io~1name": "web" },
  notes: "",
  style: {},
  ...more,
});
const content = (components: object[], relationships: object[] = [], name = "Shop") => ({
  name,
  components,
  relationships,
});

describe("what differs between two contents", () => {
  test("nothing, for equal ones in any order of keys and things", () => {
    const a = content([component("a", { config: { "/x": { p: 1, q: 2 } } }), component("b")]);
    const b = content([component("b"), component("a", { config: { "/x": { q: 2, p: 1 } } })]);
    expect(diffOf(a, b)).toEqual([]);
    expect(renamed(a, b)).toBeUndefined();
  });

  test("a field that is set, changed or taken away, with both values", () => {
    const after = component("a", { config: { "/spec/replicas": 3, "/spec/paused": true } });
    const [change] = diffOf(content([component("a")]), content([after]));
    expect(change).toMatchObject({ what: "component", how: "changed", name: "a", kind: "Deployment" });
    expect(change?.fields).toEqual([
      { field: "spec.replicas", from: 1, to: 3 },
      { field: "/metadata/labels/app.kubernetes.io~1name", from: "web", to: undefined },
      { field: "spec.paused", from: undefined, to: true },
    ]);
  });

  test("moved is not changed, and what changed does not tell its place", () => {
    const moved = component("a", { pos: [40, 0] });
    expect(diffOf(content([component("a")]), content([moved]))).toMatchObject([
      { how: "moved", fields: [{ field: "Place", from: [0, 0], to: [40, 0] }] },
    ]);
    const both = component("a", { pos: [40, 0], name: "b" });
    expect(diffOf(content([component("a")]), content([both]))).toMatchObject([
      { how: "changed", fields: [{ field: "Name", from: "a", to: "b" }] },
    ]);
  });

  test("what came and went, and lines by the names of their ends", () => {
    const before = content([component("a"), component("b")], [{ id: "r", from: "a", to: "b", kind: "edge" }]);
    const after = content(
      [component("a"), component("c", { parent: "a" })],
      [{ id: "s", from: "a", to: "c", kind: "edge" }],
    );
    expect(diffOf(before, after).map(({ how, name }) => `${how} ${name}`)).toEqual([
      "added c",
      "removed b",
      "added a → c",
      "removed a → b",
    ]);
    expect(diffOf(before, after)[0]?.fields.find(({ field }) => field === "Inside")?.to).toBe("a");
  });

  test.each([null, undefined, 3, {}, { components: "x" }, { components: [null, { id: 4 }] }])(
    "of %j against a design everything is added",
    (broken) => expect(diffOf(broken, content([component("a")]))).toMatchObject([{ how: "added" }]),
  );
});

describe("YAML for reading", () => {
  test("a component is written as operators write it", () => {
    const one = component("web", {
      config: {
        "/spec/template/spec/containers": [{ name: "main", image: "a:1", args: [] }],
        "/metadata/namespace": "shop",
      },
    });
    expect(componentYaml(content([one]), "web")).toEqual([
      "apiVersion: apps/v1",
      "kind: Deployment",
      "metadata:",
      "  name: web",
      "  namespace: shop",
      "spec:",
      "  template:",
      "    spec:",
      "      containers:",
      "        - name: main",
      "          image: a:1",
      "          args: []",
    ]);
    expect(componentYaml(content([]), "web")).toEqual([]);
  });

  test("text that YAML would misread is quoted, long text stands in a block", () => {
    expect(
      yamlLines({ a: "yes", b: "1.0", c: "x: y", d: "", e: "plain text", f: "#no", g: "two\nlines\n", h: null }),
    ).toEqual([
      'a: "yes"',
      'b: "1.0"',
      'c: "x: y"',
      'd: ""',
      "e: plain text",
      'f: "#no"',
      "g: |",
      "  two",
      "  lines",
      "h: null",
    ]);
    expect(yamlLines([["a"], [{ b: 1 }]])).toEqual(["- - a", "- - b: 1"]);
  });

  test("entries become maps; one that points into another's value is left out, and no key reaches a prototype", () => {
    const built = nested([
      ["/a/b", 1],
      ["/a~1b/c", 2],
      ["/l", [1]],
      ["/l/0", 2],
      ["/__proto__/x", 3],
    ]);
    expect(JSON.stringify(built)).toBe('{"__proto__":{"x":3},"a":{"b":1},"a/b":{"c":2},"l":[1]}');
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
  });
});

describe("lines", () => {
  const marks = (before: string, after: string) =>
    diffLines(before.split(""), after.split(""))
      .map(({ how, text }) => (how === "same" ? "" : how === "added" ? "+" : "-") + text)
      .join("");

  test.each([
    ["abc", "abc", "abc"],
    ["abc", "axc", "a-b+xc"],
    ["abcd", "bcde", "-abcd+e"],
    ["", "ab", "+a+b"],
    ["aab", "ab", "a-ab"],
  ])("%s to %s is %s", (before, after, expected) => expect(marks(before, after)).toBe(expected));

  test("any comparison gives both texts back", () => {
    let seed = 7;
    const next = (limit: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % limit;
    };
    for (let round = 0; round < 300; round += 1) {
      const make = () => Array.from({ length: next(12) }, () => String(next(4)));
      const [a, b] = [make(), make()];
      const lines = diffLines(a, b);
      expect(lines.filter(({ how }) => how !== "added").map(({ text }) => text)).toEqual(a);
      expect(lines.filter(({ how }) => how !== "removed").map(({ text }) => text)).toEqual(b);
    }
  });

  test("far from a change lines are left out", () => {
    const before = Array.from({ length: 30 }, (_, index) => String(index));
    const after = before.map((line) => (line === "15" ? "x" : line));
    const shown = hunks(diffLines(before, after), 2);
    expect(shown.map((line) => line?.text)).toEqual(["13", "14", "15", "x", "16", "17"]);
    expect(hunks(diffLines(before, before), 2)).toEqual([]);
  });
});
