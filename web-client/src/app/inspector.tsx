import { ArrowRight, Trash2 } from "lucide-react";
import { useSnapshot } from "../canvas/context";
import { useInferred } from "../canvas/inferred";
import { type Component, effectiveParent, type Relationship, type Snapshot } from "../doc/model";
import type { Session } from "../sync/session";
import { KindIcon } from "../ui/kind-icon";
import { Configuration } from "../configure/configuration";
import { FieldRow, NameField, PositionFields } from "../configure/fields";
import { NotesField } from "../configure/notes-field";
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
  const [id] = selection;
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
      <ComponentPanel key={id} session={session} component={component} readOnly={readOnly} onSelect={onSelect}>
        {!readOnly && <DeleteButton label={`Delete ${component.kind}`} onClick={remove} />}
      </ComponentPanel>
    );
  }
  const relationship = snapshot.relationships.get(id);
  if (relationship === undefined) return <Summary snapshot={snapshot} onSelect={onSelect} />;
  return (
    <div className="panel">
      <h2>Relationship</h2>
      <Ends relationship={relationship} snapshot={snapshot} onSelect={onSelect} />
      <p className="muted">Drawn by a person.</p>
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

function Ends(props: {
  relationship: Pick<Relationship, "from" | "to">;
  snapshot: Snapshot;
  onSelect: (ids: readonly string[]) => void;
}) {
  const { from, to } = props.relationship;
  const end = (id: string) => {
    const component = props.snapshot.components.get(id);
    return (
      <button type="button" className="button small end" title={component?.kind} onClick={() => props.onSelect([id])}>
        {component?.name ?? "gone"}
        <span className="muted">{component?.kind}</span>
      </button>
    );
  };
  return (
    <div className="ends">
      {end(from)}
      <ArrowRight size={14} aria-label="to" />
      {end(to)}
    </div>
  );
}

function ComponentPanel(props: {
  session: Session;
  component: Component;
  readOnly: boolean;
  onSelect: (ids: readonly string[]) => void;
  children: React.ReactNode;
}) {
  const { session, component, readOnly } = props;
  const { snapshot } = session.design;
  const parent = snapshot.components.get(effectiveParent(component, snapshot.components) ?? "");
  const relationships = session.design.relationshipsOf(component.id);
  const inferred = useInferred(session, snapshot).filter(
    ({ from, to }) => from === component.id || to === component.id,
  );
  return (
    <div className="panel">
      <div className="panel-head">
        <KindIcon kind={component.kind} />
        <div>
          <h2 title={component.name}>{component.name}</h2>
          <p className="muted">
            {[component.kind, component.version, component.model].filter((word) => word !== "").join(" · ")}
          </p>
        </div>
      </div>
      <NameField session={session} component={component} readOnly={readOnly} />
      {parent !== undefined && (
        <FieldRow label={parent.kind}>
          <button type="button" className="button small end" onClick={() => props.onSelect([parent.id])}>
            {parent.name}
          </button>
        </FieldRow>
      )}
      <Configuration session={session} component={component} readOnly={readOnly} />
      <NotesField session={session} id={component.id} readOnly={readOnly} />
      <PositionFields session={session} component={component} readOnly={readOnly} />
      {relationships.length > 0 && (
        <section className="panel-section">
          <h3>Relationships</h3>
          {relationships.map((relationship) => (
            <Ends key={relationship.id} relationship={relationship} snapshot={snapshot} onSelect={props.onSelect} />
          ))}
        </section>
      )}
      {inferred.length > 0 && (
        <section className="panel-section" aria-label="Inferred relationships">
          <h3>Inferred</h3>
          {inferred.map((one) => (
            <div key={one.id}>
              <Ends relationship={one} snapshot={snapshot} onSelect={props.onSelect} />
              <p className="schema-help" title={one.words}>
                {one.words}
              </p>
            </div>
          ))}
        </section>
      )}
      {props.children}
    </div>
  );
}
