import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { Design } from "../doc/design";
import { type Kind, kindNamed } from "../doc/kinds";
import { readManifest } from "../doc/manifest";
import { partsFromText, partsOf, partsToText } from "../doc/parts";
import { copied, duplicate, paste } from "./clipboard";
import { escapeXml, svgOf } from "./export-svg";
import { found } from "./find";
import type { Colors } from "./overview-colors";
import { partsFromSvg } from "./svg-import";

const named = (name: string): Kind => kindNamed(name) as Kind;
const open = () => new Design(new Y.Doc(), "ada");
const where = { visible: { x: 5_000, y: 5_000, width: 1_000, height: 800 }, pointer: undefined };

function shop(): { design: Design; box: string; pod: string; service: string } {
  const design = open();
  const box = design.add(named("Namespace"), [0, 0]);
  const pod = design.add(named("Pod"), [40, 60], box);
  const service = design.add(named("Service"), [260, 60], box);
  design.connect(service, pod);
  design.notes(pod)?.insert(0, "Keep this one.");
  return { design, box, pod, service };
}

describe("copying", () => {
  test("brings everything into another design under new ids, with its relationships, notes and container", async () => {
    const { design, box } = shop();
    const other = open();

    const result = await paste(other, copied(design, [box]) ?? "", where);

    const components = [...other.snapshot.components.values()];
    const [around] = components.filter(({ container }) => container);
    const pod = components.find(({ kind }) => kind === "Pod");
    expect(result).toMatchObject({ kind: "pasted", ids: [around?.id] });
    expect(components).toHaveLength(3);
    expect(pod?.parent).toBe(around?.id);
    expect(other.notes(pod?.id ?? "")?.toJSON()).toBe("Keep this one.");
    expect([...other.snapshot.relationships.values()]).toMatchObject([{ to: pod?.id }]);
    expect(components.some(({ id }) => design.snapshot.components.has(id))).toBe(false);
    expect(around?.pos).toEqual([5_260, 5_240]);
  });

  test("is one undo step", async () => {
    const { design, box } = shop();
    const other = open();
    await paste(other, copied(design, [box]) ?? "", where);
    other.undo();
    expect(other.snapshot.components.size).toBe(0);
    expect(other.snapshot.relationships.size).toBe(0);
  });

  test("gives what is duplicated a name of its own and a place of its own, each time", () => {
    const { design, pod } = shop();
    const names = [1, 2, 3].flatMap(() => duplicate(design, [pod])).map((id) => design.snapshot.components.get(id));
    expect(names.map((component) => component?.name)).toEqual(["pod-2", "pod-3", "pod-4"]);
    expect(new Set(names.map((component) => component?.pos.join())).size).toBe(3);
    expect(names.every((component) => component?.parent === design.snapshot.components.get(pod)?.parent)).toBe(true);
  });

  test("leaves the same name to different kinds, and counts on from a number", async () => {
    const design = open();
    const text =
      "apiVersion: v1\nkind: Service\nmetadata: {name: web-9}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: web-9}\n";
    await paste(design, text, where);
    await paste(design, text, where);
    expect([...design.snapshot.components.values()].map(({ name }) => name).sort()).toEqual([
      "web-2",
      "web-2",
      "web-9",
      "web-9",
    ]);
  });

  test("takes a lone relationship for nothing", () => {
    const { design } = shop();
    const [line] = design.snapshot.relationships.keys();
    expect(copied(design, [line ?? ""])).toBeUndefined();
  });
});

describe("what is pasted from elsewhere", () => {
  test("other text is refused with what would work", async () => {
    expect(await paste(open(), "hello", where)).toMatchObject({ kind: "refused", words: /Kubernetes YAML/ });
  });

  test.each([
    ['{"meshplay":"parts","form":2,"components":[]}', /another version/],
    ['{"meshplay":"parts","form":1,"components":[]}', /no component/],
    ['{"meshplay":"parts","form":1,"components":[{"id":"a","kind":"Pod"},{"id":"a","kind":"Pod"}]}', /same id/],
  ])("parts that make no sense are refused: %s", (text, words) => {
    expect(partsFromText(text)).toMatchObject({ problem: expect.stringMatching(words) as string });
  });

  test("hostile parts keep what is a component and no more", () => {
    const text = JSON.stringify({
      meshplay: "parts",
      form: 1,
      components: [
        { id: "a", kind: "Pod", pos: [1e300, "x"], config: { "no-pointer": 1, "/spec/a": { b: 1 } }, parent: 7 },
        null,
        { kind: "Pod" },
      ],
      relationships: [
        { from: "a", to: "a" },
        { from: "a", to: "gone" },
      ],
    });
    const parts = partsFromText(text);
    expect(parts).toMatchObject({ components: [{ id: "a", pos: [0, 0], config: { "/spec/a": { b: 1 } } }] });
    expect(parts).toMatchObject({ relationships: [] });
  });

  test("Kubernetes objects become components: documents, lists, namespaces", async () => {
    const design = open();
    const text = `
apiVersion: v1
kind: Namespace
metadata: {name: shop}
---
apiVersion: v1
kind: List
items:
- apiVersion: apps/v1
  kind: Deployment
  metadata: {name: web, namespace: shop, uid: abc, labels: {"app.kubernetes.io/name": web}}
  spec: {replicas: 2, template: {spec: {containers: [{name: a, image: b}]}}}
  status: {readyReplicas: 1}
---
- not: an object
`;
    const result = await paste(design, text, where);
    const components = [...design.snapshot.components.values()];
    const [box, web] = components;
    expect(result).toMatchObject({ kind: "pasted", warnings: [/no apiVersion/] });
    expect(web).toMatchObject({
      kind: "Deployment",
      version: "apps/v1",
      model: "kubernetes",
      name: "web",
      parent: box?.id,
    });
    expect(Object.fromEntries(web?.config ?? [])).toEqual({
      "/metadata/namespace": "shop",
      "/metadata/labels/app.kubernetes.io~1name": "web",
      "/spec/replicas": 2,
      "/spec/template/spec/containers": [{ name: "a", image: "b" }],
    });
  });

  test("broken YAML is refused with its line", async () => {
    const result = await readManifest("apiVersion: v1\nkind: Pod\nmetadata: {name: [}\n");
    expect(result).toMatchObject({ problem: expect.stringMatching(/line 3/) as string });
    expect(await readManifest("apiVersion: v1\nkind: Pod\n".repeat(200_000))).toMatchObject({
      problem: expect.stringMatching(/3 MB/) as string,
    });
  });
});

