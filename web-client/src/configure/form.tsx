import { ChevronRight, Search, X } from "lucide-react";
import { memo, useDeferredValue, useMemo, useState } from "react";
import { show } from "../doc/pointer";
import { personStyle } from "../ui/avatar";
import { Control } from "./control";
import {
  FormContext,
  type FormContextValue,
  useCount,
  useForm,
  usePeerWithin,
  useProblem,
  useValue,
  useWrong,
} from "./form-context";
import { fieldCount, find } from "./find";
import { ListRows, MapRows } from "./rows";
import type { Node, SchemaField } from "./schema";
import { variantOf } from "./variants";
import { fits } from "./typed";

/** A form with so few fields needs no search. */
const SEARCH_FROM = 8;

/** A kind's fields, from its schema; what is in a part of it is made when somebody opens it, or finds something there. */
export function SchemaForm(props: Omit<FormContextValue, "filter">) {
  const [typed, setTyped] = useState("");
  const wanted = useDeferredValue(typed);
  const { session, id, schema, values, problems, readOnly } = props;
  const filter = useMemo(() => find(schema, wanted), [schema, wanted]);
  const form = useMemo(
    () => ({ session, id, schema, values, problems, readOnly, filter }),
    [session, id, schema, values, problems, readOnly, filter],
  );
  return (
    <FormContext value={form}>
      {fieldCount(schema) >= SEARCH_FROM && (
        <div className="form-search">
          <Search size={14} strokeWidth={1.7} aria-hidden="true" />
          <input
            type="search"
            className="field"
            aria-label="Find a field"
            placeholder="Find a field"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== "Escape" || typed === "") return;
              event.stopPropagation();
              setTyped("");
            }}
          />
        </div>
      )}
      {filter?.found.size === 0 && <p className="muted">No field is called “{wanted}”.</p>}
      <Fields node={schema.root} pointer="" pattern="" free={filter === undefined} />
      {filter !== undefined && filter.more > 0 && (
        <p className="muted">{filter.more} more fit. Type more to see them.</p>
      )}
    </FormContext>
  );
}

type Place = { readonly node: Node; readonly pointer: string; readonly pattern: string; readonly free: boolean };

/** The fields of an object; `free` when no search hides any of them. */
export const Fields = memo(function Fields({ node, pointer, pattern, free }: Place) {
  const { schema, filter } = useForm();
  const fields = useMemo(() => schema.fields(node, pointer, pattern), [schema, node, pointer, pattern]);
  const shown =
    free || filter === undefined
      ? fields
      : fields.filter((one) => filter.found.has(one.pattern) || filter.open.has(one.pattern));
  if (shown.length === 0) return null;
  return (
    <div className="schema-form">
      {shown.map((field) => (
        <Field key={field.pointer} field={field} free={free || filter?.found.has(field.pattern) === true} />
      ))}
    </div>
  );
});

/** One field, as its shape asks for. */
export const Field = memo(function Field({
  field,
  free,
  title,
}: {
  field: SchemaField;
  free: boolean;
  title?: string;
}) {
  const { shape } = field;
  if (shape.kind === "object" || shape.kind === "list" || shape.kind === "map" || shape.kind === "variants")
    return <Group field={field} free={free} {...(title === undefined ? {} : { title })} />;
  return <Leaf field={field} />;
});

function Leaf({ field }: { field: SchemaField }) {
  const value = useValue(field.pointer);
  if (value !== undefined && typeof value === "object" && value !== null) return <Group field={field} free />;
  return <Control field={field} value={value} />;
}

/** A part of a form that opens: an object, a list or a map. */
export function Group(props: {
  field: SchemaField;
  free: boolean;
  title?: string;
  onRemove?: () => void;
  initiallyOpen?: boolean | undefined;
}) {
  const { field, free, onRemove } = props;
  const { filter, readOnly } = useForm();
  const { pointer, pattern, shape } = field;
  const [wanted, setWanted] = useState<boolean | undefined>(props.initiallyOpen);
  const count = useCount(pointer);
  const wrong = useWrong(pointer);
  const peer = usePeerWithin(pointer);
  const open = wanted ?? (filter?.open.has(pattern) === true || (pattern === "/spec" && filter === undefined));
  return (
    <div className="schema-group">
      <div className="schema-head">
        <button
          type="button"
          className="schema-toggle"
          aria-expanded={open}
          title={pointer}
          onClick={() => setWanted(!open)}
        >
          <ChevronRight size={14} strokeWidth={1.7} aria-hidden="true" />
          <span className="schema-name">{props.title ?? field.label}</span>
          {field.required && count === 0 && <span className="muted">required</span>}
          {wrong && !open && <span className="schema-wrong">check</span>}
          {peer !== undefined && !open && (
            <span className="here" style={personStyle(peer.person.color)}>
              {peer.person.name}
            </span>
          )}
          {count > 0 && (
            <span className="count" title={`${count} set`}>
              {count}
            </span>
          )}
        </button>
        {onRemove !== undefined && !readOnly && (
          <button
            type="button"
            className="button quiet small icon"
            aria-label={`Remove ${props.title ?? field.label}`}
            title="Remove"
            onClick={onRemove}
          >
            <X size={14} aria-hidden="true" />
          </button>
        )}
      </div>
      {open && (
        <div className="schema-inside">
          {field.help !== "" && <Help text={field.help} />}
          <GroupProblem pointer={pointer} />
          <Inside field={field} free={free} />
        </div>
      )}
      {!open && shape.kind !== "object" && wrong && <GroupProblem pointer={pointer} />}
    </div>
  );
}

