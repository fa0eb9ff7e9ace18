import { Plus } from "lucide-react";
import { useId, useState } from "react";
import type { Component } from "../doc/model";
import { parse, pointerProblem } from "../doc/pointer";
import type { Session } from "../sync/session";
import { entriesFor, valueAt } from "./values";

/** Sets a field by its pointer, for what no schema names. */
export function NewField({ session, component }: { session: Session; component: Component }) {
  const [open, setOpen] = useState(false);
  const [pointer, setPointer] = useState("/spec/");
  const [value, setValue] = useState("");
  const [problem, setProblem] = useState<string>();
  const errorId = useId();
  if (!open)
    return (
      <button type="button" className="button quiet small add-row" onClick={() => setOpen(true)}>
        <Plus size={14} aria-hidden="true" /> Other field
      </button>
    );
  const { config, id } = component;
  return (
    <form
      className="new-field"
      onSubmit={(event) => {
        event.preventDefault();
        const wrong =
          pointerProblem(pointer) ?? (valueAt(config, pointer) === undefined ? undefined : "This field exists already");
        setProblem(wrong);
        if (wrong !== undefined) return;
        const parsed = parse(value, undefined);
        const entries = "value" in parsed ? entriesFor(config, pointer, parsed.value) : [];
        if (entries.length === 0) return setProblem("Another value is around this field");
        session.design.configureAll(id, entries);
        setOpen(false);
        setValue("");
        setPointer("/spec/");
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
        <button type="button" className="button quiet small" onClick={() => setOpen(false)}>
          Cancel
        </button>
      </div>
    </form>
  );
}
