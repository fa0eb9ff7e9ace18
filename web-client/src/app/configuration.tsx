import { Plus, X } from "lucide-react";
import { type KeyboardEvent, useId, useState } from "react";
import type { Json } from "../doc/kinds";
import type { Component } from "../doc/model";
import { labelOf, parse, pointerProblem, show } from "../doc/pointer";
import type { Session } from "../sync/session";
import { FieldRow } from "./fields";
import { SchemaForm } from "./schema-form";
import { useProblems, useSchema } from "./use-schema";

type Props = { readonly session: Session; readonly component: Component; readonly readOnly: boolean };

/** The component's configuration, field by field; each is its own value in the document. */
export function Configuration({ session, component, readOnly }: Props) {
  const schema = useSchema(component);
  const problems = useProblems(component, component.config, schema !== null && schema !== undefined);
  const fields = [...component.config]
    .filter(([pointer]) => !schema?.shows(pointer))
    .sort(([a], [b]) => (a < b ? -1 : Number(a > b)));
  const elsewhere = problems.filter(({ pointer }) => !schema?.shows(pointer));
  const [adding, setAdding] = useState(false);
  return (
    <section className="panel-section">
      <div className="section-head">
        <h3>Configuration</h3>
        {!readOnly && (
          <button type="button" className="button quiet small" onClick={() => setAdding(true)}>
            <Plus size={14} aria-hidden="true" /> Field
          </button>
        )}
      </div>
      {schema && <SchemaForm {...{ session, component, readOnly, schema, problems }} />}
      {elsewhere.length > 0 && (
        <ul className="schema-problems" aria-label="Problems">
          {elsewhere.map(({ pointer, message }) => (
            <li key={`${pointer} ${message}`} className="field-error">
              <span className="mono">{pointer || "/"}</span> {message}
            </li>
          ))}
        </ul>
      )}
      {schema && fields.length > 0 && <h4 className="schema-rest">Other fields</h4>}
      {schema === null && fields.length === 0 && !adding && (
        <p className="muted">Nothing set. The kind's own defaults hold.</p>
      )}
      {fields.map(([pointer, value]) => (
        <ConfigField key={pointer} {...{ session, component, readOnly, pointer, value }} />
      ))}
      {adding && <NewField session={session} component={component} onDone={() => setAdding(false)} />}
    </section>
  );
}

function ConfigField({ session, component, readOnly, pointer, value }: Props & { pointer: string; value: Json }) {
  const field = `${component.id}${pointer}`;
  const [draft, setDraft] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const errorId = useId();
  const commit = () => {
    session.presence.setField(undefined);
    if (draft === undefined || draft === show(value)) {
      setDraft(undefined);
      setProblem(undefined);
      return;
    }
    const parsed = parse(draft, value);
    if ("problem" in parsed) {
      setProblem(parsed.problem);
      return;
    }
    session.design.configure(component.id, pointer, parsed.value);
    setDraft(undefined);
    setProblem(undefined);
  };
  const key = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Enter") commit();
    if (event.key !== "Escape") return;
    setDraft(undefined);
    setProblem(undefined);
  };
  return (
    <FieldRow label={labelOf(pointer)} title={pointer} session={session} field={field}>
      <div className="config-value">
        {typeof value === "boolean" ? (
          <label className="check">
            <input
              type="checkbox"
              checked={value}
              disabled={readOnly}
              onChange={(event) => session.design.configure(component.id, pointer, event.currentTarget.checked)}
            />
            {value ? "Yes" : "No"}
          </label>
        ) : (
          <input
            className="field mono"
            aria-label={`${labelOf(pointer)}, ${pointer}`}
            aria-invalid={problem !== undefined}
            aria-describedby={problem === undefined ? undefined : errorId}
            spellCheck={false}
            readOnly={readOnly}
            value={draft ?? show(value)}
            onFocus={() => session.presence.setField(field)}
            onChange={(event) => setDraft(event.currentTarget.value)}
            onBlur={commit}
            onKeyDown={key}
          />
        )}
        {!readOnly && (
          <button
            type="button"
            className="button quiet small icon config-remove"
            aria-label={`Remove ${labelOf(pointer)}`}
            title="Remove this field"
            onClick={() => session.design.configure(component.id, pointer, undefined)}
          >
            <X size={14} aria-hidden="true" />
          </button>
        )}
      </div>
      {problem !== undefined && (
        <p className="field-error" id={errorId}>
          {problem}
        </p>
      )}
    </FieldRow>
  );
}

function NewField({ session, component, onDone }: Omit<Props, "readOnly"> & { onDone: () => void }) {
  const [pointer, setPointer] = useState("/spec/");
  const [value, setValue] = useState("");
  const [problem, setProblem] = useState<string>();
  const errorId = useId();
  return (
    <form
      className="new-field"
      onSubmit={(event) => {
        event.preventDefault();
        const wrong =
          pointerProblem(pointer) ?? (component.config.has(pointer) ? "This field exists already" : undefined);
        setProblem(wrong);
        if (wrong !== undefined) return;
        const parsed = parse(value, undefined);
        if ("value" in parsed) session.design.configure(component.id, pointer, parsed.value);
        onDone();
      }}
    >
      <input
        className="field mono"
        aria-label="Field"
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : errorId}
        autoFocus
        spellCheck={false}
        value={pointer}
        onChange={(event) => setPointer(event.currentTarget.value)}
      />
      <input
        className="field mono"
        aria-label="Value"
        placeholder="Value"
        spellCheck={false}
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
      />
      {problem !== undefined && (
        <p className="field-error" id={errorId}>
          {problem}
        </p>
      )}
      <div className="row">
        <button type="submit" className="button small">
          Add field
        </button>
        <button type="button" className="button quiet small" onClick={onDone}>
          Cancel
        </button>
      </div>
    </form>
  );
}
