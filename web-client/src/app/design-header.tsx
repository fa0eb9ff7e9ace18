import { CircleAlert, CloudOff, Eye, GitCommitHorizontal, History, LoaderCircle, Share2 } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";
import { useSnapshot, useSyncState } from "../canvas/context";
import { CommentsButton } from "../comments/comments-button";
import type { Person } from "../sync/person";
import type { Session } from "../sync/session";
import { type SyncState, wordsOf } from "../sync/state";
import { EditableText } from "../ui/editable";
import { Mark } from "./brand";
import { CommandButton } from "./command-centre";
import { People } from "./people";
import { Profile } from "./profile";
import { SharePopover } from "./share-popover";
import { TrustNote } from "./trust-note";

type Props = {
  readonly session: Session;
  readonly designId: string;
  readonly person: Person;
  readonly onRename: (name: string) => void;
  readonly onVersions: () => void;
  readonly onComments: () => void;
  readonly onCommit: () => void;
};

/** The bar over a design: where one is, whether all is saved, who is here, and what can be done with the whole. */
export function DesignHeader({ session, designId, person, onRename, onVersions, onComments, onCommit }: Props) {
  const { name } = useSnapshot(session);
  const state = useSyncState(session);
  const [sharing, setSharing] = useState(false);
  const readOnly = session.readOnly;
  return (
    <header className="bar design-bar">
      <Link className="brand" to="/designs" aria-label="All designs" title="All designs">
        <Mark />
      </Link>
      <span className="crumb muted">Designs</span>
      <span className="crumb muted">/</span>
      <span className="name-fit" data-value={name || "Untitled"}>
        <EditableText
          className="design-name"
          label="Design name"
          value={name}
          readOnly={readOnly}
          onCommit={(wanted) => session.design.renameDesign(wanted)}
        />
      </span>
      <SyncWords state={state} onForget={() => session.forget()} />
      <span className="spring" />
      <TrustNote />
      <CommandButton />
      <People session={session} />
      <Profile person={person} onRename={onRename} onFollowable={(wanted) => session.presence.setFollowable(wanted)} />
      <div className="anchor">
        <button
          type="button"
          className="button"
          aria-label="Share"
          aria-expanded={sharing}
          onClick={() => setSharing(!sharing)}
        >
          <Share2 size={15} strokeWidth={1.7} aria-hidden="true" /> <span className="wide">Share</span>
        </button>
        {sharing && <SharePopover designId={designId} onClose={() => setSharing(false)} />}
      </div>
      <CommentsButton onClick={onComments} />
      <button type="button" className="button" aria-label="Versions" onClick={onVersions}>
        <History size={15} strokeWidth={1.7} aria-hidden="true" /> <span className="wide">Versions</span>
      </button>
      {!readOnly && (
        <button type="button" className="button primary" aria-label="Commit version" onClick={onCommit}>
          <GitCommitHorizontal size={16} strokeWidth={1.9} aria-hidden="true" /> <span className="wide">Commit</span>
        </button>
      )}
    </header>
  );
}

function SyncIcon({ kind }: { kind: SyncState["kind"] }) {
  const look = { size: 14, strokeWidth: 1.8, "aria-hidden": true } as const;
  switch (kind) {
    case "saved":
      return <span className="dot ok" aria-hidden="true" />;
    case "connecting":
    case "saving":
      return <LoaderCircle {...look} className="turning" />;
    case "offline":
      return <CloudOff {...look} />;
    case "readOnly":
      return <Eye {...look} />;
    case "refused":
    case "ended":
      return <CircleAlert {...look} />;
  }
}

/** The sync state in words; said politely by screen readers when it changes. */
function SyncWords({ state, onForget }: { state: SyncState; onForget: () => Promise<void> }) {
  return (
    <>
      <span className={`sync ${state.kind}`} title={state.kind === "refused" ? state.whatToDo : undefined}>
        <SyncIcon kind={state.kind} />
        <span role="status" aria-live="polite" data-testid="sync-state">
          {wordsOf(state)}
        </span>
      </span>
      {state.kind === "refused" && (
        <button
          type="button"
          className="button small"
          title="Takes the design as the server has it; edits that were not saved are lost"
          onClick={() => void onForget().finally(() => location.reload())}
        >
          Discard and reload
        </button>
      )}
    </>
  );
}
