import * as Y from "yjs";
import type { Tie } from "./changes";
import { isHidden, type Relationship } from "./model";

/** The map of an inferred relationship that somebody takes into the design, to see it always or never. */
export function keptFields(inferred: Tie, hidden: boolean): Y.Map<unknown> {
  const fields = new Y.Map<unknown>([
    ["from", inferred.from],
    ["to", inferred.to],
    ["kind", inferred.kind || "edge"],
    ["metadata", { ...inferred.metadata, ...(hidden ? { hidden: true } : {}) }],
  ]);
  if (inferred.sub !== "") fields.set("sub", inferred.sub);
  return fields;
}

/** The relationships that somebody hid, at one component. */
export function hiddenAt(relationships: Y.Map<Y.Map<unknown>>, component: string): readonly Relationship[] {
  const found: Relationship[] = [];
  for (const [id, fields] of relationships) {
    if (!(fields instanceof Y.Map) || !isHidden(fields) || (fields.get("deleted") ?? null) !== null) continue;
    const [from, to, kind] = [fields.get("from"), fields.get("to"), fields.get("kind")];
    if (typeof from !== "string" || typeof to !== "string" || (from !== component && to !== component)) continue;
    found.push({ id, from, to, kind: String(kind) });
  }
  return found;
}
