import type { Json } from "../doc/kinds";
import { labelOf } from "../doc/pointer";

/** A part of a JSON Schema. */
export type Node = Readonly<Record<string, unknown>>;

/** One of several forms that a value may have. */
export type Variant = { readonly label: string; readonly node: Node };

/** What may stand in a field, as its control needs it. */
export type Shape =
  | { readonly kind: "boolean" | "object" | "any" }
  | {
      readonly kind: "text" | "scalar";
      readonly pattern?: string;
      readonly lengthMin?: number;
      readonly lengthMax?: number;
    }
  | { readonly kind: "number"; readonly integer: boolean; readonly minimum?: number; readonly maximum?: number }
  | { readonly kind: "choice"; readonly choices: readonly Json[] }
  | { readonly kind: "list" | "map"; readonly item: Node }
  | { readonly kind: "variants"; readonly variants: readonly Variant[] };

/** A field as a form shows it; a list's items and a map's entries share one pattern, in which their step is `*`. */
export type SchemaField = {
  readonly pointer: string;
  readonly pattern: string;
  readonly label: string;
  readonly help: string;
  readonly required: boolean;
  readonly preset: Json | undefined;
  readonly node: Node;
  readonly shape: Shape;
};

/** What every object carries and no one configures here. */
const LEFT_OUT = new Set([
  "/apiVersion",
  "/kind",
  "/status",
  "/metadata/name",
  "/metadata/creationTimestamp",
  "/metadata/deletionGracePeriodSeconds",
  "/metadata/deletionTimestamp",
  "/metadata/generation",
  "/metadata/managedFields",
  "/metadata/resourceVersion",
  "/metadata/selfLink",
  "/metadata/uid",
]);
const REFERENCES_MAX = 20;
const NESTING_MAX = 6;

export const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && !Array.isArray(value);
export const items = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const own = (node: Node, key: string): unknown => (Object.hasOwn(node, key) ? node[key] : undefined);
export const escaped = (key: string) => key.replaceAll("~", "~0").replaceAll("/", "~1");
export const plain = (key: string) => key.replaceAll("~1", "/").replaceAll("~0", "~");
export const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean";

/** A JSON Schema as a form walks it: one level at a time, so that a recursive or a huge one costs what is open. */
export class FormSchema {
  readonly root: Node;
  private readonly source: Node;
  private readonly ready = new WeakMap<Node, Node>();
  private readonly shapes = new WeakMap<Node, Shape>();
  /** How deep forms are nested in forms right now; a schema may name itself as its own form. */
  private nesting = 0;

  constructor(schema: unknown) {
    this.source = isNode(schema) ? schema : {};
    this.root = this.resolved(this.source);
  }

  /** The fields in an object, the required ones first; none where the schema names none. */
  fields(node: Node, pointer: string, pattern: string): readonly SchemaField[] {
    const properties = own(node, "properties");
    if (!isNode(properties)) return [];
    const required = new Set(items(own(node, "required")));
    return Object.keys(properties)
      .filter((key) => !LEFT_OUT.has(`${pattern}/${key}`))
      .map((key) => {
        const step = `/${escaped(key)}`;
        return this.field(pointer + step, pattern + step, properties[key], required.has(key));
      })
      .sort((a, b) => Number(b.required) - Number(a.required));
  }

  /** The field that stands for a part of the schema at a pointer. */
  field(pointer: string, pattern: string, raw: unknown, required = false): SchemaField {
    const node = this.resolved(raw);
    const [description, preset] = [own(node, "description"), own(node, "default")];
    return {
      pointer,
      pattern,
      label: labelOf(pointer),
      help: typeof description === "string" ? description : "",
      required,
      preset: preset === undefined ? undefined : (preset as Json),
      node,
      shape: this.shape(node),
    };
  }

