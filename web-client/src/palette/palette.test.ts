import { describe, expect, test } from "vitest";
import { KINDS, kindOf, readKind } from "../doc/kinds";
import { modelsOf } from "../rest/registry";
import { CatalogStore, merged } from "./catalog";
import { marksOf, toggled, used } from "./marks";
import { categoriesOf, rowsOf } from "./rows";
import { search } from "./search";

const INDEX = {
  models: [
    {
      name: "acme",
      displayName: "Acme",
      category: "Tools",
      apis: [{ version: "acme.test/v1", kinds: ["Widget", "Gadget"], plain: ["Gadget"] }],
    },
    {
      name: "kubernetes",
      displayName: "Kubernetes",
      category: "Core",
      apis: [{ version: "apps/v1", kinds: ["Deployment"] }],
    },
    { name: "empty", displayName: "", category: "", apis: [] },
    { nonsense: true },
  ],
};
const MODELS = modelsOf(INDEX);
const CATALOG = {
  kind: "ready",
  kinds: merged(
    MODELS.flatMap(({ kinds }) => kinds),
    KINDS,
  ),
  models: MODELS,
} as const;
const NONE = marksOf(null);
const view = (query: string, category = "", ...open: string[]) => ({ query, category, open: new Set(open) });
const titles = (...args: Parameters<typeof rowsOf>) =>
  rowsOf(...args).map((row) =>
    row.kind === "item" ? row.entry.kind : row.kind === "head" ? `# ${row.title}` : `> ${row.model.title}`,
  );

describe("the registry's index", () => {
  test("is read to models and kinds, with an icon where there is one", () => {
    expect(MODELS.map(({ name, kinds }) => `${name} ${kinds.length}`)).toEqual(["acme 2", "kubernetes 1"]);
    expect(MODELS[0]?.kinds[0]?.icon).toBe("/api/v1/registry/icon?kind=Widget&model=acme&apiVersion=acme.test%2Fv1");
    expect(MODELS[0]?.kinds[1]?.icon).toBeUndefined();
    expect(MODELS[1]?.kinds[0]?.config["/spec/replicas"]).toBe(1);
    expect(modelsOf(null)).toEqual([]);
  });

  test("is asked for once, and again after a failure", async () => {
    let asked = 0;
    const store = new CatalogStore(async () => {
      asked += 1;
      if (asked === 1) throw new Error("down");
      return MODELS;
    });
    store.load();
    store.load();
    await Promise.resolve();
    await new Promise((resolve) => setTimeout(resolve));
    expect(store.current()).toMatchObject({ kind: "failed", kinds: KINDS });
    store.load();
    await new Promise((resolve) => setTimeout(resolve));
    store.load();
    expect(store.current().kind).toBe("ready");
    expect(store.current().kinds.some(({ kind }) => kind === "Widget")).toBe(true);
    expect(asked).toBe(2);
  });

  test("of 16,000 kinds a word with an error in it finds what is meant, fast", () => {
    const many = Array.from({ length: 16_000 }, (_, index) =>
      kindOf(`Thing${index}Controller`, `model${index % 300}`, "v1"),
    );
    const kinds = merged([...many, ...(MODELS[0]?.kinds ?? [])], KINDS);
    search(kinds, "warm");
    const before = process.cpuUsage();
    const queries = ["d", "de", "dep", "depl", "deplyo", "deplyoment", "wigdet", "hpa", "thing15", "model7"];
    const found = queries.map((query) => search(kinds, query)[0]?.kind);
    const { user } = process.cpuUsage(before);

    expect(found[5]).toBe("Deployment");
    expect(found[6]).toBe("Widget");
    expect(found[7]).toBe("HorizontalPodAutoscaler");
    // Milliseconds of CPU for a key, compiler and collector included; a quiet machine needs a tenth.
    expect(user / 1000 / queries.length).toBeLessThan(50);
  });
});

describe("the lines of the palette", () => {
  test("a search shows the best first, within the category that is chosen", () => {
    expect(titles(CATALOG, NONE, view("gad"))).toEqual(["# Best matches", "Gadget"]);
    expect(titles(CATALOG, NONE, view("dep", "Tools"))).toEqual([]);
    expect(categoriesOf(MODELS)).toEqual(["Core", "Tools"]);
  });

  test("favourites and what was used last come first, then the short list, then all models", () => {
    const widget = kindOf("Widget", "acme", "acme.test/v1");
    const marks = used(toggled(NONE, widget), widget);
    const lines = titles(CATALOG, marks, view("", "", "acme"));
    expect(lines.slice(0, 5)).toEqual(["# Favourites", "Widget", "# Recently used", "Widget", "# Workloads"]);
    expect(lines.slice(-5)).toEqual(["# All models", "> Acme", "Widget", "Gadget", "> Kubernetes"]);
    const ids = rowsOf(CATALOG, marks, view("", "", "acme")).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("marks", () => {
  test("a favourite comes and goes; of what was used the last few are kept, each once", () => {
    const kinds = Array.from({ length: 9 }, (_, index) => kindOf(`K${index}`, "m", "v1"));
    let marks = NONE;
    for (const kind of [...kinds, ...kinds.slice(0, 1)]) marks = used(marks, kind);
    expect(marks.recent.map(({ kind }) => kind)).toEqual(["K0", "K8", "K7", "K6", "K5", "K4"]);
    const [first] = kinds;
    if (first === undefined) throw new Error("no kinds");
    expect(toggled(toggled(marks, first), first).favourites).toEqual([]);
  });

  test("what storage holds is checked", () => {
    const kept = marksOf(
      '{"favourites":[{"kind":"Pod","model":"kubernetes","version":"v1","icon":"https://elsewhere.test/x"},3,{}],"recent":7}',
    );
    expect(kept.favourites).toHaveLength(1);
    expect(kept.favourites[0]?.icon).toBeUndefined();
    expect(kept.recent).toEqual([]);
    expect(marksOf("{")).toEqual(NONE);
  });
});

test("a drag carries a kind, or nothing", () => {
  expect(readKind('{"kind":"Widget","model":"acme","version":"v1"}')?.model).toBe("acme");
  expect(readKind('{"kind":"Deployment","model":"kubernetes","version":"apps/v1"}')?.config).not.toEqual({});
  for (const text of ["", "null", "3", "{}", '{"kind":"","model":"a","version":"b"}', '{"kind":{}}']) {
    expect(readKind(text)).toBeUndefined();
  }
});
