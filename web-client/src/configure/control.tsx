import { X } from "lucide-react";
import { useId } from "react";
import type { Json } from "../doc/kinds";
import { show } from "../doc/pointer";
import { FieldRow } from "./fields";
import { Help } from "./form";
import { useForm, useProblem } from "./form-context";
import { isScalar, type SchemaField, type Shape } from "./schema";
import { readTyped } from "./typed";
import { useDraft } from "./use-draft";

type Props = {
  readonly field: SchemaField;
  readonly value: Json | undefined;
  /** In a row of a list or a map: no label and no help. */
  readonly bare?: boolean;
  /** An emptied text is the value "", not a field that is not set. */
  readonly keepsEmpty?: boolean;
};

/** A control for one scalar, with its label, help, problem, and who else is in it. */
export function Control({ field, value, bare = false, keepsEmpty = false }: Props) {
  const { session, id, values, readOnly } = useForm();
  const { pointer, shape, label, help } = field;
  const name = `${id}${pointer}`;
  const errorId = useId();
  const found = useProblem(pointer);
  const shown = value === undefined ? "" : show(value);
  const draft = useDraft(shown, (typed) => {
    const read = typed === "" && keepsEmpty ? { value: "" } : readTyped(typed, shape);
    if ("problem" in read) return read;
    return { shown: read.value === undefined ? "" : show(read.value), send: () => values.write(pointer, read.value) };
  });
  const problem = draft.problem ?? found ?? (value === null ? undefined : misfit(value, shape));
  const attributes = {
    className: "field mono",
    "aria-label": label,
    "aria-invalid": problem !== undefined,
    "aria-describedby": bare || help === "" ? errorId : `${errorId} ${errorId}-help`,
    "aria-required": field.required,
    onFocus: () => session.presence.setField(name),
  };
  const leave = () => {
    session.presence.setField(undefined);
    draft.finish();
  };
  const preset = field.preset === undefined || typeof field.preset === "object" ? "" : show(field.preset);
  const body = (
    <>
      {shape.kind === "choice" || shape.kind === "boolean" ? (
        <select
          {...attributes}
          value={shown}
          disabled={readOnly}
          onBlur={leave}
          onChange={(event) => draft.type(event.currentTarget.value, true)}
        >
          <option value="">{preset === "" ? "Not set" : `Not set (${preset})`}</option>
          {optionsOf(shape.kind === "choice" ? shape.choices : [true, false], value).map((option) => (
            <option key={option} value={option}>
              {option}
            </option>
          ))}
        </select>
      ) : draft.text.includes("\n") || keepsEmpty ? (
        <textarea
          {...attributes}
          rows={Math.min(Math.max(draft.text.split("\n").length, 1), 12)}
          spellCheck={false}
          readOnly={readOnly}
          value={draft.text}
          onBlur={leave}
          onChange={(event) => draft.type(event.currentTarget.value)}
          onKeyDown={(event) => event.key === "Escape" && draft.drop()}
        />
      ) : (
        <input
          {...attributes}
          inputMode={shape.kind === "number" ? "decimal" : "text"}
          placeholder={preset}
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
    </>
  );
  if (bare) return body;
  return (
    <FieldRow label={label} required={field.required} title={pointer} session={session} field={name}>
      {body}
      {help !== "" && <Help text={help} id={`${errorId}-help`} />}
    </FieldRow>
  );
}

/** Another's value of a kind that the field does not take is shown, and said. */
function misfit(value: Json | undefined, shape: Shape): string | undefined {
  if (value === undefined || shape.kind === "any" || shape.kind === "scalar") return undefined;
  if (shape.kind === "choice")
    return shape.choices.some((choice) => choice === value) ? undefined : "Not one of the choices";
  if (!isScalar(value)) return "The schema expects a single value here";
  const read = readTyped(show(value), shape);
  return "problem" in read ? read.problem : undefined;
}

/** What can be chosen, and what is there although it cannot. */
function optionsOf(choices: readonly Json[], value: Json | undefined): readonly string[] {
  return [...new Set([...choices, ...(value === undefined ? [] : [value])].map(show))];
}

/** A small button that takes a row away. */
export function RemoveButton({ what, onClick }: { what: string; onClick: () => void }) {
  return (
    <button
      type="button"
      className="button quiet small icon row-remove"
      aria-label={`Remove ${what}`}
      title="Remove"
      onClick={onClick}
    >
      <X size={14} aria-hidden="true" />
    </button>
  );
}