  /** Whether a form has a place for what stands at a pointer. */
  knows(pointer: string): boolean {
    let nodes: readonly Node[] = [this.root];
    let pattern = "";
    for (const step of pointer.split("/").slice(1)) {
      pattern += `/${step}`;
      if (LEFT_OUT.has(pattern)) return false;
      nodes = nodes.flatMap((node) => this.inside(node, plain(step)));
    }
    return pointer !== "" && nodes.length > 0;
  }

  /** Every part that may stand one step below a part. */
  private inside(node: Node, key: string): readonly Node[] {
    const shape = this.shape(node);
    switch (shape.kind) {
      case "object": {
        const properties = own(node, "properties");
        const next = isNode(properties) ? own(properties, key) : undefined;
        return isNode(next) ? [this.resolved(next)] : [];
      }
      case "list":
        return /^\d+$/.test(key) ? [this.resolved(shape.item)] : [];
      case "map":
        return [this.resolved(shape.item)];
      case "variants":
        return shape.variants.flatMap((variant) => this.inside(variant.node, key));
      case "any":
        return [node];
      case "text":
      case "scalar":
      case "number":
      case "boolean":
      case "choice":
        return [];
    }
  }

  /** A part with its references followed, the parts of allOf put together, and a choice that is none taken. */
  resolved(raw: unknown): Node {
    const start = isNode(raw) ? raw : {};
    const known = this.ready.get(start);
    if (known !== undefined) return known;
    const [reference, ...more] = Object.keys(start);
    // A bare reference is its target itself, so that a schema in itself is known again.
    const target = reference === "$ref" && more.length === 0 ? this.target(String(start["$ref"])) : start;
    const node = this.ready.get(target) ?? this.simplified(this.joined(target));
    this.ready.set(start, node);
    this.ready.set(node, node);
    return node;
  }

  private joined(start: Node): Node {
    let node = start;
    for (let hops = 0; hops < REFERENCES_MAX; hops += 1) {
      const [reference, parts] = [own(node, "$ref"), items(own(node, "allOf"))];
      if (typeof reference === "string") node = merged({ ...node, $ref: undefined }, this.target(reference));
      else if (parts.length > 0) node = parts.filter(isNode).reduce(merged, { ...node, allOf: undefined });
      else break;
    }
    return node;
  }

  private target(reference: string): Node {
    let node: unknown = reference.startsWith("#") ? this.source : undefined;
    for (const key of reference.split("/").slice(1)) node = isNode(node) ? own(node, plain(key)) : undefined;
    return isNode(node) ? node : {};
  }

  /** oneOf and anyOf without the branches that say nothing about the form: null, and mere conditions. */
  private simplified(node: Node): Node {
    const branches = [...items(own(node, "oneOf")), ...items(own(node, "anyOf"))];
    if (branches.length === 0) return node;
    const base: Node = { ...node, oneOf: undefined, anyOf: undefined };
    const names = isNode(own(node, "properties")) ? new Set(Object.keys(own(node, "properties") as Node)) : undefined;
    const forms = branches
      .filter(isNode)
      .map((branch) => this.joined(branch))
      .filter((branch) => own(branch, "type") !== "null" && says(branch, names));
    const [only] = forms;
    if (only === undefined) return base;
    if (forms.length === 1) return merged(base, only);
    const choices = forms.flatMap((form) =>
      Object.hasOwn(form, "const") ? [form["const"]] : items(own(form, "enum")),
    );
    if (choices.length >= forms.length && choices.every(isScalar)) return { ...base, enum: choices };
    return { ...base, anyOf: forms.map((form) => merged(base, form)) };
  }

  private shape(node: Node): Shape {
    const known = this.shapes.get(node);
    if (known !== undefined) return known;
    this.nesting += 1;
    const shape: Shape = this.nesting > NESTING_MAX ? { kind: "any" } : this.shapeOf(node);
    this.nesting -= 1;
    this.shapes.set(node, shape);
    return shape;
  }