function GroupProblem({ pointer }: { pointer: string }) {
  const problem = useProblem(pointer);
  return problem === undefined ? null : <p className="field-error">{problem}</p>;
}

/** What opens: the parts of a value, by its shape, or by what it is when the shape does not say. */
function Inside({ field, free }: { field: SchemaField; free: boolean }) {
  const { schema } = useForm();
  const value = useValue(field.pointer);
  const { shape, node, pointer, pattern } = field;
  if (value !== undefined && !fits(value, shape)) return <Misfit field={field} />;
  switch (shape.kind) {
    case "object":
      return <Fields node={node} pointer={pointer} pattern={pattern} free={free} />;
    case "list":
      return <ListRows field={field} item={shape.item} value={value} free={free} />;
    case "map":
      return <MapRows field={field} item={shape.item} value={value} free={free} />;
    case "variants":
      return <Variants field={field} free={free} />;
    case "any":
      if (Array.isArray(value)) return <ListRows field={field} item={{}} value={value} free={free} />;
      return <MapRows field={field} item={{}} value={value} free={free} />;
    case "text":
    case "scalar":
    case "number":
    case "boolean":
    case "choice":
      return <Control field={schema.field(pointer, pattern, node)} value={value} />;
  }
}

/** A value that its field cannot show: it stays as it is until somebody takes it away. */
function Misfit({ field }: { field: SchemaField }) {
  const { values, readOnly } = useForm();
  const value = values.get(field.pointer);
  return (
    <div className="misfit">
      <p className="field-error">The schema expects something else here.</p>
      <code>{show(value ?? null)}</code>
      {!readOnly && (
        <button type="button" className="button small" onClick={() => values.write(field.pointer, undefined)}>
          Remove it
        </button>
      )}
    </div>
  );
}

function Variants({ field, free }: { field: SchemaField; free: boolean }) {
  const { schema, values, readOnly } = useForm();
  const value = useValue(field.pointer);
  const variants = field.shape.kind === "variants" ? field.shape.variants : [];
  const [wanted, setWanted] = useState<number>();
  const index = wanted ?? variantOf(variants, value, schema);
  const chosen = variants[index] ?? variants[0];
  const inner = useMemo(
    () => (chosen === undefined ? undefined : schema.field(field.pointer, field.pattern, chosen.node)),
    [schema, chosen, field.pointer, field.pattern],
  );
  if (inner === undefined) return null;
  const choose = (next: number) => {
    setWanted(next);
    const form = variants[next];
    // What cannot stand in the other form goes; fields that both have stay.
    if (form !== undefined && value !== undefined && !fits(value, schema.field("", "", form.node).shape))
      values.write(field.pointer, undefined);
  };
  return (
    <>
      <select
        className="field"
        aria-label={`${field.label}, form`}
        value={index}
        disabled={readOnly}
        onChange={(event) => choose(Number(event.currentTarget.value))}
      >
        {variants.map(({ label }, at) => (
          <option key={`${at} ${label}`} value={at}>
            {label}
          </option>
        ))}
      </select>
      <Inside field={inner} free={free} />
    </>
  );
}

/** Two lines of help; the rest on request. */
export function Help({ text, id }: { text: string; id?: string }) {
  const [all, setAll] = useState(false);
  const long = text.length > 110;
  return (
    <p className={all ? "schema-help all" : "schema-help"} id={id}>
      {all || !long ? text : `${text.slice(0, text.lastIndexOf(" ", 100))}… `}
      {long && (
        <button type="button" className="more" onClick={() => setAll(!all)}>
          {all ? "Less" : "More"}
        </button>
      )}
    </p>
  );
}
