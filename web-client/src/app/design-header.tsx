import { CircleAlert, CloudOff, Eye, GitCommitHorizontal, History, LoaderCircle, Share2 } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";
import { usePeople, useSnapshot, useSyncState } from "../canvas/context";
import { initialsOf, type Person } from "../sync/person";
import type { Session } from "../sync/session";
import { type SyncState, wordsOf } from "../sync/state";
import { Avatar } from "../ui/avatar";
import { EditableText } from "../ui/editable";
import { Mark } from "./brand";
import { CommandButton } from "./command-centre";
import { Profile } from "./profile";
import { SharePopover } from "./share-popover";
import { TrustNote } from "./trust-note";

const PEOPLE_SHOWN = 4;

type Props = {
  readonly session: Session;
  readonly designId: string;
  readonly person: Person;
  readonly onRename: (name: string) => void;
  readonly onVersions: () => void;
  readonly onCommit: () => void;
};

/** The bar over a design: where one is, whether all is saved, who is here, and what can be done with the whole. */
export function DesignHeader({ session, designId, person, onRename, onVersions, onCommit }: Props) {
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
      <SyncWords state={state} />
      <span className="spring" />
      <TrustNote />
      <CommandButton />
      <People session={session} />
      <Profile person={person} onRename={onRename} />
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
function SyncWords({ state }: { state: SyncState }) {
  return (
    <>
      <span className={`sync ${state.kind}`} title={state.kind === "refused" ? state.whatToDo : undefined}>
        <SyncIcon kind={state.kind} />
        <span role="status" aria-live="polite" data-testid="sync-state">
          {wordsOf(state)}
        </span>
      </span>
      {state.kind === "refused" && (
        <button type="button" className="button small" onClick={() => location.reload()}>
          Reload
        </button>
      )}
    </>
  );
}

function People({ session }: { session: Session }) {
  const people = usePeople(session);
  if (people.length === 0) return null;
  const more = people.length - PEOPLE_SHOWN;
  return (
    <ul className="people" aria-label="People here">
      {people.slice(0, PEOPLE_SHOWN).map(({ person }) => (
        <li key={person.id}>
          <Avatar name={person.name} initials={initialsOf(person.name)} color={person.color} />
        </li>
      ))}
      {more > 0 && (
        <li>
          <Avatar name={`${more} more`} initials={`+${more}`} color="#5b6472" />
        </li>
      )}
    </ul>
  );
}