  private shapeOf(node: Node): Shape {
    const choices = [...items(own(node, "enum")), own(node, "const")].filter(isScalar);
    if (choices.length > 0) return { kind: "choice", choices };
    if (own(node, "x-kubernetes-int-or-string") === true || own(node, "format") === "int-or-string")
      return { kind: "scalar", ...limits(node) };
    const variants = items(own(node, "anyOf")).filter(isNode);
    if (variants.length > 1) return this.variants(variants);
    const types = [own(node, "type")].flat().filter((type) => typeof type === "string" && type !== "null");
    const [type] = types;
    if (types.length > 1) return { kind: types.every((one) => one !== "object" && one !== "array") ? "scalar" : "any" };
    if (type === "string") return { kind: "text", ...limits(node) };
    if (type === "boolean") return { kind: "boolean" };
    if (type === "integer" || type === "number") return number(node, type === "integer");
    const item = own(node, "items");
    if (type === "array" || (type === undefined && isNode(item)))
      return { kind: "list", item: isNode(item) ? item : {} };
    const properties = own(node, "properties");
    if (isNode(properties) && Object.keys(properties).length > 0) return { kind: "object" };
    const more = own(node, "additionalProperties");
    if (isNode(more)) return { kind: "map", item: more };
    return type === "object" ? { kind: "map", item: {} } : { kind: "any" };
  }

  private variants(nodes: readonly Node[]): Shape {
    const forms = nodes.map((node) => ({ node, shape: this.shape(this.resolved(node)) }));
    const scalar = new Set(["text", "scalar", "number", "boolean", "choice"]);
    if (forms.every(({ shape }) => scalar.has(shape.kind))) return { kind: "scalar" };
    return {
      kind: "variants",
      variants: forms.map(({ node, shape }, index) => ({ node, label: named(node, shape, index) })),
    };
  }
}

/** Whether a branch describes a form; one that only asks for fields of the object around it does not. */
function says(branch: Node, around: ReadonlySet<string> | undefined): boolean {
  const properties = own(branch, "properties");
  if (isNode(properties)) {
    const known = around !== undefined && Object.keys(properties).every((key) => around.has(key));
    return !known;
  }
  return ["type", "items", "enum", "const", "additionalProperties"].some((key) => Object.hasOwn(branch, key));
}

function merged(a: Node, b: Node): Node {
  const properties = [own(a, "properties"), own(b, "properties")].filter(isNode);
  const required = [...items(own(a, "required")), ...items(own(b, "required"))];
  return {
    ...a,
    ...b,
    ...(properties.length > 0 ? { properties: Object.assign({}, ...properties) as Node } : {}),
    ...(required.length > 0 ? { required } : {}),
  };
}

function named(node: Node, shape: Shape, index: number): string {
  const title = own(node, "title");
  if (typeof title === "string" && title !== "") return title;
  const first = items(own(node, "required")).find((key) => typeof key === "string");
  if (shape.kind === "object") return typeof first === "string" ? labelOf(`/${escaped(first)}`) : `Form ${index + 1}`;
  const words = { text: "Text", scalar: "Value", number: "Number", boolean: "Yes or no", choice: "Choice" } as const;
  if (shape.kind === "list") return "List";
  if (shape.kind === "map") return "Map";
  return shape.kind === "variants" || shape.kind === "any" ? `Form ${index + 1}` : words[shape.kind];
}

function limits(node: Node): { pattern?: string; lengthMin?: number; lengthMax?: number } {
  const [pattern, least, most] = [own(node, "pattern"), own(node, "minLength"), own(node, "maxLength")];
  return {
    ...(typeof pattern === "string" ? { pattern } : {}),
    ...(typeof least === "number" ? { lengthMin: least } : {}),
    ...(typeof most === "number" ? { lengthMax: most } : {}),
  };
}

function number(node: Node, integer: boolean): Shape {
  const [minimum, maximum] = [own(node, "minimum"), own(node, "maximum")];
  return {
    kind: "number",
    integer,
    ...(typeof minimum === "number" ? { minimum } : {}),
    ...(typeof maximum === "number" ? { maximum } : {}),
  };
}
