import { Trash2 } from "lucide-react";
import { useState } from "react";
import { useSnapshot } from "../canvas/context";
import { useInferred } from "../canvas/inferred";
import { ComponentPanel, type Tab } from "../configure/component-panel";
import { Proposals, Remarks } from "../configure/relations/advice";
import { Ends } from "../configure/relations/ends";
import { Why } from "../configure/relations/why";
import type { Session } from "../sync/session";
import { Summary } from "./summary";

type Props = {
  readonly session: Session;
  readonly selection: readonly string[];
  readonly readOnly: boolean;
  readonly onSelect: (ids: readonly string[]) => void;
};

/** The right panel: what is selected, or the design itself. */
export function Inspector({ session, selection, readOnly, onSelect }: Props) {
  const snapshot = useSnapshot(session);
  const [tab, setTab] = useState<Tab>("configure");
  const [id] = selection;
  const inferred = useInferred(session, snapshot).find((one) => `inferred ${one.id}` === id);
  const remove = () => session.design.remove(selection);
  if (id === undefined) return <Summary snapshot={snapshot} onSelect={onSelect} />;
  if (selection.length > 1) {
    return (
      <div className="panel">
        <h2>{selection.length} things selected</h2>
        <p className="muted">Drag or use the arrow keys to move them together.</p>
        {!readOnly && <DeleteButton label={`Delete ${selection.length} things`} onClick={remove} />}
      </div>
    );
  }
  const component = snapshot.components.get(id);
  if (component !== undefined) {
    return (
      <ComponentPanel key={id} {...{ session, component, readOnly, tab, onSelect }} onTab={setTab}>
        {!readOnly && <DeleteButton label={`Delete ${component.kind}`} onClick={remove} />}
      </ComponentPanel>
    );
  }
  if (inferred !== undefined) return <Why {...{ session, inferred, snapshot, readOnly, onSelect }} />;
  const relationship = snapshot.relationships.get(id);
  if (relationship === undefined) return <Summary snapshot={snapshot} onSelect={onSelect} />;
  return (
    <div className="panel">
      <h2>Relationship</h2>
      <Ends relationship={relationship} snapshot={snapshot} onSelect={onSelect} />
      <p className="muted">
        {session.design.metadata(id)["rule"] === undefined ? "Drawn by a person." : "Inferred from values, and pinned."}
      </p>
      <Remarks session={session} id={id} />
      <Proposals session={session} snapshot={snapshot} readOnly={readOnly} />
      {!readOnly && <DeleteButton label="Delete relationship" onClick={remove} />}
    </div>
  );
}

function DeleteButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <button type="button" className="button danger delete" onClick={onClick}>
      <Trash2 size={15} strokeWidth={1.7} aria-hidden="true" /> {label}
    </button>
  );
}
