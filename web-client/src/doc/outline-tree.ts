import { type Component, effectiveParent, type Snapshot } from "./model";

/** One line of the outline. */
export type TreeRow = {
  readonly component: Component;
  /** 1 for what stands in no container. */
  readonly level: number;
  readonly open: boolean | undefined;
  /** Its place among its siblings, from 1, and how many there are. */
  readonly place: number;
  readonly siblings: number;
  readonly parent: string | undefined;
};

function byName(a: Component, b: Component): number {
  return Number(b.container) - Number(a.container) || a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1);
}

/** A design as the lines of a tree: containers with what they hold, closed ones without. */
export function outlineOf({ components }: Snapshot, closed: ReadonlySet<string>): readonly TreeRow[] {
  const members = new Map<string | undefined, Component[]>();
  for (const component of components.values()) {
    const parent = effectiveParent(component, components);
    const list = members.get(parent);
    if (list === undefined) members.set(parent, [component]);
    else list.push(component);
  }
  for (const list of members.values()) list.sort(byName);
  const rows: TreeRow[] = [];
  const walk = (parent: string | undefined, level: number) => {
    const list = members.get(parent) ?? [];
    list.forEach((component, index) => {
      const holds = members.has(component.id);
      const open = holds ? !closed.has(component.id) : undefined;
      rows.push({ component, level, open, place: index + 1, siblings: list.length, parent });
      if (open === true) walk(component.id, level + 1);
    });
  };
  walk(undefined, 1);
  return rows;
}

/** Where a key leads in a tree: another line, or a container that opens or closes. */
export type TreeStep =
  | { readonly kind: "go"; readonly index: number }
  | { readonly kind: "toggle"; readonly id: string }
  | undefined;

/** The keys of a tree, as the ARIA practices have them. */
export function stepIn(rows: readonly TreeRow[], at: number, key: string): TreeStep {
  const go = (index: number): TreeStep => ({ kind: "go", index: Math.min(Math.max(index, 0), rows.length - 1) });
  const row = rows[at];
  switch (key) {
    case "ArrowDown":
      return go(at + 1);
    case "ArrowUp":
      return go(at - 1);
    case "Home":
      return go(0);
    case "End":
      return go(rows.length - 1);
    case "ArrowRight":
      if (row?.open === undefined) return undefined;
      return row.open ? go(at + 1) : { kind: "toggle", id: row.component.id };
    case "ArrowLeft": {
      if (row?.open === true) return { kind: "toggle", id: row.component.id };
      const parent = rows.findIndex(({ component }) => component.id === row?.parent);
      return parent < 0 ? undefined : go(parent);
    }
    default:
      return undefined;
  }
}
