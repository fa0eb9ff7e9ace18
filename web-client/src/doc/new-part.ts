import type { Kind } from "./kinds";
import { type Component, CONTAINER_SIZE, NODE_SIZE, type Pair } from "./model";
import { freeName, nameOfKind } from "./names";
import { namespaceConfig } from "./namespace";
import type { ComponentPart } from "./parts";

/** A new component of a kind, with a name that none of the others has and what its container says of it. */
export function newPart(
  kind: Kind,
  names: ReadonlySet<string>,
  pos: Pair,
  parent: string | undefined,
  container: Component | undefined,
): Omit<ComponentPart, "id"> {
  return {
    model: kind.model,
    kind: kind.kind,
    version: kind.version,
    name: freeName(nameOfKind(kind.kind), names),
    pos,
    size: kind.container ? CONTAINER_SIZE : NODE_SIZE,
    config: { ...kind.config, ...namespaceConfig(kind, container) },
    notes: "",
    style: {},
    ...(parent === undefined ? {} : { parent }),
  };
}
