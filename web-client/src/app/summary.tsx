import { useMemo } from "react";
import type { Component, Snapshot } from "../doc/model";
import { KindIcon } from "../ui/kind-icon";

/** The design itself: how much there is, and every component by kind, for the keyboard and screen readers too. */
export function Summary({ snapshot, onSelect }: { snapshot: Snapshot; onSelect: (ids: readonly string[]) => void }) {
  const kinds = useMemo(() => byKind(snapshot), [snapshot]);
  const { components, relationships } = snapshot;
  return (
    <div className="panel">
      <h2>{snapshot.name || "Design"}</h2>
      <dl className="figures">
        <div>
          <dt>Components</dt>
          <dd>{components.size}</dd>
        </div>
        <div>
          <dt>Relationships</dt>
          <dd>{relationships.size}</dd>
        </div>
        <div>
          <dt>Kinds</dt>
          <dd>{kinds.length}</dd>
        </div>
      </dl>
      {kinds.length === 0 && <p className="muted">Select a component to see and change what it is made of.</p>}
      {kinds.map(([kind, list]) => (
        <section key={kind} className="outline" aria-label={kind}>
          <h3>
            <KindIcon kind={kind} />
            {kind}
            <span className="count">{list.length}</span>
          </h3>
          <ul>
            {list.map(({ id, name }) => (
              <li key={id}>
                <button type="button" className="outline-row" title={name} onClick={() => onSelect([id])}>
                  {name}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function byKind({ components }: Snapshot): readonly (readonly [string, readonly Component[]])[] {
  const kinds = new Map<string, Component[]>();
  for (const component of components.values()) {
    const list = kinds.get(component.kind) ?? [];
    list.push(component);
    kinds.set(component.kind, list);
  }
  for (const list of kinds.values()) list.sort((a, b) => a.name.localeCompare(b.name));
  return [...kinds].sort(([a], [b]) => a.localeCompare(b));
}
