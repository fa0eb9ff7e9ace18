import { Plus } from "lucide-react";
import { memo, useState } from "react";
import type { Json } from "../doc/kinds";
import { show } from "../doc/pointer";
import { Control, RemoveButton } from "./control";
import { Here } from "./fields";
import { Group } from "./form";
import { useForm, useValue } from "./form-context";
import { KeyName, NewKey } from "./key-name";
import { escaped, isScalar, type Node, type SchemaField } from "./schema";
import { readTyped } from "./typed";

type Props = {
  readonly field: SchemaField;
  readonly item: Node;
  readonly value: Json | undefined;
  readonly free: boolean;
};

const NESTED = new Set(["object", "list", "map", "variants"]);

function isNested(field: SchemaField, value: Json | undefined): boolean {
  return NESTED.has(field.shape.kind) || (value !== undefined && value !== null && !isScalar(value));
}

/** The items of a list; each is a row, or a part that opens. The list itself is one value of the document. */
export function ListRows({ field, item, value, free }: Props) {
  const { schema, values, readOnly } = useForm();
  const { pointer, pattern, label } = field;
  const [adding, setAdding] = useState(false);
  const [opened, setOpened] = useState<number>();
  const list: readonly Json[] = Array.isArray(value) ? (value as readonly Json[]) : [];
  const nested = NESTED.has(schema.field(pointer, pattern, item).shape.kind);
  const add = () => {
    if (!nested) return setAdding(true);
    setOpened(list.length);
    values.write(pointer, [...list, schema.field(pointer, pattern, item).shape.kind === "list" ? [] : {}]);
  };
  return (
    <div className="rows">
      {list.map((_, index) => (
        <Item
          key={`${pointer}/${index}`}
          pointer={`${pointer}/${index}`}
          pattern={`${pattern}/*`}
          item={item}
          label={`${singular(label)} ${index + 1}`}
          titled={titleKey(field.node)}
          free={free}
          opened={opened === index}
        />
      ))}
      {adding && (
        <NewItem
          field={field}
          item={item}
          label={`New ${singular(label).toLowerCase()}`}
          onDone={() => setAdding(false)}
        />
      )}
      {!readOnly && !adding && (
        <button type="button" className="button quiet small add-row" onClick={add}>
          <Plus size={14} aria-hidden="true" /> {nested ? singular(label) : "Add"}
        </button>
      )}
    </div>
  );
}

/** The key by which Kubernetes tells the items of a list apart. */
function titleKey(node: Node): string {
  const keys = node["x-kubernetes-list-map-keys"];
  return Array.isArray(keys) && typeof keys[0] === "string" ? keys[0] : "name";
}

function singular(label: string): string {
  if (/(ss|us|is)$/.test(label)) return label;
  if (label.endsWith("ies")) return `${label.slice(0, -3)}y`;
  return label.endsWith("s") && label.length > 3 ? label.slice(0, -1) : `${label} item`;
}

type ItemProps = {
  readonly pointer: string;
  readonly pattern: string;
  readonly item: Node;
  readonly label: string;
  readonly titled: string;
  readonly free: boolean;
  readonly opened: boolean;
};

const Item = memo(function Item({ pointer, pattern, item, label, titled, free, opened }: ItemProps) {
  const { session, id, schema, values, readOnly } = useForm();
  const value = useValue(pointer);
  const field = { ...schema.field(pointer, pattern, item), label };
  const remove = () => values.write(pointer, undefined);
  if (isNested(field, value))
    return (
      <Group
        field={{ ...field, help: "" }}
        free={free}
        title={titleOf(value, titled) ?? label}
        onRemove={remove}
        initiallyOpen={opened || undefined}
      />
    );
  return (
    <div className="row-line">
      <Control field={field} value={value} bare />
      <Here session={session} field={`${id}${pointer}`} />
      {!readOnly && <RemoveButton what={label} onClick={remove} />}
    </div>
  );
});

/** What people call an item: its name, else the first text in it. */
function titleOf(value: Json | undefined, key: string): string | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const fields = value as Readonly<Record<string, Json>>;
  const named = fields[key] ?? fields["name"];
  if (named !== undefined && isScalar(named)) return String(named);
  const first = Object.values(fields).find((one) => typeof one === "string");
  return typeof first === "string" && first !== "" ? first : undefined;
}

