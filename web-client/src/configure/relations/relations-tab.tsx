import { Eye } from "lucide-react";
import type { Component, Snapshot } from "../../doc/model";
import type { Inferred } from "../../sync/inferences";
import type { Session } from "../../sync/session";
import { Proposals } from "./advice";
import { Ends } from "./ends";

type Props = {
  readonly session: Session;
  readonly component: Component;
  readonly snapshot: Snapshot;
  readonly inferred: readonly Inferred[];
  readonly readOnly: boolean;
  readonly onSelect: (ids: readonly string[]) => void;
};

/** What a component has to do with others: drawn, inferred and hidden. */
export function RelationsTab({ session, component, snapshot, inferred, readOnly, onSelect }: Props) {
  const drawn = session.design.relationshipsOf(component.id);
  const hidden = session.design.hiddenAt(component.id);
  return (
    <>
      {drawn.length + inferred.length + hidden.length === 0 && (
        <p className="muted">
          Related to nothing. Drag from its edge to another component, or set the same value in both.
        </p>
      )}
      {drawn.length > 0 && (
        <section className="relations" aria-label="Drawn relationships">
          <h3>Drawn</h3>
          {drawn.map((relationship) => (
            <div key={relationship.id}>
              <Ends relationship={relationship} snapshot={snapshot} onSelect={onSelect} />
              <button type="button" className="more" onClick={() => onSelect([relationship.id])}>
                Details
              </button>
            </div>
          ))}
        </section>
      )}
      {inferred.length > 0 && (
        <section className="relations" aria-label="Inferred relationships">
          <h3>
            Inferred <span className="badge">{inferred.length}</span>
          </h3>
          {inferred.map((one) => (
            <div key={one.id}>
              <Ends relationship={one} snapshot={snapshot} onSelect={onSelect} />
              <p className="schema-help">{one.words}</p>
              <button type="button" className="more" onClick={() => onSelect([`inferred ${one.id}`])}>
                Why this edge?
              </button>
            </div>
          ))}
        </section>
      )}
      {hidden.length > 0 && (
        <section className="relations" aria-label="Hidden relationships">
          <h3>Hidden</h3>
          {hidden.map((one) => (
            <div key={one.id}>
              <Ends relationship={one} snapshot={snapshot} onSelect={onSelect} />
              {!readOnly && (
                <button type="button" className="button quiet small" onClick={() => session.design.remove([one.id])}>
                  <Eye size={14} strokeWidth={1.7} aria-hidden="true" /> Show again
                </button>
              )}
            </div>
          ))}
        </section>
      )}
      <Proposals session={session} snapshot={snapshot} readOnly={readOnly} />
    </>
  );
}
