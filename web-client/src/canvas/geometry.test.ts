import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { Design } from "../doc/design";
import { type Kind, kindNamed } from "../doc/kinds";
import type { Pair } from "../doc/model";
import { align, aligned, distribute, distributed, nudge } from "./align";
import { around, inLoop, overlap, rectOfComponent } from "./geometry";
import { Moving } from "./moving";
import { Scene } from "./scene";
import { clicked, swept, together } from "./selecting";
import { Snapping } from "./snap";
import { regionAround } from "./view";

const named = (name: string): Kind => kindNamed(name) as Kind;
const everywhere = { x: -1e6, y: -1e6, width: 2e6, height: 2e6 };
const nothing = new Set<never>();

function open(): { design: Design; scene: () => Scene; pos: (id: string) => Pair | undefined } {
  const design = new Design(new Y.Doc(), "ada");
  const scene = new Scene();
  return {
    design,
    scene: () => scene.update(design.snapshot, nothing),
    pos: (id) => design.snapshot.components.get(id)?.pos,
  };
}

/** A small generator with a seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

describe("finding by place", () => {
  test.each([1, 2, 3, 4])("agrees with looking at every component, through changes, seed %d", (seed) => {
    const { design, scene } = open();
    const next = random(seed);
    const place = (): Pair => [Math.round(next() * 4_000 - 2_000), Math.round(next() * 3_000 - 1_500)];
    const ids = Array.from({ length: 80 }, (_, n) => design.add(named(n % 9 === 0 ? "Namespace" : "Pod"), place()));
    for (let round = 0; round < 40; round += 1) {
      const id = ids[Math.floor(next() * ids.length)] ?? "";
      if (next() < 0.15) design.remove([id]);
      else design.move([{ id, pos: place() }]);
      const all = [...design.snapshot.components.values()];
      const [x, y] = place();
      const rect = { x, y, width: 900, height: 700 };
      const wanted = all.filter((one) => overlap(rectOfComponent(one), rect)).map((one) => one.id);
      expect(
        scene()
          .within(rect)
          .map((one) => one.id)
          .sort(),
      ).toEqual(wanted.sort());
      const hit = scene().at([x, y]);
      const under = all.filter((one) => overlap(rectOfComponent(one), { x, y, width: 0, height: 0 }));
      expect(under.length === 0).toBe(hit === undefined);
      if (hit !== undefined) expect(under.map((one) => one.id)).toContain(hit.id);
      if (under.some((one) => !one.container)) expect(hit?.container).toBe(false);
    }
  });

  test("finds the upper of two that lie on each other, and what is inside a container before it", () => {
    const { design, scene } = open();
    const box = design.add(named("Namespace"), [0, 0]);
    design.add(named("Pod"), [50, 60], box);
    const upper = design.add(named("Pod"), [80, 80], box);
    expect(scene().at([100, 100])?.id).toBe(upper);
    expect(scene().at([400, 300])?.id).toBe(box);
    expect(scene().at([900, 900])).toBeUndefined();
  });

  test("hides categories, and their lines", () => {
    const { design } = open();
    const pod = design.add(named("Pod"), [0, 0]);
    const service = design.add(named("Service"), [300, 0]);
    design.connect(service, pod);
    const scene = new Scene().update(design.snapshot, new Set(["network"] as const));
    expect(scene.within(everywhere).map(({ id }) => id)).toEqual([pod]);
    expect(scene.crossing(everywhere)).toEqual([]);
    scene.update(design.snapshot, new Set());
    expect(scene.crossing(everywhere)).toHaveLength(1);
  });

  test("keeps lines whose both ends are out of sight", () => {
    const { design, scene } = open();
    design.connect(design.add(named("Pod"), [0, 0]), design.add(named("Service"), [2_000, 0]));
    expect(scene().crossing({ x: 900, y: 0, width: 100, height: 100 })).toHaveLength(1);
    expect(scene().crossing({ x: 900, y: 600, width: 100, height: 100 })).toHaveLength(0);
  });

  test("makes elements for a region that holds still while the view moves a little", () => {
    const region = regionAround({ x: 10, y: 20, width: 1_000, height: 700 });
    expect(regionAround({ x: 60, y: 90, width: 1_000, height: 700 })).toEqual(region);
    expect(region.x).toBeLessThanOrEqual(10 - 200);
    expect(region.x + region.width).toBeGreaterThanOrEqual(1_010 + 200);
  });
});

describe("selecting", () => {
  test("a box takes what it touches, and containers that it has wholly", () => {
    const { design, scene } = open();
    const box = design.add(named("Namespace"), [0, 0]);
    const pod = design.add(named("Pod"), [40, 60], box);
    expect(swept(scene(), { kind: "box", from: [100, 100], to: [10, 10] })).toEqual([pod]);
    expect(swept(scene(), { kind: "box", from: [-10, -10], to: [1_000, 1_000] }).toSorted()).toEqual([box, pod].sort());
  });

  test("a lasso takes what has its middle in the loop, however the loop is drawn", () => {
    const { design, scene } = open();
    const inside = design.add(named("Pod"), [0, 0]);
    design.add(named("Pod"), [400, 0]);
    const loop: Pair[] = [
      [-20, -20],
      [300, -20],
      [300, 60],
      [200, 200],
      [-20, 120],
    ];
    expect(swept(scene(), { kind: "lasso", loop })).toEqual([inside]);
    expect(swept(scene(), { kind: "lasso", loop: [...loop].reverse() })).toEqual([inside]);
    expect(swept(scene(), { kind: "lasso", loop: loop.slice(0, 2) })).toEqual([]);
  });

  test("a loop with a bay leaves out what lies in the bay", () => {
    const bay: Pair[] = [
      [0, 0],
      [100, 0],
      [100, 100],
      [60, 100],
      [60, 30],
      [40, 30],
      [40, 100],
      [0, 100],
    ];
    expect(inLoop([50, 60], bay)).toBe(false);
    expect(inLoop([20, 60], bay)).toBe(true);
  });

  test("a click takes one thing, with a key it adds or takes out", () => {
    expect(clicked(["a", "b"], "c", false)).toEqual(["c"]);
    expect(clicked(["a", "b"], "c", true)).toEqual(["a", "b", "c"]);
    expect(clicked(["a", "b"], "a", true)).toEqual(["b"]);
    expect(together(["a", "b"], ["b", "c"])).toEqual(["a", "b", "c"]);
  });
});

describe("aligning", () => {
  const boxes = new Map([
    ["a", { x: 0, y: 0, width: 100, height: 40 }],
    ["b", { x: 50, y: 100, width: 60, height: 80 }],
    ["c", { x: 300, y: 30, width: 100, height: 40 }],
  ]);

  test.each([
    ["left", (x: number) => x, 0],
    ["right", (x: number, w: number) => x + w, 400],
    ["centre", (x: number, w: number) => x + w / 2, 200],
  ] as const)("brings all to the %s", (line, edge, wanted) => {
    for (const [id, [x]] of aligned(boxes, line)) expect(edge(x, boxes.get(id)?.width ?? 0)).toBe(wanted);
  });

  test("makes equal gaps and leaves the outer two where they are", () => {
    const places = distributed(boxes, "across");
    expect(places.get("a")).toEqual([0, 0]);
    expect(places.get("c")).toEqual([300, 30]);
    expect(places.get("b")?.[0]).toBe(170);
    expect(distributed(new Map([...boxes].slice(0, 2)), "down").size).toBe(0);
  });

  test("is one undo step, and members follow their container", () => {
    const { design, pos } = open();
    const box = design.add(named("Namespace"), [500, 40]);
    const member = design.add(named("Pod"), [540, 100], box);
    const other = design.add(named("Pod"), [0, 400]);
    align(design, [box, member, other], "left");
    expect([pos(box), pos(member), pos(other)]).toEqual([
      [0, 40],
      [40, 100],
      [0, 400],
    ]);
    design.undo();
    expect([pos(box), pos(member)]).toEqual([
      [500, 40],
      [540, 100],
    ]);
  });

  test("nudges and distributes through the document, once each", () => {
    const { design, pos } = open();
    const ids = [0, 90, 500].map((x) => design.add(named("Pod"), [x, 0]));
    expect(nudge(design, ids, 10, 0)).toBe(true);
    distribute(design, ids, "across");
    expect(ids.map((id) => pos(id)?.[0])).toEqual([10, 260, 510]);
    design.undo();
    design.undo();
    expect(ids.map((id) => pos(id)?.[0])).toEqual([0, 90, 500]);
    expect(nudge(design, ["nobody"], 10, 0)).toBe(false);
  });
});

describe("dragging", () => {
  test("pulls to lines of others before the grid, and says which", () => {
    const snapping = new Snapping([{ x: 103, y: 0, width: 180, height: 86 }]);
    const near = snapping.pull({ x: 107, y: 304, width: 180, height: 86 }, 1);
    expect(near.shift).toEqual([-4, -4]);
    expect(near.guides).toContainEqual({ kind: "vertical", x: 103, from: 0, to: 386 });
    expect(near.guides.every(({ kind }) => kind === "vertical")).toBe(true);
    expect(snapping.pull({ x: 107, y: 304, width: 180, height: 86 }, 4).shift).toEqual([3, -4]);
  });

  test("puts what lands in a namespace into it, in one transaction with the field", () => {
    const { design, scene, pos } = open();
    const box = design.add(named("Namespace"), [1_000, 0]);
    design.rename(box, "shop");
    const pod = design.add(named("Pod"), [0, 0]);
    let updates = 0;
    design.doc.on("update", () => {
      updates += 1;
    });

    const into = new Moving(scene(), [pod], everywhere);
    expect(into.to(1_150, 120, 1, true).target?.id).toBe(box);
    design.move(into.drop());

    const inside = design.snapshot.components.get(pod);
    expect(updates).toBe(1);
    expect(inside?.parent).toBe(box);
    expect(inside?.config.get("/metadata/namespace")).toBe("shop");

    const out = new Moving(scene(), [pod], everywhere);
    expect(out.to(-1_150, 0, 1, true).target).toBeNull();
    design.move(out.drop());
    expect(design.snapshot.components.get(pod)?.parent).toBeUndefined();
    expect(design.snapshot.components.get(pod)?.config.has("/metadata/namespace")).toBe(false);
    design.undo();
    design.undo();
    expect(pos(pod)).toEqual([0, 0]);
    expect(design.snapshot.components.get(pod)?.config.has("/metadata/namespace")).toBe(false);
  });

  test("leaves a namespace that a person wrote, and puts nothing cluster-wide into one", () => {
    const { design, scene } = open();
    const box = design.add(named("Namespace"), [1_000, 0]);
    const pod = design.add(named("Pod"), [1_040, 80], box);
    design.configure(pod, "/metadata/namespace", "by-hand");
    const volume = design.add(named("PersistentVolume"), [0, 0]);
    const out = new Moving(scene(), [pod], everywhere);
    out.to(-900, 300, 1, true);
    design.move(out.drop());
    expect(design.snapshot.components.get(pod)?.config.get("/metadata/namespace")).toBe("by-hand");
    const into = new Moving(scene(), [volume], everywhere);
    expect(into.to(1_100, 100, 1, true).target).toBeUndefined();
  });

  test("a container grows to hold what is dropped at its edge, and so does the one around it", () => {
    const { design, scene } = open();
    const outer = design.add({ ...named("Namespace"), kind: "VPC" }, [0, 0]);
    design.resize(outer, [0, 0], [600, 400]);
    const box = design.add(named("Namespace"), [50, 50], outer);
    const pod = design.add(named("Pod"), [100, 120], box);
    const drag = new Moving(scene(), [pod], everywhere);
    drag.to(340, 0, 1, true);
    design.move(drag.drop());
    const rect = (id: string) => rectOfComponent(design.snapshot.components.get(id) as never);
    for (const [inner, whole] of [
      [pod, box],
      [box, outer],
    ] as const) {
      expect(around([rect(inner), rect(whole)])).toEqual(rect(whole));
    }
    design.undo();
    expect(rect(box).width).toBe(480);
  });

  test("a renamed namespace is renamed in what it holds", () => {
    const { design } = open();
    const box = design.add(named("Namespace"), [0, 0]);
    const pod = design.add(named("Pod"), [40, 60], box);
    expect(design.snapshot.components.get(pod)?.config.get("/metadata/namespace")).toBe("namespace");
    design.rename(box, "pay");
    expect(design.snapshot.components.get(pod)?.config.get("/metadata/namespace")).toBe("pay");
    design.undo();
    expect(design.snapshot.components.get(pod)?.config.get("/metadata/namespace")).toBe("namespace");
  });
});
