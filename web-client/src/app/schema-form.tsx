import { ChevronRight } from "lucide-react";
import { useId, useState } from "react";
import type { Json } from "../doc/kinds";
import type { Component } from "../doc/model";
import { show } from "../doc/pointer";
import { entriesFor, type FormSchema, fits, placeOf, readTyped, type SchemaField, typedFrom } from "../doc/schema";
import type { ConfigProblem } from "../rest/registry";
import type { Session } from "../sync/session";
import { FieldRow } from "./fields";
import { useDraft } from "./use-draft";

type Props = {
  readonly session: Session;
  readonly component: Component;
  readonly schema: FormSchema;
  readonly problems: readonly ConfigProblem[];
  readonly readOnly: boolean;
};

/** A kind's fields, from its schema; what is in an object shows when somebody opens it. */
export function SchemaForm(props: Props) {
  return (
    <div className="schema-form">
      <Fields {...props} pointer="" />
    </div>
  );
}

function Fields({ pointer, ...props }: Props & { pointer: string }) {
  return props.schema.fields(pointer).map((field) => {
    if (field.shape.kind === "other") return null;
    if (field.shape.kind === "object") return <Group key={field.pointer} field={field} {...props} />;
    return <Field key={field.pointer} field={field} {...props} />;
  });
}

function Group({ field, ...props }: Props & { field: SchemaField }) {
  const [open, setOpen] = useState(field.pointer === "/spec");
  const inside = `${field.pointer}/`;
  const set = [...props.component.config.keys()].filter((pointer) => pointer.startsWith(inside)).length;
  const wrong = props.problems.some(({ pointer }) => pointer === field.pointer || pointer.startsWith(inside));
  return (
    <div className="schema-group">
      <button
        type="button"
        className="schema-toggle"
        aria-expanded={open}
        title={field.help}
        onClick={() => setOpen(!open)}
      >
        <ChevronRight size={14} strokeWidth={1.7} aria-hidden="true" />
        {field.label}
        {field.required && <span className="muted">required</span>}
        {wrong && <span className="schema-wrong">check</span>}
        {set > 0 && <span className="count">{set}</span>}
      </button>
      {open && (
        <div className="schema-inside">
          <Fields {...props} pointer={field.pointer} />
        </div>
      )}
    </div>
  );
}

function Field({ field, session, component, problems, readOnly }: Props & { field: SchemaField }) {
  const { pointer, shape, label, help } = field;
  const place = placeOf(component.config, pointer);
  const name = `${component.id}${pointer}`;
  const errorId = useId();
  const value = place.kind === "set" ? place.value : undefined;
  const write = (next: Json | undefined) =>
    session.design.configureAll(component.id, entriesFor(component.config, pointer, next));
  const draft = useDraft(typedFrom(value, shape), (typed) => {
    const read = readTyped(typed, shape);
    if ("problem" in read) return read;
    return { shown: typedFrom(read.value, shape), send: () => write(read.value) };
  });
  if (place.kind === "blocked" || (value !== undefined && !fits(value, shape))) return null;
  const problem = draft.problem ?? problems.find((one) => one.pointer === pointer)?.message;
  const attributes = {
    className: "field mono",
    "aria-label": label,
    "aria-invalid": problem !== undefined,
    "aria-describedby": `${errorId} ${errorId}-help`,
    "aria-required": field.required,
    onFocus: () => session.presence.setField(name),
  };
  const leave = () => {
    session.presence.setField(undefined);
    draft.finish();
  };
  return (
    <FieldRow label={field.required ? `${label} *` : label} title={pointer} session={session} field={name}>
      {shape.kind === "choice" || shape.kind === "boolean" ? (
        <select
          {...attributes}
          value={value === undefined ? "" : show(value)}
          disabled={readOnly}
          onBlur={leave}
          onChange={(event) => draft.type(event.currentTarget.value, true)}
        >
          <option value="">{field.preset === "" ? "Not set" : `Not set (${field.preset})`}</option>
          {optionsOf(shape.kind === "choice" ? shape.choices : [true, false], value).map((option) => (
            <option key={option} value={option}>
              {option}
            </option>
          ))}
        </select>
      ) : shape.kind === "list" ? (
        <textarea
          {...attributes}
          rows={Math.min(Math.max(draft.text.split("\n").length, 2), 8)}
          placeholder="One on each line"
          spellCheck={false}
          readOnly={readOnly}
          value={draft.text}
          onBlur={leave}
          onChange={(event) => draft.type(event.currentTarget.value)}
        />
      ) : (
        <input
          {...attributes}
          inputMode={shape.kind === "number" ? "decimal" : "text"}
          placeholder={field.preset}
          spellCheck={false}
          readOnly={readOnly}
          value={draft.text}
          onBlur={leave}
          onChange={(event) => draft.type(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter") draft.finish();
            if (event.key === "Escape") draft.drop();
          }}
        />
      )}
      <p className="field-error" id={errorId} hidden={problem === undefined}>
        {problem}
      </p>
      {help !== "" && (
        <p className="schema-help" id={`${errorId}-help`} title={help}>
          {help}
        </p>
      )}
    </FieldRow>
  );
}

/** What can be chosen, and what is there although it cannot. */
function optionsOf(choices: readonly Json[], value: Json | undefined): readonly string[] {
  return [...new Set([...choices, ...(value === undefined ? [] : [value])].map(show))];
}
