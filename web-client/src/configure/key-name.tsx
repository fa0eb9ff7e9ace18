import { useState } from "react";

/** The key of an entry, which is renamed in its place. */
export function KeyName({
  name,
  readOnly,
  onRename,
}: {
  name: string;
  readOnly: boolean;
  onRename: (to: string) => boolean;
}) {
  const [typed, setTyped] = useState<string>();
  const finish = () => {
    if (typed !== undefined && typed !== name) onRename(typed.trim());
    setTyped(undefined);
  };
  return (
    <input
      className="field mono key-name"
      aria-label={`Key ${name}`}
      title={name}
      spellCheck={false}
      readOnly={readOnly}
      value={typed ?? name}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.key === "Enter") finish();
        if (event.key === "Escape") setTyped(undefined);
      }}
    />
  );
}

/** Where the key of a new entry is typed. */
export function NewKey({ taken, onDone }: { taken: readonly string[]; onDone: (key: string | undefined) => void }) {
  const [typed, setTyped] = useState("");
  const exists = taken.includes(typed.trim());
  const commit = () => {
    if (!exists) onDone(typed.trim() === "" ? undefined : typed.trim());
  };
  return (
    <div className="row-line">
      <input
        className="field mono"
        aria-label="New key"
        aria-invalid={exists}
        placeholder="Key"
        autoFocus
        spellCheck={false}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={() => (exists ? onDone(undefined) : commit())}
        onKeyDown={(event) => {
          if (event.key === "Enter") commit();
          if (event.key === "Escape") onDone(undefined);
        }}
      />
      {exists && <p className="field-error">This key exists already</p>}
    </div>
  );
}
