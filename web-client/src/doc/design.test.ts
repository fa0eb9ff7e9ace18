import { beforeEach, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { Design } from "./design";
import { KINDS, kindNamed, type Kind } from "./kinds";
import { effectiveParent, readComponent } from "./model";

const clock = () => new Date("2026-01-01T00:00:00Z");
const named = (name: string): Kind => kindNamed(name) as Kind;

function replica(person: string): Design {
  return new Design(new Y.Doc(), person, clock);
}

function exchange(...designs: readonly Design[]): void {
  for (const from of designs) {
    for (const to of designs) {
      if (from !== to) Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)), "remote");
    }
  }
}

describe("a design", () => {
  let ada: Design;
  let bob: Design;
  beforeEach(() => {
    ada = replica("ada");
    bob = replica("bob");
  });

  test("creates a component with everything nested in it, in one transaction", () => {
    let updates = 0;
    ada.doc.on("update", () => {
      updates += 1;
    });

    const id = ada.add(named("Deployment"), [10, 20]);

    const stored = ada.doc.getMap("components").toJSON()[id];
    expect(updates).toBe(1);
    expect(id).toMatch(/^[A-Za-z0-9]{16}$/);
    expect(stored).toMatchObject({ kind: "Deployment", name: "deployment", pos: [10, 20], notes: "", style: {} });
    expect(stored.config["/spec/replicas"]).toBe(1);
    expect(stored.deleted).toBeUndefined();
  });

  test("keeps a move and a configuration made at the same time", () => {
    const id = ada.add(named("Deployment"), [0, 0]);
    exchange(ada, bob);

    ada.move([{ id, pos: [300, 40] }]);
    bob.configure(id, "/spec/replicas", 5);
    exchange(ada, bob);

    for (const { snapshot } of [ada, bob]) {
      expect(snapshot.components.get(id)?.pos).toEqual([300, 40]);
      expect(snapshot.components.get(id)?.config.get("/spec/replicas")).toBe(5);
    }
  });

  test("gives two people's new components different names and an order", () => {
    const first = ada.add(named("Pod"), [0, 0]);
    const second = ada.add(named("Pod"), [0, 0]);

    const [a, b] = [first, second].map((id) => ada.snapshot.components.get(id));
    expect([a?.name, b?.name]).toEqual(["pod", "pod-2"]);
    expect((a?.z ?? "") < (b?.z ?? "")).toBe(true);
  });

  test("deletes by a flag, with what the container holds, and brings all of it back", () => {
    const namespace = ada.add(named("Namespace"), [0, 0]);
    const pod = ada.add(named("Pod"), [40, 40], namespace);

    ada.remove([namespace]);
    expect(ada.snapshot.components.size).toBe(0);
    expect(ada.doc.getMap("components").toJSON()[pod].deleted).toEqual({ by: "ada", at: "2026-01-01T00:00:00.000Z" });

    ada.undo();
    expect([...ada.snapshot.components.keys()].sort()).toEqual([namespace, pod].sort());
  });

  test("draws a relationship once, and never to itself", () => {
    const [a, b] = [ada.add(named("Service"), [0, 0]), ada.add(named("Pod"), [0, 0])];

    expect(ada.connect(a, b)).toBeDefined();
    expect(ada.connect(a, b)).toBeUndefined();
    expect(ada.connect(a, a)).toBeUndefined();
    expect(ada.relationshipsOf(b)).toHaveLength(1);
  });

  test("leaves an unnamed component its name", () => {
    const id = ada.add(named("Pod"), [0, 0]);

    ada.rename(id, "   ");

    expect(ada.snapshot.components.get(id)?.name).toBe("pod");
  });

  test("does not take back a creation that another has worked on", () => {
    const id = ada.add(named("Pod"), [0, 0]);
    exchange(ada, bob);
    bob.rename(id, "bobs");
    exchange(ada, bob);

    expect(ada.undo()).toEqual({ kind: "done", kept: 1 });

    expect(ada.snapshot.components.get(id)?.name).toBe("bobs");
  });

  test("takes back a write only while it still stands, equal values by another included", () => {
    const id = ada.add(named("Deployment"), [0, 0]);
    ada.configure(id, "/spec/replicas", 2);
    exchange(ada, bob);
    bob.configure(id, "/spec/replicas", 3);
    bob.configure(id, "/spec/replicas", 2);
    exchange(ada, bob);

    ada.undo();

    expect(ada.snapshot.components.get(id)?.config.get("/spec/replicas")).toBe(2);
  });

  test("undoes and redoes a chain of own writes to the same field", () => {
    const id = ada.add(named("Pod"), [0, 0]);
    const name = () => ada.snapshot.components.get(id)?.name;
    ada.rename(id, "one");
    ada.rename(id, "two");

    ada.undo();
    ada.undo();
    expect(name()).toBe("pod");
    ada.redo();
    ada.redo();
    expect(name()).toBe("two");
    ada.undo();
    expect(name()).toBe("one");
  });

  test("keeps untouched components' identity from snapshot to snapshot", () => {
    const [a, b] = [ada.add(named("Pod"), [0, 0]), ada.add(named("Pod"), [0, 0])];
    const before = ada.snapshot.components.get(a);

    ada.rename(b, "other");

    expect(ada.snapshot.components.get(a)).toBe(before);
  });

  test("breaks a cycle of parents the same way everywhere", () => {
    const [x, y] = [ada.add(named("Namespace"), [0, 0]), ada.add(named("Namespace"), [0, 0])];
    exchange(ada, bob);
    ada.move([{ id: x, pos: [0, 0], parent: y }]);
    bob.move([{ id: y, pos: [0, 0], parent: x }]);
    exchange(ada, bob);

    for (const { snapshot } of [ada, bob]) {
      const parents = [x, y].map((id) => effectiveParent(snapshot.components.get(id)!, snapshot.components));
      expect(parents.filter((parent) => parent !== undefined)).toHaveLength(1);
    }
  });

  test("reads broken fields as usable ones", () => {
    const broken = new Map<string, unknown>([
      ["kind", 7],
      ["pos", [1, Number.NaN]],
      ["config", { "/a": 1, "/b": undefined }],
    ]);

    const component = readComponent("x", broken);

    expect(component).toMatchObject({ kind: "Component", name: "Component", pos: [0, 0] });
    expect(component?.config).toEqual(new Map([["/a", 1]]));
  });
});

