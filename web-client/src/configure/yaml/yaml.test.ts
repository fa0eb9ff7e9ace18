import { describe, expect, test } from "vitest";
import type { Json } from "../../doc/kinds";
import { generator } from "../testing";
import { hunks } from "./lines";
import { readYaml } from "./read";
import { type Source, YamlSync } from "./sync";
import { type Change, changes, tidy, type Tree } from "./tree";
import { alike } from "./alike";
import { rewritten, writeYaml } from "./write";

function read(text: string) {
  const answer = readYaml(text);
  if ("problem" in answer) throw new Error(`${answer.problem.line}: ${answer.problem.words}\n${text}`);
  return answer;
}

const tree = (text: string) => Object.fromEntries(read(text).tree);

function applied(to: Map<string, Json>, all: readonly Change[]): void {
  for (const [pointer, value] of all) {
    if (value === undefined) to.delete(pointer);
    else to.set(pointer, value);
  }
}

/** A document as far as a text sees it. */
class Shared implements Source {
  values: Map<string, Json>;
  looks = new Map<string, Json>();
  writes: Change[][] = [];
  constructor(values: Record<string, Json>) {
    this.values = new Map(Object.entries(values));
  }
  tree = (): Tree => tidy([["/kind", "Pod"], ...this.values]);
  layout = () => new Map(this.looks);
  fixed = (pointer: string) => (pointer === "/kind" ? "A component keeps its kind" : undefined);
  write(values: readonly Change[], looks: readonly Change[]): void {
    this.writes.push([...values]);
    applied(this.values, values);
    applied(this.looks, looks);
  }
}

const MANIFEST = `# Ours, ask Mona
kind: Pod

# how many
spec:
  replicas: 2 # enough
  containers:
    # the web server
    - image: nginx:1.29
      name: web
    - name: side
      args: ["a", 'b']
  zones: []
`;

describe("a text", () => {
  test("is read as entries; lists are one value, a field without a value is not there yet", () => {
    expect(tree(`${MANIFEST}  open:\n  none: ~\n`)).toEqual({
      "/kind": "Pod",
      "/spec/replicas": 2,
      "/spec/containers": [
        { image: "nginx:1.29", name: "web" },
        { name: "side", args: ["a", "b"] },
      ],
      "/spec/zones": [],
      "/spec/none": null,
    });
    expect(tree("a: 0644\nb: 12345678901234567890\nc: 0o17\nd: -0\ne: {}\n1: x\n")).toEqual({
      "/1": "x",
      "/a": 420,
      "/b": "12345678901234567890",
      "/c": 15,
      "/d": 0,
      "/e": {},
    });
    expect(tree("a: &x {b: 1}\nc: *x\n")).toEqual({ "/a/b": 1, "/c/b": 1 });
    for (const empty of ["", "\n# only this\n", "a:\n"]) expect(tree(empty)).toEqual({});
  });

  test.each([
    ["a: 1\nb: [1\nc: 2\n", 2],
    ["a: 1\na: 2\n", 2],
    ["- a\n", 1],
    ["a: 1\n---\nb: 2\n", 2],
    ["a: .nan\n", 1],
    ["x: 1\na: !made up\n", 2],
    ["a: 1\n<<: {b: 2}\n", 2],
    ["a:\n\tb: 1\n", 2],
    [`a: ${"[".repeat(60)}${"]".repeat(60)}\n`, 1],
  ])("%j is no configuration, and the line is said", (text, line) => {
    const answer = readYaml(text);
    if (!("problem" in answer)) throw new Error("was read");
    expect(answer.problem.line).toBeGreaterThanOrEqual(line);
    expect(answer.problem.line).toBeLessThanOrEqual(line + 1);
    expect(answer.problem.words).not.toBe("");
  });

  test("is written again with its comments and the order of its keys", () => {
    const { layout, tree: values } = read(MANIFEST);

    expect(read(writeYaml(values, layout))).toMatchObject({ tree: values, layout });
    expect(writeYaml(values, layout)).toBe(
      MANIFEST.replace(`["a", 'b']`, "\n        - a\n        - b").replace("args: ", "args:"),
    );
  });
});

