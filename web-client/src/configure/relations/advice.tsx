import { useState, useSyncExternalStore } from "react";
import { show } from "../../doc/pointer";
import type { Snapshot } from "../../doc/model";
import { acceptEvaluation, getEvaluation } from "../../rest/designs";
import { wordsFor } from "../../rest/problem";
import type { Proposal } from "../../sync/inferences";
import type { Session } from "../../sync/session";
import { toast } from "../../ui/toasts";

type Props = { readonly session: Session; readonly snapshot: Snapshot; readonly readOnly: boolean };

/** What policies would write because of what is drawn, before anything is written. */
export function Proposals({ session, snapshot, readOnly }: Props) {
  const { inferences } = session;
  const { proposals } = useSyncExternalStore(inferences.subscribe, inferences.advice);
  const [busy, setBusy] = useState(false);
  const shown = proposals.filter((one) => one.op !== "note");
  if (shown.length === 0) return null;
  const accept = async () => {
    setBusy(true);
    try {
      toast(await accepted(session));
    } catch (error) {
      toast(wordsFor(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="panel-section proposals" aria-label="Proposed changes">
      <h3>Proposed changes</h3>
      <p className="muted">What the drawn relationships ask for. Nothing is changed until you apply it.</p>
      <ul>
        {shown.map((one, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- two proposals may be equal
          <li key={`${index} ${one.words}`} title={one.words}>
            <ProposalLine proposal={one} snapshot={snapshot} />
          </li>
        ))}
      </ul>
      {!readOnly && (
        <button type="button" className="button primary" disabled={busy} onClick={() => void accept()}>
          {shown.length === 1 ? "Apply this change" : `Apply ${shown.length} changes`}
        </button>
      )}
    </section>
  );
}

function ProposalLine({ proposal, snapshot }: { proposal: Proposal; snapshot: Snapshot }) {
  if (proposal.op === "note") return null;
  if (proposal.op === "add")
    return (
      <>
        <span className="sign add">+</span>
        <span>
          {proposal.kind} <strong>{proposal.name}</strong>
        </span>
      </>
    );
  const name = snapshot.components.get(proposal.component)?.name ?? "a new component";
  const before = snapshot.components.get(proposal.component)?.config.get(proposal.path);
  const gone = proposal.value === undefined;
  return (
    <>
      <span className={gone ? "sign remove" : before === undefined ? "sign add" : "sign change"}>
        {gone ? "−" : before === undefined ? "+" : "~"}
      </span>
      <span>
        <strong>{name}</strong> <code>{proposal.path}</code>
        {proposal.value !== undefined && <code className="value">{show(proposal.value)}</code>}
      </span>
    </>
  );
}

/** Accepts what is proposed right now, by the hash of just that; answers words for a person. */
async function accepted(session: Session): Promise<string> {
  const evaluation = (await getEvaluation(session.designId, new AbortController().signal)) as { hash?: unknown };
  if (typeof evaluation.hash !== "string") return "There is nothing to apply any more.";
  const count = await acceptEvaluation(session.designId, evaluation.hash);
  if (count === 0) return "There is nothing to apply any more.";
  return "Applied. Deleting the relationship takes it back.";
}

/** What policies say of one drawn relationship. */
export function Remarks({ session, id }: { session: Session; id: string }) {
  const { inferences } = session;
  const { remarks } = useSyncExternalStore(inferences.subscribe, inferences.advice);
  const about = remarks.filter(({ relationship }) => relationship === id);
  if (about.length === 0) return null;
  return (
    <ul className="remarks" aria-label="Remarks">
      {about.map(({ kind, words }) => (
        <li key={`${kind} ${words}`}>{words}</li>
      ))}
    </ul>
  );
}
