import type { Json } from "../doc/kinds";
import { type FormSchema, isNode, items, own, type SchemaField, type Variant } from "./schema";

/** Which of several forms a value has: its type first, then the fields that it must have and those that it may not. */
export function variantOf(variants: readonly Variant[], value: Json | undefined, schema: FormSchema): number {
  if (value === undefined) return 0;
  const scores = variants.map(({ node }) => likeness(schema.field("", "", node), value));
  return scores.indexOf(Math.max(...scores));
}

function likeness({ shape, node }: SchemaField, value: Json): number {
  if (Array.isArray(value)) return shape.kind === "list" ? 10 : 0;
  if (typeof value !== "object" || value === null) {
    if (shape.kind === "choice") return shape.choices.includes(value) ? 12 : 0;
    const kinds = { string: "text", number: "number", boolean: "boolean" } as Readonly<Record<string, string>>;
    return shape.kind === kinds[typeof value] ? 11 : shape.kind === "scalar" ? 10 : 0;
  }
  if (shape.kind === "map") return 5;
  if (shape.kind !== "object") return 0;
  const properties = own(node, "properties");
  const known = isNode(properties) ? properties : {};
  const keys = Object.keys(value);
  const missing = items(own(node, "required")).filter((key) => !keys.includes(String(key))).length;
  return 10 - missing * 2 - keys.filter((key) => !Object.hasOwn(known, key)).length;
}
