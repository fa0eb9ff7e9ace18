import { beforeEach, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { Design } from "./design";
import { kindNamed, type Kind } from "./kinds";
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

    expect(ada.undo()).toEqual({ kind: "done", kept: 1, what: [{ id, field: "deleted" }] });

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

  test("keeps a container that another put something into, and what it holds is never left hanging", () => {
    const namespace = ada.add(named("Namespace"), [0, 0]);
    exchange(ada, bob);
    const pod = bob.add(named("Pod"), [0, 0], namespace);
    exchange(ada, bob);

    ada.undo();

    expect([...ada.snapshot.components.keys()].sort()).toEqual([namespace, pod].sort());
  });

  test("does not move a thing back into a container that is gone", () => {
    const namespace = ada.add(named("Namespace"), [0, 0]);
    const pod = ada.add(named("Pod"), [10, 10], namespace);
    ada.move([{ id: pod, pos: [900, 900], parent: undefined }]);
    exchange(ada, bob);
    bob.remove([namespace]);
    exchange(ada, bob);

    expect(ada.undo()).toMatchObject({ kept: 1, what: [{ id: pod, field: "parent" }] });

    expect(ada.snapshot.components.get(pod)).toMatchObject({ pos: [10, 10], parent: undefined });
  });

  test("leaves alone what a server made anew under the same id", () => {
    const id = ada.add(named("Pod"), [0, 0]);
    ada.rename(id, "mine");
    exchange(ada, bob);
    bob.doc.getMap("components").set(id, new Y.Map(Object.entries({ kind: "Pod", name: "anew" })));
    exchange(ada, bob);

    expect(ada.undo()).toMatchObject({ kept: 1 });

    expect(ada.snapshot.components.get(id)?.name).toBe("anew");
  });

  test("takes typing in notes and other edits back in the order in which they were made", () => {
    const id = ada.add(named("Pod"), [0, 0]);
    const notes = () => String(ada.notes(id));
    ada.writeNotes(id, "first");
    ada.rename(id, "renamed");
    ada.writeNotes(id, "first, then");
    exchange(ada, bob);
    bob.writeNotes(id, "bob: first, then");
    exchange(ada, bob);

    ada.undo();
    expect([notes(), ada.snapshot.components.get(id)?.name]).toEqual(["bob: first", "renamed"]);
    ada.undo();
    ada.undo();
    expect([notes(), ada.snapshot.components.get(id)?.name]).toEqual(["bob: ", "pod"]);
    ada.redo();
    expect(notes()).toBe("bob: first");
    ada.undoNotes(id, "undo");
    expect(notes()).toBe("bob: ");
  });

  test("takes several commands back as one step", () => {
    const before = ada.add(named("Pod"), [0, 0]);
    ada.together(() => {
      ada.rename(before, "one");
      ada.move([{ id: before, pos: [5, 5] }]);
    });

    ada.undo();

    expect(ada.snapshot.components.get(before)).toMatchObject({ name: "pod", pos: [0, 0] });
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