const colors: Colors = {
  surface: "#fff",
  line: "#eee",
  lineStrong: "#ccc",
  text: "#111",
  muted: "#666",
  accent: "#35f",
  edge: "#999",
  container: "#eef",
  category: { workload: "#1", network: "#2", config: "#3", data: "#4", security: "#5", other: "#6" },
};

function pictureOf(design: Design): string {
  const ids = new Set(design.snapshot.components.keys());
  return svgOf({
    snapshot: design.snapshot,
    ids,
    inferred: [],
    colors,
    background: "#fff",
    icons: new Map(),
    measure: (text) => text.length * 7,
    embedded: partsToText(partsOf(design.doc, design.snapshot, ids)),
  }).text;
}

describe("a picture", () => {
  test("holds the design: read again it is the same", async () => {
    const { design, pod } = shop();
    design.configure(pod, "/metadata/labels/a~1b", "Grüße 🎉 </metadata>");
    const other = open();
    await paste(other, pictureOf(design), { ...where, visible: { x: 0, y: 0, width: 480, height: 320 } });
    const parts = (one: Design) => {
      const known = partsOf(one.doc, one.snapshot, one.snapshot.components.keys());
      const index = new Map(known.components.map(({ id, kind }) => [id, kind]));
      return {
        components: known.components.map(({ id: _, parent, ...rest }) => ({
          ...rest,
          parent: index.get(parent ?? ""),
        })),
        relationships: known.relationships.map(({ from, to, ...rest }) => [index.get(from), index.get(to), rest]),
      };
    };
    expect(parts(other)).toEqual(parts(design));
  });

  test("never lets a name be markup, nor a character that XML refuses", () => {
    const { design, pod } = shop();
    design.rename(pod, '<script>alert("1")</script>&\u0000\ud800');
    const text = pictureOf(design);
    expect(text).not.toContain("<script");
    for (const refused of ["\u0000", "\ud800"]) expect(text).not.toContain(refused);
    expect(escapeXml('a<b>&"')).toBe("a&lt;b&gt;&amp;&quot;");
  });

  test("a picture from elsewhere is refused in words, other text is none", () => {
    expect(partsFromSvg("<svg></svg>")).toMatchObject({ problem: expect.stringMatching(/no design/) as string });
    expect(partsFromSvg("<svg><meshplay:design>AAAA</meshplay:design></svg>")).toHaveProperty("problem");
    expect(partsFromSvg("kind: Pod")).toBeUndefined();
  });

  test("of 5,000 components is at most 6 MB, the design in it included", { timeout: 60_000 }, () => {
    const design = open();
    const kind = named("Service");
    const parts = Array.from({ length: 5_000 }, (_, n) => ({
      id: `c${n}`,
      model: "kubernetes",
      kind: kind.kind,
      version: "v1",
      name: `service-${n}`,
      pos: [(n % 70) * 220, Math.floor(n / 70) * 120] as const,
      size: [180, 86] as const,
      config: {},
      notes: "",
      style: {},
    }));
    design.insert({ components: parts, relationships: [] });
    const text = pictureOf(design);
    expect(text.length).toBeLessThan(6e6);
    expect(text.match(/href="#card"/g)).toHaveLength(5_000);
  });
});

test("finding wants every word, and ranks names before kinds", () => {
  const { design, pod, service } = shop();
  design.rename(pod, "checkout-service");
  expect(found(design.snapshot, "service").map(({ id }) => id)).toEqual([service, pod]);
  expect(found(design.snapshot, "check pod").map(({ id }) => id)).toEqual([pod]);
  expect(found(design.snapshot, "  ")).toEqual([]);
});
