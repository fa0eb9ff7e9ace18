import { ArrowRight, ArrowRightLeft, Equal } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import { type Change, type FieldChange, diffOf, renamed } from "../doc/diff";
import { show } from "../doc/pointer";
import { designContent, type Version, versionContent } from "../rest/designs";
import { wordsFor } from "../rest/problem";
import { Dialog } from "../ui/dialog";
import { KindIcon } from "../ui/kind-icon";
import { Tabs } from "../ui/tabs";
import { Notice } from "./notice";
import { YamlDiff } from "./yaml-diff";
import "./versions.css";

const TABS = [
  { id: "changes", label: "Changes" },
  { id: "yaml", label: "YAML" },
] as const;
const HOW = { added: "Added", removed: "Removed", changed: "Changed", moved: "Moved" } as const;
const VALUE_CHARS_MAX = 400;

type Loaded =
  | { readonly kind: "loading" }
  | { readonly kind: "ready"; readonly before: unknown; readonly after: unknown }
  | { readonly kind: "failed"; readonly words: string };

/** The contents of two versions; `undefined` is the present state. */
function useContents(designId: string, from: number | undefined, to: number | undefined): Loaded {
  const key = `${from} ${to}`;
  const [loaded, setLoaded] = useState<{ key: string; state: Loaded }>();
  useEffect(() => {
    const asking = new AbortController();
    const content = (number: number | undefined) =>
      number === undefined ? designContent(designId, asking.signal) : versionContent(designId, number, asking.signal);
    Promise.all([content(from), content(to)]).then(
      ([before, after]) => setLoaded({ key, state: { kind: "ready", before, after } }),
      (error: unknown) =>
        asking.signal.aborted || setLoaded({ key, state: { kind: "failed", words: wordsFor(error) } }),
    );
    return () => asking.abort();
  }, [designId, from, to, key]);
  return loaded?.key === key ? loaded.state : { kind: "loading" };
}

type Props = {
  readonly designId: string;
  readonly versions: readonly Version[];
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly onClose: () => void;
};

/** Any two versions side by side: what changed, field by field, and as YAML. */
export function CompareDialog(props: Props) {
  const [from, setFrom] = useState(props.from);
  const [to, setTo] = useState(props.to);
  const [tab, setTab] = useState<(typeof TABS)[number]["id"]>("changes");
  const contents = useContents(props.designId, from, to);
  return (
    <Dialog title="Compare versions" className="compare" onClose={props.onClose}>
      <div className="compare-ends">
        <VersionChoice label="From" versions={props.versions} chosen={from} onChoose={setFrom} />
        <button
          type="button"
          className="button quiet small icon"
          aria-label="Swap the two"
          title="Swap the two"
          onClick={() => {
            setFrom(to);
            setTo(from);
          }}
        >
          <ArrowRightLeft size={15} strokeWidth={1.7} aria-hidden="true" />
        </button>
        <VersionChoice label="To" versions={props.versions} chosen={to} onChoose={setTo} />
      </div>
      <div className="compare-body">
        <Tabs label="How to show it" tabs={TABS} chosen={tab} onChoose={setTab}>
          <Body contents={contents} yaml={tab === "yaml"} />
        </Tabs>
      </div>
    </Dialog>
  );
}

function VersionChoice(props: {
  label: string;
  versions: readonly Version[];
  chosen: number | undefined;
  onChoose: (number: number | undefined) => void;
}) {
  const { versions, chosen } = props;
  const missing = chosen !== undefined && !versions.some(({ number }) => number === chosen);
  return (
    <label>
      <span className="sr-only">{props.label}</span>
      <select
        className="field"
        value={chosen ?? "now"}
        onChange={({ currentTarget: { value } }) => props.onChoose(value === "now" ? undefined : Number(value))}
      >
        <option value="now">Now</option>
        {missing && <option value={chosen}>v{chosen}</option>}
        {versions.map(({ number, message }) => (
          <option key={number} value={number}>
            v{number} · {message.length > 60 ? `${message.slice(0, 59)}…` : message}
          </option>
        ))}
      </select>
    </label>
  );
}

function Body({ contents, yaml }: { contents: Loaded; yaml: boolean }) {
  const changes = useMemo(() => (contents.kind === "ready" ? diffOf(contents.before, contents.after) : []), [contents]);
  if (contents.kind === "loading") {
    return (
      <div className="compare-scroll" role="group" aria-busy="true" aria-label="Loading">
        {[1, 2, 3].map((number) => (
          <div key={number} className="skeleton compare-skeleton" />
        ))}
      </div>
    );
  }
  if (contents.kind === "failed") {
    return <Notice title="The versions could not be read" words={`${contents.words} Nothing is lost.`} />;
  }
  const name = renamed(contents.before, contents.after);
  if (changes.length === 0 && name === undefined) {
    return <Notice icon={<Equal size={22} />} title="No difference" words="Both hold exactly the same design." />;
  }
  if (yaml) return <YamlDiff before={contents.before} after={contents.after} changes={changes} />;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, and a keyboard must reach that
    <div className="compare-scroll" tabIndex={0} role="region" aria-label="Changes">
      <Counts changes={changes} />
      {name !== undefined && (
        <section className="change" aria-label="The design">
          <FieldTable fields={[name]} />
        </section>
      )}
      {changes.map((change) => (
        <ChangeItem key={`${change.what} ${change.id}`} change={change} />
      ))}
    </div>
  );
}

function Counts({ changes }: { changes: readonly Change[] }) {
  return (
    <p className="compare-counts">
      {(["added", "removed", "changed", "moved"] as const).map((how) => {
        const count = changes.filter((change) => change.how === how).length;
        return count === 0 ? null : (
          <span key={how} className={`how ${how}`}>
            {count} {how}
          </span>
        );
      })}
    </p>
  );
}

function ChangeItem({ change }: { change: Change }) {
  const { what, how, kind, name, fields } = change;
  return (
    <section className="change" aria-label={`${what === "component" ? kind : "Relationship"} ${name}, ${how}`}>
      <header>
        {what === "component" ? (
          <KindIcon kind={kind} />
        ) : (
          <span className="command-icon" aria-hidden="true">
            <ArrowRight size={15} strokeWidth={1.7} />
          </span>
        )}
        <h3 title={name}>{name}</h3>
        <span className="muted">{what === "component" ? kind : "Relationship"}</span>
        <span className="spring" />
        <span className={`how ${how}`}>{HOW[how]}</span>
      </header>
      {how === "changed" && <FieldTable fields={fields} />}
      {how === "moved" && <p className="muted change-note">Only its place on the canvas is another.</p>}
    </section>
  );
}

function shown(change: FieldChange, side: "from" | "to"): string {
  const value = change[side];
  if (value === undefined) return "";
  const text = show(value);
  return text.length > VALUE_CHARS_MAX ? `${text.slice(0, VALUE_CHARS_MAX)}…` : text;
}

function FieldTable({ fields }: { fields: readonly FieldChange[] }) {
  return (
    <table className="change-fields">
      <thead className="sr-only">
        <tr>
          <th>Field</th>
          <th>Before</th>
          <th>After</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((change) => (
          <tr key={change.field}>
            <th scope="row">{change.field}</th>
            <td className={change.from === undefined ? "" : "removed"}>
              {change.from === undefined ? <span className="muted">not set</span> : <del>{shown(change, "from")}</del>}
            </td>
            <td className={change.to === undefined ? "" : "added"}>
              {change.to === undefined ? <span className="muted">not set</span> : <ins>{shown(change, "to")}</ins>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
