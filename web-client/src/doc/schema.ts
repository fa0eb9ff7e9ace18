import type { Json } from "./kinds";
import { labelOf, show } from "./pointer";

type Node = Readonly<Record<string, unknown>>;
type Config = ReadonlyMap<string, Json>;

/** What may stand in a field, as far as a form can show it; `other` stays as it is. */
export type Shape =
  | { readonly kind: "text" | "scalar" | "boolean" | "object" | "other" }
  | { readonly kind: "number"; readonly integer: boolean; readonly minimum?: number; readonly maximum?: number }
  | { readonly kind: "choice"; readonly choices: readonly Json[] }
  | { readonly kind: "list"; readonly item: Shape };

/** A field as a form shows it. */
export type SchemaField = {
  readonly pointer: string;
  readonly label: string;
  readonly help: string;
  readonly required: boolean;
  readonly preset: string;
  readonly shape: Shape;
};

/** What every object carries and no one configures here. */
const LEFT_OUT = new Set(["apiVersion", "kind", "status"]);
const REFERENCES_MAX = 20;

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && !Array.isArray(value);
const items = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const own = (node: Node, key: string): unknown => (Object.hasOwn(node, key) ? node[key] : undefined);
const step = (key: string) => key.replaceAll("~", "~0").replaceAll("/", "~1");
const plain = (key: string) => key.replaceAll("~1", "/").replaceAll("~0", "~");
const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean";

/** A JSON Schema as a form walks it: one level at a time, so that a recursive or a huge one costs what is open. */
export class FormSchema {
  private readonly root: Node;

  constructor(schema: unknown) {
    this.root = isNode(schema) ? schema : {};
  }

  /** The fields in an object, the required ones first; none where the schema names none. */
  fields(pointer: string): readonly SchemaField[] {
    const node = this.node(pointer);
    const properties = node === undefined ? undefined : own(node, "properties");
    if (node === undefined || !isNode(properties)) return [];
    const required = new Set(items(own(node, "required")));
    return Object.keys(properties)
      .filter((key) => pointer !== "" || !LEFT_OUT.has(key))
      .map((key) => this.field(`${pointer}/${step(key)}`, this.resolved(properties[key]), required.has(key)))
      .sort((a, b) => Number(b.required) - Number(a.required));
  }

  /** Whether a form has a control for what stands at a pointer. */
  shows(pointer: string): boolean {
    if (LEFT_OUT.has(pointer.split("/")[1] ?? "")) return false;
    const node = this.node(pointer);
    const kind = node === undefined ? "other" : this.shape(node).kind;
    return kind !== "other" && kind !== "object";
  }

  private field(pointer: string, node: Node, required: boolean): SchemaField {
    const [description, preset] = [own(node, "description"), own(node, "default")];
    return {
      pointer,
      label: labelOf(pointer),
      help: typeof description === "string" ? description : "",
      required,
      preset: isScalar(preset) ? show(preset) : "",
      shape: this.shape(node),
    };
  }

  private node(pointer: string): Node | undefined {
    let node = this.resolved(this.root);
    for (const key of pointer.split("/").slice(1)) {
      const properties = own(node, "properties");
      const next = isNode(properties) ? own(properties, plain(key)) : undefined;
      if (!isNode(next)) return undefined;
      node = this.resolved(next);
    }
    return node;
  }

  /** Follows references inside the schema, and puts the parts of allOf together. */
  private resolved(start: unknown): Node {
    let node: Node = isNode(start) ? start : {};
    for (let hops = 0; hops < REFERENCES_MAX; hops += 1) {
      const [reference, parts] = [own(node, "$ref"), items(own(node, "allOf"))];
      if (typeof reference === "string") node = { ...node, $ref: undefined, ...this.target(reference) };
      else if (parts.length > 0) node = { ...node, allOf: undefined, ...Object.assign({}, ...parts.filter(isNode)) };
      else break;
    }
    return node;
  }

  private target(reference: string): Node {
    let node: unknown = reference.startsWith("#") ? this.root : undefined;
    for (const key of reference.split("/").slice(1)) node = isNode(node) ? own(node, plain(key)) : undefined;
    return isNode(node) ? node : {};
  }

