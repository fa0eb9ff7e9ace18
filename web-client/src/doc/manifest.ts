import { isContainer, type Json, kindOf } from "./kinds";
import { CONTAINER_SIZE, isJson, NODE_SIZE } from "./model";
import { nameOfKind } from "./names";
import { NAMESPACE_FIELD } from "./namespace";
import type { ComponentPart, Parts } from "./parts";

type Fields = Readonly<Record<string, Json>>;

/** What a pasted manifest gave: parts, and what was left out and why, in words. */
export type Manifest = { readonly parts: Parts; readonly warnings: readonly string[] };

const TEXT_MAX = 3 << 20;
const OBJECTS_MAX = 2_000;
const DEPTH_MAX = 48;
/** What a cluster writes; it is no part of a design. */
const OF_THE_CLUSTER = ["uid", "resourceVersion", "generation", "creationTimestamp", "managedFields", "selfLink"];
const KUBERNETES = /^$|^(apps|autoscaling|batch|policy|extensions)$|\.k8s\.io$/;
const MODELS: Readonly<Record<string, string>> = {
  "networking.istio.io": "istio-base",
  "security.istio.io": "istio-base",
  "cert-manager.io": "cert-manager",
  "argoproj.io": "argo-cd",
};

/** Whether a text looks like Kubernetes objects, in YAML or JSON. */
export function looksLikeManifest(text: string): boolean {
  return /(^|[\n{,]) *"?apiVersion"? *:/.test(text) && /(^|[\n{,]) *"?kind"? *:/.test(text);
}

/** Reads Kubernetes objects: several documents, lists of them, YAML or JSON. The parser is loaded at the first use. */
export async function readManifest(text: string): Promise<Manifest | { readonly problem: string }> {
  if (text.length > TEXT_MAX) return { problem: "This is too much to paste: at most 3 MB of YAML." };
  const { parseAllDocuments } = await import("yaml");
  const documents = parseAllDocuments(text, { maxAliasCount: 50 } as Parameters<typeof parseAllDocuments>[1]);
  const reading = new Reading();
  const list = Array.isArray(documents) ? documents : [];
  for (const [index, document] of list.entries()) {
    const [error] = document.errors;
    if (error !== undefined) {
      const line = error.linePos?.[0].line;
      const place = line === undefined ? `document ${index + 1}` : `line ${line}`;
      return {
        problem: `This is not valid YAML, at ${place}: ${error.message.split("\n")[0]?.replace(/ at line .*$/, "")}.`,
      };
    }
    let value: unknown;
    try {
      value = document.toJS({ maxAliasCount: 50 });
    } catch {
      return { problem: `Document ${index + 1} uses too many aliases.` };
    }
    if (value === null || value === undefined) continue;
    if (!isJson(value))
      return { problem: `Document ${index + 1} holds values that are no JSON, for example a map with odd keys.` };
    reading.object(value, `document ${index + 1}`);
  }
  return reading.result();
}

const fieldsOf = (value: Json | undefined): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
const textOf = (value: Json | undefined): string => (typeof value === "string" ? value : "");

/** Takes objects one by one; places and containers come at the end. */
class Reading {
  private readonly components: ComponentPart[] = [];
  private readonly warnings: string[] = [];

  object(value: Json, where: string): void {
    const object = fieldsOf(value);
    const [apiVersion, kind] = [textOf(object["apiVersion"]), textOf(object["kind"])];
    if (apiVersion === "" || kind === "") {
      this.warnings.push(`The ${where} has no apiVersion and kind; it is left out.`);
      return;
    }
    const items = object["items"];
    if (kind.endsWith("List") && Array.isArray(items)) {
      for (const [index, item] of (items as readonly Json[]).entries())
        this.object(item, `${where}, item ${index + 1}`);
      return;
    }
    if (this.components.length >= OBJECTS_MAX) {
      if (this.components.length === OBJECTS_MAX) this.warnings.push("Only the first 2,000 objects are taken.");
      return;
    }
    this.components.push(this.component(object, apiVersion, kind));
  }

  result(): Manifest | { readonly problem: string } {
    if (this.components.length === 0) {
      return { problem: this.warnings[0] ?? "There is no Kubernetes object in what was pasted." };
    }
    const namespaces = new Map(
      this.components.filter(({ kind }) => kind === "Namespace").map(({ id, name }) => [name, id]),
    );
    const components = this.components.map((component): ComponentPart => {
      const parent = namespaces.get(textOf(component.config[NAMESPACE_FIELD]));
      return parent === undefined || parent === component.id ? component : { ...component, parent };
    });
    return { parts: { components: arranged(components), relationships: [] }, warnings: this.warnings };
  }

  private component(object: Fields, apiVersion: string, kind: string): ComponentPart {
    const metadata = { ...fieldsOf(object["metadata"]) };
    const name = textOf(metadata["name"]) || nameOfKind(kind);
    delete metadata["name"];
    for (const key of OF_THE_CLUSTER) delete metadata[key];
    const { apiVersion: _, kind: __, status: ___, ...rest } = object;
    const config: Record<string, Json> = {};
    flatten({ ...rest, metadata }, "", config, 0);
    if (Object.keys(metadata).length === 0) delete config["/metadata"];
    const group = apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
    return {
      id: `object-${this.components.length}`,
      model: KUBERNETES.test(group) ? "kubernetes" : (MODELS[group] ?? kindOf(kind, group, apiVersion).model),
      kind,
      version: apiVersion,
      name,
      pos: [0, 0],
      size: isContainer(kind) ? CONTAINER_SIZE : NODE_SIZE,
      config,
      notes: "",
      style: {},
    };
  }
}

/** Nested maps as entries, as docs/spec/design.md DESIGN-2 has them: a list is one value, an empty map too. */
function flatten(value: Fields, path: string, into: Record<string, Json>, depth: number): void {
  for (const [key, item] of Object.entries(value)) {
    const pointer = `${path}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    const nested = fieldsOf(item);
    if (Object.keys(nested).length > 0 && depth < DEPTH_MAX) flatten(nested, pointer, into, depth + 1);
    else into[pointer] = item;
  }
}

const GAP = 40;
const HEAD = 60;

/** Puts members in rows inside their containers, and everything in rows on the canvas. */
function arranged(components: readonly ComponentPart[]): readonly ComponentPart[] {
  const placed = new Map<string, ComponentPart>();
  const free = components.filter(({ parent }) => parent === undefined);
  const sized = free.map((component): ComponentPart => {
    if (!isContainer(component.kind)) return component;
    const members = components.filter(({ parent }) => parent === component.id);
    const columns = Math.max(1, Math.ceil(Math.sqrt(members.length)));
    const rows = Math.max(1, Math.ceil(members.length / columns));
    const width = Math.max(CONTAINER_SIZE[0], columns * (NODE_SIZE[0] + GAP) + GAP);
    const height = Math.max(200, HEAD + rows * (NODE_SIZE[1] + GAP));
    return { ...component, size: [width, height] };
  });
  const wide = Math.max(
    1_100,
    Math.sqrt(sized.reduce((sum, { size }) => sum + (size[0] + GAP) * (size[1] + GAP), 0)) * 1.4,
  );
  let [x, y, tallest] = [0, 0, 0];
  for (const component of [...sized].sort((a, b) => b.size[1] - a.size[1])) {
    if (x > 0 && x + component.size[0] > wide) {
      [x, y, tallest] = [0, y + tallest + GAP, 0];
    }
    placed.set(component.id, { ...component, pos: [x, y] });
    tallest = Math.max(tallest, component.size[1]);
    x += component.size[0] + GAP;
  }
  for (const container of sized) {
    const corner = placed.get(container.id)?.pos ?? [0, 0];
    const members = components.filter(({ parent }) => parent === container.id);
    const columns = Math.max(1, Math.ceil(Math.sqrt(members.length)));
    for (const [index, member] of members.entries()) {
      const column = index % columns;
      const row = Math.floor(index / columns);
      const pos = [
        corner[0] + GAP + column * (NODE_SIZE[0] + GAP),
        corner[1] + HEAD + row * (NODE_SIZE[1] + GAP),
      ] as const;
      placed.set(member.id, { ...member, pos });
    }
  }
  return components.map((component) => placed.get(component.id) ?? component);
}
