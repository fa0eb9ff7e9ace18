import { type ReactNode, useId } from "react";
import { useEditedBy } from "../canvas/context";
import { FieldComment } from "../comments/field-comment";
import type { Component } from "../doc/model";
import type { Session } from "../sync/session";
import { personStyle } from "../ui/avatar";
import { EditableText } from "../ui/editable";

/** A label over a control, with who else is in it. */
export function FieldRow(props: {
  label: string;
  title?: string;
  required?: boolean;
  session?: Session;
  field?: string;
  children: ReactNode;
}) {
  return (
    <div className="field-row">
      <div className="field-label">
        <span className="label" title={props.title}>
          {props.label}
          {props.required === true && (
            <span className="required" title="Required">
              *
            </span>
          )}
        </span>
        {props.session !== undefined && props.field !== undefined && (
          <>
            <Here session={props.session} field={props.field} />
            <FieldComment field={props.field} label={props.label} readOnly={props.session.readOnly} />
          </>
        )}
      </div>
      {props.children}
    </div>
  );
}

/** Who else is in a field. */
export function Here({ session, field }: { session: Session; field: string }) {
  const peer = useEditedBy(session, field);
  if (peer === undefined) return null;
  return (
    <span className="here" style={personStyle(peer.person.color)}>
      {peer.person.name} is here
    </span>
  );
}

type Props = { readonly session: Session; readonly component: Component; readonly readOnly: boolean };

/** The component's name. */
export function NameField({ session, component, readOnly }: Props) {
  const field = `${component.id}/name`;
  return (
    <FieldRow label="Name" session={session} field={field}>
      <EditableText
        className="field"
        label="Name"
        value={component.name}
        readOnly={readOnly}
        onCommit={(name) => session.design.rename(component.id, name)}
        onFocusChange={(focused) => session.presence.setField(focused ? field : undefined)}
      />
    </FieldRow>
  );
}

/** Where the component stands, as numbers. */
export function PositionFields({ session, component, readOnly }: Props) {
  const id = useId();
  const [x, y] = component.pos;
  const commit = (axis: 0 | 1) => (typed: string) => {
    const value = Number(typed);
    if (!Number.isFinite(value)) return;
    session.design.move([{ id: component.id, pos: axis === 0 ? [value, y] : [x, value] }]);
  };
  return (
    <FieldRow label="Position">
      <div className="pair" id={id}>
        <EditableText
          className="field mono"
          label="Position, x"
          value={String(x)}
          readOnly={readOnly}
          onCommit={commit(0)}
        />
        <EditableText
          className="field mono"
          label="Position, y"
          value={String(y)}
          readOnly={readOnly}
          onCommit={commit(1)}
        />
      </div>
    </FieldRow>
  );
}
