import type { Json } from "../../doc/kinds";
import type { Session } from "../../sync/session";
import type { Source } from "./sync";
import { type Change, tidy } from "./tree";

const API_VERSION = "/apiVersion";
const KIND = "/kind";
const NAME = "/metadata/name";

/** A component as its YAML shows it: kind, version and name head its configuration, as in a manifest. */
export function sourceOf({ design }: Pick<Session, "design">, id: string): Source {
  const component = () => design.snapshot.components.get(id);
  return {
    tree: () => {
      const one = component();
      if (one === undefined) return new Map();
      const head: [string, Json][] = [
        ...(one.version === "" ? [] : [[API_VERSION, one.version] as [string, Json]]),
        [KIND, one.kind],
        [NAME, one.name],
      ];
      const fixed = new Set(head.map(([pointer]) => pointer));
      return tidy([...head, ...[...one.config].filter(([pointer]) => !fixed.has(pointer))]);
    },
    layout: () => design.yamlLooks(id),
    fixed: (pointer) => {
      if (pointer === API_VERSION || pointer === KIND)
        return "A component keeps its kind: add another component instead";
      return pointer === NAME ? "" : undefined;
    },
    write: (values, looks) => {
      const config = component()?.config ?? new Map<string, Json>();
      const name = values.find(([pointer]) => pointer === NAME)?.[1];
      const entries = values.filter(([pointer]) => ![API_VERSION, KIND, NAME].includes(pointer));
      design.writeYaml(id, fitted(config, entries), looks);
      if (typeof name === "string" && name.trim() !== "" && name !== component()?.name) design.rename(id, name);
    },
  };
}

/** Changes made fit for a configuration that others change too: no entry may come to stand in the value of another. */
export function fitted(config: ReadonlyMap<string, Json>, values: readonly Change[]): readonly Change[] {
  const all = new Map(values);
  for (const [pointer, value] of values) {
    if (value === undefined) continue;
    for (const known of config.keys())
      if (!all.has(known) && (known.startsWith(`${pointer}/`) || pointer.startsWith(`${known}/`)))
        all.set(known, undefined);
  }
  return [...all];
}
