import { type Category, type Kind, KINDS, keyOf } from "../doc/kinds";
import type { PaletteModel } from "../rest/registry";
import type { Catalog } from "./catalog";
import type { Marks } from "./marks";
import { search } from "./search";

/** One line of the palette. `id` tells it from every other line, a favourite from its twin below. */
export type Row =
  | { readonly kind: "head"; readonly id: string; readonly title: string }
  | { readonly kind: "model"; readonly id: string; readonly model: PaletteModel; readonly open: boolean }
  | { readonly kind: "item"; readonly id: string; readonly entry: Kind };

const TITLES: Readonly<Record<Category, string>> = {
  workload: "Workloads",
  network: "Network",
  security: "Security",
  config: "Configuration",
  data: "Storage",
  other: "Other",
};
const ORDER: readonly Category[] = ["workload", "network", "security", "config", "data", "other"];

/** What somebody looks at: a query, a category of the registry ("" for all), and the models that stand open. */
export type View = { readonly query: string; readonly category: string; readonly open: ReadonlySet<string> };

function section(title: string, entries: readonly Kind[]): readonly Row[] {
  if (entries.length === 0) return [];
  const head: Row = { kind: "head", id: title, title };
  return [head, ...entries.map((entry): Row => ({ kind: "item", id: `${title} ${keyOf(entry)}`, entry }))];
}

function modelRows(models: readonly PaletteModel[], open: ReadonlySet<string>): readonly Row[] {
  const rows: Row[] = [];
  for (const model of models) {
    const isOpen = open.has(model.name);
    rows.push({ kind: "model", id: `model ${model.name}`, model, open: isOpen });
    if (!isOpen) continue;
    for (const entry of model.kinds) rows.push({ kind: "item", id: `${model.name}: ${keyOf(entry)}`, entry });
  }
  return rows;
}

/** The categories of the registry, by name. */
export function categoriesOf(models: readonly PaletteModel[]): readonly string[] {
  return [...new Set(models.map(({ category }) => category))].filter((name) => name !== "").sort();
}

function within(models: readonly PaletteModel[], category: string): readonly PaletteModel[] {
  return category === "" ? models : models.filter((model) => model.category === category);
}

/** The lines of the palette for a view. */
export function rowsOf({ kinds, models }: Catalog, marks: Marks, { query, category, open }: View): readonly Row[] {
  const shown = within(models, category);
  if (query.trim() !== "") {
    const hits = search(kinds, query);
    const names = new Set(shown.map(({ name }) => name));
    return section("Best matches", category === "" ? hits : hits.filter(({ model }) => names.has(model)));
  }
  const list = modelRows(shown, open);
  if (category !== "") return list;
  return [
    ...section("Favourites", marks.favourites),
    ...section("Recently used", marks.recent),
    ...ORDER.flatMap((name) =>
      section(
        TITLES[name],
        KINDS.filter((kind) => kind.category === name),
      ),
    ),
    ...(list.length === 0 ? [] : [{ kind: "head", id: "models", title: "All models" } as const, ...list]),
  ];
}