  private shape(node: Node, inList = false): Shape {
    const choices = items(own(node, "enum")).filter(isScalar);
    if (choices.length > 0) return { kind: "choice", choices };
    if (own(node, "x-kubernetes-int-or-string") === true || own(node, "format") === "int-or-string")
      return { kind: "scalar" };
    const types = [own(node, "type")].flat().filter((type) => type !== "null");
    const type = types.length === 1 ? types[0] : undefined;
    if (type === "string") return { kind: "text" };
    if (type === "boolean") return { kind: "boolean" };
    if (type === "integer" || type === "number") {
      const [minimum, maximum] = [own(node, "minimum"), own(node, "maximum")];
      return {
        kind: "number",
        integer: type === "integer",
        ...(typeof minimum === "number" ? { minimum } : {}),
        ...(typeof maximum === "number" ? { maximum } : {}),
      };
    }
    if (type === "array" && !inList) {
      const item = this.shape(this.resolved(own(node, "items")), true);
      return ["text", "number", "scalar"].includes(item.kind) ? { kind: "list", item } : { kind: "other" };
    }
    const properties = own(node, "properties");
    return isNode(properties) && Object.keys(properties).length > 0 ? { kind: "object" } : { kind: "other" };
  }
}

/** What stands at a field, or why nothing can: another value is around it or in it. */
export type Place = { readonly kind: "set"; readonly value: Json } | { readonly kind: "free" | "blocked" };

const isEmptyMap = (value: Json | undefined) => isNode(value) && Object.keys(value).length === 0;

function around(pointer: string): readonly string[] {
  const steps = pointer.split("/").slice(1, -1);
  return steps.map((_, count) => `/${steps.slice(0, count + 1).join("/")}`);
}

/** Looks a field up in a configuration. */
export function placeOf(config: Config, pointer: string): Place {
  const value = config.get(pointer);
  if (value !== undefined) return { kind: "set", value };
  if (around(pointer).some((outer) => config.has(outer) && !isEmptyMap(config.get(outer)))) return { kind: "blocked" };
  for (const known of config.keys()) if (known.startsWith(`${pointer}/`)) return { kind: "blocked" };
  return { kind: "free" };
}

/** The entries that set a field: empty maps around it give way, because no entry stands in the value of another. */
export function entriesFor(
  config: Config,
  pointer: string,
  value: Json | undefined,
): readonly (readonly [string, Json | undefined])[] {
  const gone = around(pointer).filter((outer) => isEmptyMap(config.get(outer)));
  return [...gone.map((outer) => [outer, undefined] as const), [pointer, value] as const];
}

/** How a value looks in its field; a list has a line for each item. */
export function typedFrom(value: Json | undefined, shape: Shape): string {
  if (value === undefined) return "";
  return shape.kind === "list" && Array.isArray(value) ? value.map((item: Json) => show(item)).join("\n") : show(value);
}

/** Whether a value is one that this shape's control can show without loss. */
export function fits(value: Json, shape: Shape): boolean {
  if (shape.kind === "list") return Array.isArray(value) && value.every((item: Json) => fits(item, shape.item));
  return isScalar(value);
}

/** Reads what somebody typed; nothing typed is a field that is not set. */
export function readTyped(typed: string, shape: Shape): { value: Json | undefined } | { problem: string } {
  const text = typed.trim();
  switch (shape.kind) {
    case "text":
      return { value: typed === "" ? undefined : typed };
    case "number":
      return text === "" ? { value: undefined } : number(text, shape);
    case "scalar":
      return { value: /^-?\d{1,15}$/.test(text) ? Number(text) : text === "" ? undefined : typed };
    case "boolean":
      return { value: text === "" ? undefined : text === "true" };
    case "choice":
      return { value: shape.choices.find((choice) => show(choice) === typed) };
    case "list":
      return readList(typed, shape.item);
    case "object":
    case "other":
      return { problem: "This field is edited below" };
  }
}

function number(text: string, shape: Shape & { kind: "number" }): { value: number } | { problem: string } {
  const value = Number(text);
  if (!Number.isFinite(value))
    return { problem: shape.integer ? "Not a whole number: use 3" : "Not a number: use 0.5" };
  if (shape.integer && !Number.isInteger(value)) return { problem: "Not a whole number: use 3" };
  if (shape.minimum !== undefined && value < shape.minimum)
    return { problem: `Too small: use at least ${shape.minimum}` };
  if (shape.maximum !== undefined && value > shape.maximum)
    return { problem: `Too large: use at most ${shape.maximum}` };
  return { value };
}

function readList(typed: string, item: Shape): { value: Json | undefined } | { problem: string } {
  const values: Json[] = [];
  for (const line of typed.split("\n").filter((line) => line.trim() !== "")) {
    const read = readTyped(line.trim(), item);
    if ("problem" in read) return { problem: `${line.trim()}: ${read.problem}` };
    if (read.value !== undefined) values.push(read.value);
  }
  return { value: values.length === 0 ? undefined : values };
}