function NewItem(props: { field: SchemaField; item: Node; label: string; onDone: () => void }) {
  const { schema, values } = useForm();
  const { pointer, pattern } = props.field;
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<string>();
  const { shape } = schema.field(pointer, pattern, props.item);
  const commit = (again: boolean) => {
    const read = readTyped(typed, shape);
    if ("problem" in read) return setProblem(read.problem);
    if (read.value === undefined) return props.onDone();
    const list = values.get(pointer);
    values.write(pointer, [...(Array.isArray(list) ? (list as readonly Json[]) : []), read.value]);
    setTyped("");
    setProblem(undefined);
    if (!again) props.onDone();
  };
  const choices =
    shape.kind === "choice" ? shape.choices.map(show) : shape.kind === "boolean" ? ["true", "false"] : undefined;
  return (
    <div className="row-line">
      {choices === undefined ? (
        <input
          className="field mono"
          aria-label={props.label}
          aria-invalid={problem !== undefined}
          autoFocus
          spellCheck={false}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onBlur={() => commit(false)}
          onKeyDown={(event) => {
            if (event.key === "Enter") commit(true);
            if (event.key === "Escape") props.onDone();
          }}
        />
      ) : (
        <select
          className="field mono"
          aria-label={props.label}
          autoFocus
          value={typed}
          onBlur={() => commit(false)}
          onChange={(event) => setTyped(event.currentTarget.value)}
        >
          <option value="">Choose</option>
          {choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      )}
      {problem !== undefined && <p className="field-error">{problem}</p>}
    </div>
  );
}

/** The entries of a free map: a key and a value in each row. */
export function MapRows({ field, item, value, free }: Props) {
  const { schema, values, readOnly } = useForm();
  const { pointer, pattern } = field;
  const [adding, setAdding] = useState(false);
  const fields =
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, Json>>)
      : {};
  const keys = Object.keys(fields);
  const rename = (from: string, to: string) => {
    if (to === "" || Object.hasOwn(fields, to)) return false;
    const next = Object.fromEntries(Object.entries(fields).map(([key, one]) => [key === from ? to : key, one]));
    values.write(pointer, next);
    return true;
  };
  return (
    <div className="rows">
      {keys.map((key) => (
        <MapRow key={key} {...{ pointer, pattern, item, free }} name={key} onRename={(to) => rename(key, to)} />
      ))}
      {adding && (
        <NewKey
          taken={keys}
          onDone={(key) => {
            setAdding(false);
            if (key === undefined) return;
            const { shape } = schema.field(pointer, pattern, item);
            const first: Json = shape.kind === "list" ? [] : shape.kind === "object" || shape.kind === "map" ? {} : "";
            values.write(
              `${pointer}/${escaped(key)}`,
              shape.kind === "number" ? 0 : shape.kind === "boolean" ? false : first,
            );
          }}
        />
      )}
      {!readOnly && !adding && (
        <button type="button" className="button quiet small add-row" onClick={() => setAdding(true)}>
          <Plus size={14} aria-hidden="true" /> Add
        </button>
      )}
    </div>
  );
}

type MapRowProps = {
  readonly pointer: string;
  readonly pattern: string;
  readonly item: Node;
  readonly free: boolean;
  readonly name: string;
  readonly onRename: (to: string) => boolean;
};

function MapRow({ pointer, pattern, item, free, name, onRename }: MapRowProps) {
  const { session, id, schema, values, readOnly } = useForm();
  const at = `${pointer}/${escaped(name)}`;
  const value = useValue(at);
  const field = { ...schema.field(at, `${pattern}/*`, item), label: name };
  const remove = () => values.write(at, undefined);
  if (isNested(field, value))
    return <Group field={{ ...field, help: "" }} free={free} title={name} onRemove={remove} />;
  const text =
    field.shape.kind === "text" || (field.shape.kind === "any" && (value === "" || typeof value === "string"));
  return (
    <div className="row-line map-row">
      <KeyName name={name} readOnly={readOnly} onRename={onRename} />
      <Control
        field={text && field.shape.kind === "any" && value !== "" ? { ...field, shape: { kind: "text" } } : field}
        value={value}
        bare
        keepsEmpty={text}
      />
      <Here session={session} field={`${id}${at}`} />
      {!readOnly && <RemoveButton what={name} onClick={remove} />}
    </div>
  );
}
