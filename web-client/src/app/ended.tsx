import { Ban, Trash2 } from "lucide-react";
import { Link } from "react-router";
import type { EndReason } from "../sync/state";
import { Notice } from "./notice";

const WORDS: Readonly<Record<EndReason, readonly [string, string]>> = {
  deleted: ["This design was deleted", "Whoever deleted it can bring it back from their list of designs."],
  unknown: ["There is no such design", "The link may be mistyped, or the design was deleted."],
  forbidden: ["You may not open this design", "Ask the person who shared it for a link that lets you in."],
  unauthorised: ["This link no longer works", "It expired or was revoked. Ask for a fresh one."],
  closed: ["The server closed this design", "Your saved edits are safe. Reload the page to join again."],
};

/** A design that cannot be open here any more; nothing reconnects behind it. */
export function Ended({ reason, detail }: { reason: EndReason; detail: string }) {
  const [title, words] = WORDS[reason];
  return (
    <main id="main" className="page-center" tabIndex={-1}>
      <Notice page icon={reason === "deleted" ? <Trash2 size={24} /> : <Ban size={24} />} title={title} words={words}>
        <Link className="button primary" to="/designs">
          All designs
        </Link>
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
