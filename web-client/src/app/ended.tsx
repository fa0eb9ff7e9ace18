import { Ban, Trash2 } from "lucide-react";
import { Link } from "react-router";
import type { EndReason } from "../sync/state";
import { Notice } from "./notice";

const WORDS: Readonly<Record<EndReason, readonly [string, string]>> = {
  deleted: ["This design was deleted", "Whoever deleted it can bring it back from their list of designs."],
  unknown: ["There is no such design", "The link may be mistyped, or the design was deleted."],
  forbidden: ["You may not open this design", "Ask the person who shared it for a link that lets you in."],
  unauthorised: ["This link no longer works", "It expired or was revoked. Ask for a fresh one."],
  replaced: [
    "This design was brought back from a backup",
    "What this browser keeps of it belongs to another history and cannot be merged. Edits that were not sent exist here only.",
  ],
  closed: ["The server closed this design", "Your saved edits are safe. Reload the page to join again."],
};

/** A design that cannot be open here any more; nothing reconnects behind it. */
export function Ended(props: { reason: EndReason; detail: string; onForget: () => Promise<void> }) {
  const { reason, detail } = props;
  const [title, words] = WORDS[reason];
  return (
    <main id="main" className="page-center" tabIndex={-1}>
      <Notice page icon={reason === "deleted" ? <Trash2 size={24} /> : <Ban size={24} />} title={title} words={words}>
        <Link className="button primary" to="/designs">
          All designs
        </Link>
        {reason === "replaced" && (
          <button
            type="button"
            className="button danger"
            onClick={() => void props.onForget().finally(() => location.reload())}
          >
            Discard this copy and open the design
          </button>
        )}
        {reason === "closed" && (
          <button type="button" className="button" onClick={() => location.reload()}>
            Reload
          </button>
        )}
      </Notice>
      {reason === "closed" && detail !== "" && <p className="muted ended-detail">Reason given: {detail}</p>}
    </main>
  );
}
