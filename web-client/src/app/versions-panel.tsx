import { ArrowLeft, History, RotateCcw } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { commitVersion, listVersions, restoreVersion, type Version } from "../rest/designs";
import { wordsFor } from "../rest/problem";
import { toast } from "../ui/toasts";
import { ago, moment } from "./time";

type State =
  | { readonly kind: "loading" }
  | { readonly kind: "ready"; readonly versions: readonly Version[] }
  | { readonly kind: "failed"; readonly words: string };

/** Commits versions, lists them, and brings one back. */
export function VersionsPanel(props: { designId: string; readOnly: boolean; onClose: () => void }) {
  const { designId, readOnly } = props;
  const [state, setState] = useState<State>({ kind: "loading" });
  const [message, setMessage] = useState("");
  const [busy, setBusy] = useState(false);
  const load = useCallback(async () => {
    try {
      const { items } = await listVersions(designId);
      setState({ kind: "ready", versions: [...items].sort((a, b) => b.number - a.number) });
    } catch (error) {
      setState({ kind: "failed", words: wordsFor(error) });
    }
  }, [designId]);
  useEffect(() => void load(), [load]);

  const guarded = async (action: () => Promise<void>) => {
    setBusy(true);
    try {
      await action();
      await load();
    } catch (error) {
      toast(wordsFor(error), { tone: "error" });
    } finally {
      setBusy(false);
    }
  };
  const commit = () =>
    guarded(async () => {
      const version = await commitVersion(designId, message.trim());
      setMessage("");
      toast(`Version ${version.number} is committed.`);
    });
  const restore = (number: number) =>
    guarded(async () => {
      const undo = await restoreVersion(designId, number);
      const back = { label: "Undo", run: () => void restore(undo) };
      toast(`Version ${number} is back. What was there is version ${undo}.`, { action: back });
    });
  return (
    <div className="panel">
      <div className="panel-title">
        <button
          type="button"
          className="button quiet small icon"
          aria-label="Back to properties"
          onClick={props.onClose}
        >
          <ArrowLeft size={16} aria-hidden="true" />
        </button>
        <h2>Versions</h2>
      </div>
      {!readOnly && (
        <form
          className="commit"
          onSubmit={(event) => {
            event.preventDefault();
            void commit();
          }}
        >
          <textarea
            className="field"
            aria-label="What changed"
            placeholder="What changed, and why"
            maxLength={500}
            value={message}
            onChange={(event) => setMessage(event.currentTarget.value)}
          />
          <button type="submit" className="button primary" disabled={busy || message.trim() === ""}>
            Commit version
          </button>
        </form>
      )}
      <VersionList state={state} readOnly={readOnly || busy} onRestore={(number) => void restore(number)} />
    </div>
  );
}

function VersionList(props: { state: State; readOnly: boolean; onRestore: (number: number) => void }) {
  const { state } = props;
  if (state.kind === "loading") return <div className="skeleton line" aria-busy="true" />;
  if (state.kind === "failed") return <p className="field-error">{state.words}</p>;
  if (state.versions.length === 0) {
    return (
      <div className="panel-empty">
        <History size={20} strokeWidth={1.6} aria-hidden="true" />
        <p className="muted">
          No version yet. A version is a named state that never changes; you can always come back to it.
        </p>
      </div>
    );
  }
  return (
    <ol className="versions">
      {state.versions.map((version) => (
        <li key={version.number}>
          <span className="version-number">v{version.number}</span>
          <div className="version-words">
            <p>{version.message}</p>
            <p className="muted" title={`${moment(version.createdAt)}\n${version.hash}`}>
              {version.author === "" ? "" : `${version.author} · `}
              {ago(version.createdAt)} · <code>{version.hash.replace("sha256:", "").slice(0, 8)}</code>
            </p>
          </div>
          <button
            type="button"
            className="button quiet small icon"
            aria-label={`Restore version ${version.number}`}
            title="Restore this version"
            disabled={props.readOnly}
            onClick={() => props.onRestore(version.number)}
          >
            <RotateCcw size={15} strokeWidth={1.7} aria-hidden="true" />
          </button>
        </li>
      ))}
    </ol>
  );
}