describe("a change elsewhere", () => {
  test("of a value changes that value in the text and nothing else", () => {
    const next = new Map(read(MANIFEST).tree).set("/spec/replicas", 12);
    expect(rewritten(MANIFEST, read(MANIFEST), next, new Map(), new Map())).toBe(
      MANIFEST.replace("2 # enough", "12 # enough"),
    );
  });

  test("keeps comments beside, above and in lists, and writes lists as the text does", () => {
    const flat = MANIFEST.replaceAll(/^ {4}(?=[-# ])/gm, "  ");
    const next = new Map(read(flat).tree);
    next.delete("/spec/zones");
    next.set("/spec/paused", true);
    next.set("/spec/containers", [{ name: "side" }, { image: "nginx:1.30", name: "web" }]);
    const text = rewritten(flat, read(flat), next, new Map(), new Map());
    expect(text).toContain("# the web server\n  - image: nginx:1.30\n    name: web");
    expect(text).toContain("2 # enough");
    expect(text).toContain("  paused: true\n");
    expect(tree(text)["/spec/containers"]).toEqual(next.get("/spec/containers"));
  });

  test("cuts only the lines that differ", () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const random = generator(seed);
      const lines = () =>
        Array.from({ length: random.below(12) }, () => random.pick(["a", "b", "c\n", "d\n", "\n", "e\n"])).join("");
      const [before, after] = [lines(), lines()];
      const made = [...hunks(before, after)]
        .reverse()
        .reduce((text, { from, to, insert }) => text.slice(0, from) + insert + text.slice(to), before);
      expect(made, `seed ${seed}`).toBe(after);
    }
    expect(hunks("a\nb\nc\nd\n", "a\nB\nc\nD\n")).toHaveLength(2);
  });
});

describe("a text and a document, both ways", () => {
  test("only what was changed is written", () => {
    const shared = new Shared({ "/spec/replicas": 1, "/spec/other": "x" });
    const sync = new YamlSync(shared);
    sync.typed(sync.text.replace("replicas: 1", "replicas: 3 # more"));
    expect(shared.writes).toEqual([[["/spec/replicas", 3]]]);
    expect(sync.refreshed()).toBeUndefined();
    expect(new YamlSync(shared).text).toContain("replicas: 3 # more");
  });

  test("what cannot be read is kept and changes nothing; what came meanwhile comes when it can be read", () => {
    const shared = new Shared({ "/spec/replicas": 1, "/spec/other": "x" });
    const sync = new YamlSync(shared);
    const broken = sync.text.replace("replicas: 1", "replicas: [1");
    sync.typed(broken);
    expect(sync.problem?.line).toBe(4);
    expect(shared.writes).toEqual([]);
    shared.values.set("/spec/other", "theirs");
    expect(sync.refreshed()).toBeUndefined();
    expect([sync.text, sync.behind]).toEqual([broken, true]);

    const later = new YamlSync(shared, sync.draft);
    expect(later.problem).toBeDefined();
    later.typed(broken.replace("[1", "4"));
    expect(later.refreshed()).toContain("other: theirs");
    expect(Object.fromEntries(shared.values)).toEqual({ "/spec/replicas": 4, "/spec/other": "theirs" });
  });

  test("a draft is given up for what the document says", () => {
    const shared = new Shared({ "/a": 1 });
    const sync = new YamlSync(shared);
    sync.typed("a: [");
    shared.values.set("/a", 2);
    sync.refreshed();
    expect(sync.discard()).toBe("kind: Pod\na: 2\n");
    expect(sync.problem).toBeUndefined();
  });

  test("what is fixed cannot be changed, and may be left out", () => {
    const sync = new YamlSync(new Shared({ "/a": 1 }));
    sync.typed("a: 1\nkind: Service\n");
    expect(sync.problem).toMatchObject({ line: 2, words: "A component keeps its kind" });
    sync.typed("a: 1\n");
    expect(sync.problem).toBeUndefined();
    expect(sync.refreshed()).toBeUndefined();
  });

  test("comments and order reach others", () => {
    const shared = new Shared({ "/spec/a": 1, "/spec/b": 2 });
    const [ada, bob] = [new YamlSync(shared), new YamlSync(shared)];
    ada.typed("kind: Pod\nspec:\n  b: 2 # two\n  # one\n  a: 1\n");
    expect(bob.refreshed()).toBe(ada.text);
    ada.typed(ada.text.replace(" # two", ""));
    expect(bob.refreshed()).toBe(ada.text);
  });

  test("random edits of two texts and of the tree end in equal trees", { timeout: 60_000 }, () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const random = generator(seed);
      const shared = new Shared(random.config());
      const people = [new YamlSync(shared), new YamlSync(shared)];
      for (let step = 0; step < 8; step += 1) {
        if (random.chance(0.5)) {
          const target = new Map(shared.values);
          const keys = [...target.keys()];
          if (keys.length > 0 && random.chance(0.3)) target.delete(random.pick(keys));
          else {
            const pointer = random.pointer();
            for (const key of keys)
              if (key.startsWith(`${pointer}/`) || pointer.startsWith(`${key}/`)) target.delete(key);
            const value = random.json(2);
            const isPart =
              typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;
            target.set(pointer, isPart ? [value] : value);
          }
          // Either the tree itself, or a text that somebody wrote so.
          if (random.chance(0.5)) shared.values = target;
          else {
            const writer = random.pick(people);
            const wanted = tidy([["/kind", "Pod"], ...target]);
            writer.typed(rewritten(writer.text, read(writer.text), wanted, new Map(), new Map()));
          }
        } else {
          const writer = random.pick(people);
          const line =
            writer.text
              .split("\n")
              .filter((one) => one.trim() !== "")
              .at(-1) ?? "";
          writer.typed(`${writer.text.trimEnd()}${line.includes("|") || line.includes('"') ? "\n" : " # said\n"}`);
          writer.typed(`# ${step}\n${writer.text}`);
        }
        for (const one of people) {
          if (one.problem !== undefined) one.discard();
          else one.refreshed();
        }
        for (const one of people) {
          const seen = read(one.text).tree;
          const wanted = shared.tree();
          const off = [...new Set([...seen.keys(), ...wanted.keys()])].filter(
            (key) => !seen.has(key) || !wanted.has(key) || !alike(seen.get(key) as Json, wanted.get(key)),
          );
          if (off.length > 0) throw new Error(`seed ${seed}, step ${step}: ${off.join(", ")}\n${one.text}`);
        }
      }
    }
  });

  test("every value that a document holds is written so that it is read back", { timeout: 30_000 }, () => {
    for (let seed = 1; seed <= 500; seed += 1) {
      const values = new Map(Object.entries(generator(seed).config()));
      expect(changes(values, read(writeYaml(values, new Map())).tree), `seed ${seed}`).toEqual([]);
    }
  });
});