/** A small seeded generator (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const SESSIONS_PER_SEED = 25;

describe("undo over several people", () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])("never takes what another wrote, seed %i", (seed) => {
    const random = seeded(seed);
    for (let session = 0; session < SESSIONS_PER_SEED; session += 1) run(random);
  });
});

/** One session: random edits whose values name their author, random exchanges, undo and redo; then all replicas agree. */
function run(random: () => number): void {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const names = ["ada", "bob", "cem"].slice(0, 2 + Math.floor(random() * 2));
  const people = names.map(replica);
  people.forEach((design, index) => {
    design.doc.clientID = 1000 + Math.floor(random() * 1e6) * 10 + index;
  });
  const first = people[0] as Design;
  const ids = [1, 2, 3].map(() => first.add(pick(KINDS), [0, 0]));
  exchange(...people);
  let count = 0;
  for (let step = 0; step < 60; step += 1) {
    const index = Math.floor(random() * people.length);
    const design = people[index] as Design;
    const tag = `${names[index]}#${(count += 1)}`;
    const action = Math.floor(random() * 8);
    if (action <= 1) design.rename(pick(ids), tag);
    else if (action === 2) design.configure(pick(ids), "/spec/owner", tag);
    else if (action === 3) design.configure(pick(ids), "/spec/owner", undefined);
    else if (action === 4) design.remove([pick(ids)]);
    else if (action === 5) exchange(...people);
    else takeBack(design, ids, action === 6);
  }
  exchange(...people);
  for (const design of people) {
    expect(design.doc.getMap("components").toJSON()).toEqual(first.doc.getMap("components").toJSON());
    for (const id of ids) expect(design.doc.getMap("components").toJSON()[id].name).toBeTypeOf("string");
  }
}

/** Who wrote what a field holds: the client of its newest item. */
function writers(design: Design, id: string): Map<string, number> {
  const fields = design.doc.getMap<Y.Map<unknown>>("components").get(id)!;
  const config = fields.get("config") as Y.Map<unknown>;
  const all = [...fields._map].map(([key, item]) => [key, item.id.client] as const);
  return new Map([...all, ...[...config._map].map(([key, item]) => [`config${key}`, item.id.client] as const)]);
}

/** Undo or redo; a field that changed must have held this person's own write, and a creation taken back only theirs. */
function takeBack(design: Design, ids: readonly string[], back: boolean): void {
  const flat = (id: string) => {
    const { config, ...fields } = design.doc.getMap("components").toJSON()[id];
    const entries = Object.entries(config).map(([key, value]) => [`config${key}`, value]);
    return { ...fields, ...Object.fromEntries(entries) } as Record<string, unknown>;
  };
  const before = ids.map((id) => ({ id, values: flat(id), by: writers(design, id) }));
  if (back) design.undo();
  else design.redo();
  for (const { id, values, by } of before) {
    const now = flat(id);
    for (const key of new Set([...Object.keys(values), ...Object.keys(now)])) {
      if (JSON.stringify(values[key]) === JSON.stringify(now[key])) continue;
      // An absent value's item names who wrote it, not who removed it.
      if (by.has(key) && values[key] === undefined) continue;
      if (by.has(key)) expect(by.get(key)).toBe(design.doc.clientID);
      else for (const writer of by.values()) expect(writer).toBe(design.doc.clientID);
    }
  }
}
