import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { Design } from "../../doc/design";
import { kindOf } from "../../doc/kinds";
import { generator } from "../testing";
import { entriesFor } from "../values";
import { readYaml } from "./read";
import { fitted, sourceOf } from "./source";
import { YamlSync } from "./sync";
import { alike } from "./alike";

/** Two people with a document each; what one does reaches the other when `meet` is called. */
function people(config: Readonly<Record<string, never>> = {}) {
  const [ada, bob] = [new Design(new Y.Doc(), "ada"), new Design(new Y.Doc(), "bob")];
  const meet = () => {
    const [a, b] = [Y.encodeStateVector(ada.doc), Y.encodeStateVector(bob.doc)];
    const [forBob, forAda] = [Y.encodeStateAsUpdate(ada.doc, b), Y.encodeStateAsUpdate(bob.doc, a)];
    Y.applyUpdate(bob.doc, forBob, "remote");
    Y.applyUpdate(ada.doc, forAda, "remote");
  };
  const id = ada.add({ ...kindOf("Deployment", "kubernetes", "apps/v1"), config }, [0, 0]);
  meet();
  return { ada, bob, id, meet };
}

describe("a component's YAML", () => {
  test("has kind, version and name at its head; a new name renames it, and one undo takes all of it back", () => {
    const { ada, id } = people();
    const sync = new YamlSync(sourceOf({ design: ada }, id));
    expect(sync.text).toContain("apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: deployment\n");
    sync.typed(`${sync.text.replace("name: deployment", "name: front")}spec:\n  replicas: 2 # two\n  paused: true\n`);

    expect(ada.snapshot.components.get(id)).toMatchObject({ name: "front" });
    expect(Object.fromEntries(ada.snapshot.components.get(id)?.config ?? [])).toEqual({
      "/spec/replicas": 2,
      "/spec/paused": true,
    });
    ada.undo();
    ada.undo();
    expect(ada.snapshot.components.get(id)?.config.size).toBe(0);
    expect(ada.yamlLooks(id).size).toBe(0);
  });

  test("no entry comes to stand in the value of another, whoever wrote it", () => {
    const config = new Map([
      ["/a/b", 1],
      ["/c", 2],
    ]);
    expect(
      fitted(config, [
        ["/a", 5],
        ["/c/d", 6],
      ]),
    ).toEqual([
      ["/a", 5],
      ["/c/d", 6],
      ["/a/b", undefined],
      ["/c", undefined],
    ]);
  });

  test("comments reach the other person's text, and stand in a text that is opened later", () => {
    const { ada, bob, id, meet } = people();
    const [left, right] = [new YamlSync(sourceOf({ design: ada }, id)), new YamlSync(sourceOf({ design: bob }, id))];
    left.typed(`${left.text}spec:\n  # as many as zones\n  replicas: 3\n`);
    meet();
    expect(right.refreshed()).toBe(left.text);
    expect(new YamlSync(sourceOf({ design: bob }, id)).text).toBe(left.text);
  });

  test("one writes YAML, the other uses the form, apart and together: both end with the same", {
    timeout: 60_000,
  }, () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const random = generator(seed);
      const { ada, bob, id, meet } = people();
      const sync = new YamlSync(sourceOf({ design: ada }, id));
      for (let step = 0; step < 8; step += 1) {
        if (random.chance(0.5)) {
          const entry = `k${random.below(4)}: ${JSON.stringify(random.json(2))} # ${step}`;
          sync.typed(
            `${sync.text.replace(/^k\d: .*\n(?:[ -].*\n)*/gm, (old) => (random.chance(0.4) ? "" : old))}${entry}\n`,
          );
          if (sync.problem !== undefined) sync.discard();
        }
        const config = bob.snapshot.components.get(id)?.config ?? new Map();
        const pointer = random.chance(0.5) ? `/k${random.below(4)}` : random.pointer();
        if (random.chance(0.7))
          bob.configureAll(id, entriesFor(config, pointer, random.chance(0.2) ? undefined : random.json(1)));
        if (random.chance(0.5)) {
          meet();
          sync.refreshed();
        }
      }
      meet();
      sync.refreshed();
      const [a, b] = [sourceOf({ design: ada }, id).tree(), sourceOf({ design: bob }, id).tree()];
      expect(Object.fromEntries(a)).toEqual(Object.fromEntries(b));
      const read = readYaml(sync.text);
      if ("problem" in read) throw new Error(`seed ${seed}: ${read.problem.words}\n${sync.text}`);
      for (const [pointer, value] of a)
        if (!read.tree.has(pointer) || !alike(value, read.tree.get(pointer)))
          throw new Error(`seed ${seed}: ${pointer}\n${sync.text}`);
      expect(read.tree.size, `seed ${seed}`).toBe(a.size);
    }
  });
});
