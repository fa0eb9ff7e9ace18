import { newId } from "../doc/ids";
import { CONTAINER_SIZE, NODE_SIZE, type Pair } from "../doc/model";
import { isContainer, type Json, kindOf } from "../doc/kinds";
import { nested } from "../doc/nest";

/** A component of a template. `at` is its place on the canvas; `in` names the container it stands in. */
export type Part = {
  readonly name: string;
  readonly kind: string;
  readonly version: string;
  readonly model?: string;
  readonly at: Pair;
  readonly size?: Pair;
  readonly in?: string;
  /** JSON pointer → value. */
  readonly config?: Readonly<Record<string, Json>>;
};

/** A design to start from. Parts are called by key in `lines`, each a pair "from key", "to key". */
export type Template = {
  readonly id: string;
  readonly title: string;
  readonly words: string;
  readonly parts: Readonly<Record<string, Part>>;
  readonly lines: readonly (readonly [from: string, to: string])[];
};

const HOST = "meshplay.khulnasoft.com";

function sizeOf({ kind, size }: Part): Pair {
  return size ?? (isContainer(kind) ? CONTAINER_SIZE : NODE_SIZE);
}

/** What the preview draws: the shape of `…/content`. */
export function contentOf({ title, parts, lines }: Template): unknown {
  return {
    name: title,
    components: Object.entries(parts).map(([id, part]) => ({
      id,
      kind: part.kind,
      name: part.name,
      pos: part.at,
      size: sizeOf(part),
      parent: part.in,
    })),
    relationships: lines.map(([from, to]) => ({ id: `${from} ${to}`, from, to, kind: "edge" })),
  };
}

/** A component's configuration; a member of a Namespace says so itself, as a deployed object must. */
function configurationOf(part: Part, parts: Template["parts"]): Readonly<Record<string, Json>> {
  const parent = part.in === undefined ? undefined : parts[part.in];
  const { config } = kindOf(part.kind, part.model ?? "kubernetes", part.version);
  const own = part.config ?? config;
  const placed = parent?.kind === "Namespace" ? { "/metadata/namespace": parent.name } : {};
  return nested(Object.entries({ ...own, ...placed }));
}

/** A template as a design file of ours, with ids of its own, to be imported. */
export function fileOf(template: Template): string {
  const ids = new Map(Object.keys(template.parts).map((key) => [key, newId()]));
  const id = (key: string) => ids.get(key) ?? "";
  const components = Object.entries(template.parts).map(([key, part]) => {
    const [width, height] = sizeOf(part);
    return {
      id: id(key),
      schemaVersion: `components.${HOST}/v1beta1`,
      version: "v1.0.0",
      displayName: part.name,
      format: "JSON",
      component: { kind: part.kind, version: part.version, schema: "" },
      model: { name: part.model ?? "kubernetes" },
      configuration: configurationOf(part, template.parts),
      metadata: { isAnnotation: false, ...(part.in === undefined ? {} : { parent: id(part.in) }) },
      styles: { position: { x: part.at[0], y: part.at[1] }, width, height },
    };
  });
  const relationships = template.lines.map(([from, to]) => ({
    id: newId(),
    schemaVersion: `relationships.${HOST}/v1alpha3`,
    version: "v1.0.0",
    kind: "edge",
    subType: "network",
    status: "approved",
    from: id(from),
    to: id(to),
    selectors: [{ allow: { from: [{ id: id(from) }], to: [{ id: id(to) }] } }],
  }));
  return JSON.stringify({
    name: template.title,
    schemaVersion: `designs.${HOST}/v1beta3`,
    version: "0.0.1",
    components,
    relationships,
  });
}
