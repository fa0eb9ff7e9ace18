import { useEffect, useMemo, useState } from "react";
import type { Component } from "../doc/model";
import type { Session } from "../sync/session";
import { Field, SchemaForm } from "./form";
import { FormContext, Problems, Values } from "./form-context";
import { NewField } from "./new-field";
import { FormSchema } from "./schema";
import { useProblems, useSchema } from "./use-schema";

type Props = { readonly session: Session; readonly component: Component; readonly readOnly: boolean };

const NO_SCHEMA = new FormSchema({});

/** The component's configuration, field by field; each is its own value in the document. */
export function Configuration({ session, component, readOnly }: Props) {
  const { id, config } = component;
  const schema = useSchema(component);
  const found = useProblems(component, config, schema !== null && schema !== undefined);
  const values = useMemo(() => new Values(session, id), [session, id]);
  const [problems] = useState(() => new Problems());
  useEffect(() => problems.set(found), [problems, found]);
  const others = useOthers(config, schema ?? undefined);
  const elsewhere = found.filter(({ pointer }) => schema?.knows(pointer) !== true);
  const plain = useMemo(
    () => ({ session, id, schema: NO_SCHEMA, values, problems, readOnly, filter: undefined }),
    [session, id, values, problems, readOnly],
  );
  return (
    <section className="panel-section configuration" aria-label="Configuration">
      {schema === undefined && <FormSkeleton />}
      {schema && <SchemaForm {...{ session, id, schema, values, problems, readOnly }} />}
      {elsewhere.length > 0 && (
        <ul className="schema-problems" aria-label="Problems">
          {elsewhere.map(({ pointer, message }) => (
            <li key={`${pointer} ${message}`} className="field-error">
              <span className="mono">{pointer || "/"}</span> {message}
            </li>
          ))}
        </ul>
      )}
      {schema && others.length > 0 && <h4 className="schema-rest">Not in the schema</h4>}
      {schema === null && others.length === 0 && <p className="muted">Nothing set. The kind's own defaults hold.</p>}
      {schema !== undefined && (
        <FormContext value={plain}>
          {others.map((pointer) => (
            <Field key={pointer} field={NO_SCHEMA.field(pointer, pointer, {})} free />
          ))}
        </FormContext>
      )}
      {!readOnly && schema !== undefined && <NewField session={session} component={component} />}
    </section>
  );
}

/** The parts of what is set that the schema has no place for; the same list until it changes. */
function useOthers(config: Component["config"], schema: FormSchema | undefined): readonly string[] {
  const parts = new Set<string>();
  for (const pointer of config.keys()) if (schema?.knows(pointer) !== true) parts.add(unknownPart(pointer, schema));
  const key = [...parts].sort((a, b) => (a < b ? -1 : 1)).join("\n");
  return useMemo(() => (key === "" ? [] : key.split("\n")), [key]);
}

/** The first step of a pointer that the schema does not know. */
function unknownPart(pointer: string, schema: FormSchema | undefined): string {
  for (let end = pointer.indexOf("/", 1); end > 0; end = pointer.indexOf("/", end + 1))
    if (schema?.knows(pointer.slice(0, end)) !== true) return pointer.slice(0, end);
  return pointer;
}

function FormSkeleton() {
  return (
    <div className="form-skeleton" role="group" aria-busy="true" aria-label="Fields are being read">
      <span />
      <span />
      <span />
    </div>
  );
}
