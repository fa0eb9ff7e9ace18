import { ArrowLeft, GitCompareArrows, History, MoreHorizontal, RotateCcw } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { commitVersion, restoreVersion, type Version } from "../rest/designs";
import { wordsFor } from "../rest/problem";
import type { Person } from "../sync/person";
import { Popover } from "../ui/popover";
import { Tabs } from "../ui/tabs";
import { toast } from "../ui/toasts";
import { Activity } from "./activity";
import { AuthorAvatar, authorName } from "./author";
import { Notice } from "./notice";
import { ago, moment } from "./time";
import { useVersions, type VersionsState } from "./use-versions";
import "./versions.css";

const CompareDialog = lazy(async () => ({ default: (await import("./compare-dialog")).CompareDialog }));

const MESSAGE_MAX = 1000;
const TABS = [
  { id: "versions", label: "Versions" },
  { id: "activity", label: "Activity" },
] as const;

type Props = {
  readonly designId: string;
  readonly person: Person;
  readonly readOnly: boolean;
  readonly onClose: () => void;
};

/** Commits versions, lists and compares them, brings one back; and who did what, and when. */
export function VersionsPanel({ designId, person, readOnly, onClose }: Props) {
  const { state, reload, older } = useVersions(designId);
  const [tab, setTab] = useState<(typeof TABS)[number]["id"]>("versions");
  const [busy, setBusy] = useState(false);
  /** The versions to compare: from this one to that one, or to the present state. */
  const [compared, setCompared] = useState<{ from: number; to: number | undefined }>();

  const guarded = async (action: () => Promise<void>) => {
    setBusy(true);
    try {
      await action();
      await reload();
    } catch (error) {
      toast(wordsFor(error), { tone: "error" });
    } finally {
      setBusy(false);
    }
  };
  const restore = (number: number) =>
    guarded(async () => {
      const undo = await restoreVersion(designId, number, person.name);
      const back = { label: "Undo", run: () => void restore(undo) };
      toast(`Version ${number} is back. What was there is version ${undo}.`, { action: back });
    });
  const commit = (message: string) =>
    guarded(async () => {
      const version = await commitVersion(designId, message, person.name);
      toast(`Version ${version.number} is committed.`);
    });
  const versions = state.kind === "ready" ? state.versions : [];
  return (
    <div className="versions-panel">
      <button
        type="button"
        className="button quiet small icon versions-back"
        aria-label="Back to properties"
        title="Back to properties"
        onClick={onClose}
      >
        <ArrowLeft size={16} aria-hidden="true" />
      </button>
      <Tabs label="History" tabs={TABS} chosen={tab} onChoose={setTab}>
        <div className="panel">
          {tab === "versions" && !readOnly && <CommitForm busy={busy} onCommit={commit} />}
          {tab === "versions" ? (
            <VersionList
              state={state}
              person={person}
              canRestore={!readOnly && !busy}
              onRestore={(number) => void restore(number)}
              onCompare={(from, to) => setCompared({ from, to })}
            />
          ) : (
            <Activity state={state} person={person} onCompare={(from, to) => setCompared({ from, to })} />
          )}
          {state.kind === "ready" && state.versions.length < state.total && (
            <button type="button" className="button" onClick={() => void older()}>
              Show older ones
            </button>
          )}
        </div>
      </Tabs>
      <Suspense fallback={null}>
        {compared !== undefined && (
          <CompareDialog
            designId={designId}
            versions={versions}
            from={compared.from}
            to={compared.to}
            onClose={() => setCompared(undefined)}
          />
        )}
      </Suspense>
    </div>
  );
}

function CommitForm({ busy, onCommit }: { busy: boolean; onCommit: (message: string) => Promise<void> }) {
  const [message, setMessage] = useState("");
  // The server keeps one line; what was typed on several becomes one.
  const line = message.replace(/\s+/g, " ").trim();
  const send = async () => {
    if (line === "" || busy) return;
    await onCommit(line);
    setMessage("");
  };
  return (
    <form
      className="commit"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <textarea
        className="field"
        aria-label="What changed, and why"
        placeholder="What changed, and why"
        maxLength={MESSAGE_MAX}
        value={message}
        onChange={(event) => setMessage(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          void send();
        }}
      />
      <button type="submit" className="button primary" disabled={busy || line === ""}>
        Commit version
      </button>
    </form>
  );
}

type ListProps = {
  readonly person: Person;
  readonly canRestore: boolean;
  readonly onRestore: (number: number) => void;
  readonly onCompare: (from: number, to: number | undefined) => void;
};

function VersionList({ state, ...rest }: ListProps & { state: VersionsState }) {
  if (state.kind === "loading") {
    return (
      <div className="versions" role="group" aria-busy="true" aria-label="Loading versions">
        {[1, 2, 3].map((number) => (
          <div key={number} className="version-skeleton">
            <div className="skeleton line" />
            <div className="skeleton line short" />
          </div>
        ))}
      </div>
    );
  }
  if (state.kind === "failed") return <p className="field-error">{state.words}</p>;
  if (state.versions.length === 0) {
    return (
      <Notice
        icon={<History size={22} />}
        title="No version yet"
        words="A version is a named state that never changes. You can compare with it, and always come back to it."
      />
    );
  }
  return (
    <ol className="versions">
      {state.versions.map((version) => (
        <Item key={version.number} version={version} {...rest} />
      ))}
    </ol>
  );
}

function Item({ version, person, canRestore, onRestore, onCompare }: ListProps & { version: Version }) {
  const [menu, setMenu] = useState(false);
  const { number, message, author, createdAt, hash } = version;
  const choose = (action: () => void) => () => {
    setMenu(false);
    action();
  };
  return (
    <li>
      <AuthorAvatar author={author} person={person} />
      <div className="version-words">
        <p className="version-message">
          <span className="version-number">v{number}</span> {message}
        </p>
        <p className="muted" title={`${moment(createdAt)}\n${hash}`}>
          {authorName(author)} · {ago(createdAt)} · <code>{hash.replace("sha256:", "").slice(0, 8)}</code>
        </p>
      </div>
      <div className="anchor">
        <button
          type="button"
          className="button quiet small icon"
          aria-label={`Actions for version ${number}`}
          aria-expanded={menu}
          onClick={() => setMenu(!menu)}
        >
          <MoreHorizontal size={16} aria-hidden="true" />
        </button>
        {menu && (
          <Popover label={`Actions for version ${number}`} className="right" onClose={() => setMenu(false)}>
            <button type="button" className="menu-item" onClick={choose(() => onCompare(number, undefined))}>
              <GitCompareArrows size={15} strokeWidth={1.7} aria-hidden="true" /> Compare with now
            </button>
            {number > 1 && (
              <button type="button" className="menu-item" onClick={choose(() => onCompare(number - 1, number))}>
                <GitCompareArrows size={15} strokeWidth={1.7} aria-hidden="true" /> What it changed
              </button>
            )}
            {canRestore && (
              <button type="button" className="menu-item" onClick={choose(() => onRestore(number))}>
                <RotateCcw size={15} strokeWidth={1.7} aria-hidden="true" /> Restore this version
              </button>
            )}
          </Popover>
        )}
      </div>
    </li>
  );
}
