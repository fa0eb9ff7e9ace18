import { type Component, effectiveParent } from "./model";

type Components = ReadonlyMap<string, Component>;

/** Who holds whom in one moment of a design. */
export type Tree = {
  readonly parentOf: ReadonlyMap<string, string>;
  readonly childrenOf: ReadonlyMap<string, readonly string[]>;
  /** How many containers are around a component. */
  readonly depthOf: ReadonlyMap<string, number>;
};

const known = new WeakMap<Components, Tree>();

/** The tree of these components; made once for each moment, O(components). */
export function treeOf(components: Components): Tree {
  const ready = known.get(components);
  if (ready !== undefined) return ready;
  const parentOf = new Map<string, string>();
  const childrenOf = new Map<string, string[]>();
  for (const component of components.values()) {
    if (component.parent === undefined) continue;
    const parent = effectiveParent(component, components);
    if (parent === undefined) continue;
    parentOf.set(component.id, parent);
    const siblings = childrenOf.get(parent);
    if (siblings === undefined) childrenOf.set(parent, [component.id]);
    else siblings.push(component.id);
  }
  const depthOf = new Map<string, number>();
  const depth = (id: string): number => {
    const ready = depthOf.get(id);
    if (ready !== undefined) return ready;
    const parent = parentOf.get(id);
    const found = parent === undefined ? 0 : depth(parent) + 1;
    depthOf.set(id, found);
    return found;
  };
  for (const id of components.keys()) depth(id);
  const tree = { parentOf, childrenOf, depthOf };
  known.set(components, tree);
  return tree;
}

/** These and everything inside them, each once; what is not there is left out. */
export function withMembers(components: Components, ids: Iterable<string>): readonly string[] {
  const { childrenOf } = treeOf(components);
  const all = new Set<string>();
  const take = (id: string) => {
    if (all.has(id) || !components.has(id)) return;
    all.add(id);
    for (const child of childrenOf.get(id) ?? []) take(child);
  };
  for (const id of ids) take(id);
  return [...all];
}

/** Those of these that are not inside another of these. */
export function outermost(components: Components, ids: Iterable<string>): readonly string[] {
  const { parentOf } = treeOf(components);
  const all = new Set(ids);
  return [...all].filter((id) => {
    for (let parent = parentOf.get(id); parent !== undefined; parent = parentOf.get(parent)) {
      if (all.has(parent)) return false;
    }
    return components.has(id);
  });
}
