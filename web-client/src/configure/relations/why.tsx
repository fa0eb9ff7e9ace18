import { EyeOff, Pin } from "lucide-react";
import type { Snapshot } from "../../doc/model";
import { show } from "../../doc/pointer";
import type { Inferred } from "../../sync/inferences";
import type { Session } from "../../sync/session";
import { toast } from "../../ui/toasts";
import { Ends } from "./ends";

type Props = {
  readonly session: Session;
  readonly inferred: Inferred;
  readonly snapshot: Snapshot;
  readonly readOnly: boolean;
  readonly onSelect: (ids: readonly string[]) => void;
};

/** Why there is an edge that nobody drew: the rule, the fields and the value that they share; and what to do about it. */
export function Why({ session, inferred, snapshot, readOnly, onSelect }: Props) {
  const { fields, words, rule } = inferred;
  const { design } = session;
  const name = (id: string) => snapshot.components.get(id)?.name ?? "gone";
  const pin = () => onSelect([design.keep(inferred, false)]);
  const hide = () => {
    const id = design.keep(inferred, true);
    onSelect([]);
    toast("Hidden for everybody.", { action: { label: "Show again", run: () => design.remove([id]) } });
  };
  return (
    <div className="panel">
      <div className="why-head">
        <h2>Why this edge?</h2>
        <span className="badge">Inferred</span>
      </div>
      <Ends relationship={inferred} snapshot={snapshot} onSelect={onSelect} />
      {fields.length > 0 && (
        <dl className="reason">
          {fields.map(({ from, to, relation, value }) => (
            <div key={`${from} ${to}`}>
              <dt>
                <span className="muted">{name(inferred.from)}</span> <code>{from}</code>
              </dt>
              <dd className="muted">{relation}</dd>
              <dt>
                <span className="muted">{name(inferred.to)}</span> <code>{to}</code>
              </dt>
              <dd>
                <code className="value">{show(value)}</code>
              </dd>
            </div>
          ))}
        </dl>
      )}
      <p>{words}</p>
      <p className="muted rule" title={rule}>
        Rule {inferred.classification || rule}
      </p>
      {!readOnly && (
        <div className="row">
          <button
            type="button"
            className="button"
            onClick={pin}
            title="Make it part of the design, whatever the values say"
          >
            <Pin size={15} strokeWidth={1.7} aria-hidden="true" /> Pin
          </button>
          <button type="button" className="button" onClick={hide} title="Do not show it to anybody">
            <EyeOff size={15} strokeWidth={1.7} aria-hidden="true" /> Hide
          </button>
        </div>
      )}
    </div>
  );
}
