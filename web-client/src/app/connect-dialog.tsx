import { useMemo, useState } from "react";
import type { Session } from "../sync/session";
import { Dialog } from "../ui/dialog";
import { ranked } from "../ui/rank";
import { PickList } from "./pick-list";

const SHOWN_MAX = 60;

/** Draws a relationship without a pointer: from the selected component to one that is found by its name. */
export function ConnectDialog(props: {
  session: Session;
  from: string;
  onDone: (relationship: string | undefined) => void;
}) {
  const { design } = props.session;
  const [query, setQuery] = useState("");
  const from = design.snapshot.components.get(props.from);
  const commands = useMemo(() => {
    const { components, relationships } = design.snapshot;
    const known = new Set([...relationships.values()].filter((one) => one.from === props.from).map(({ to }) => to));
    const ends = [...components.values()].filter(({ id }) => id !== props.from && !known.has(id));
    const items = ends.map(({ id, name, kind }) => ({
      id,
      title: name,
      words: kind,
      hint: kind,
      kind,
      group: `Connect ${from?.name ?? ""} to`,
      run: () => undefined,
    }));
    return ranked(items, query).slice(0, SHOWN_MAX);
  }, [design, props.from, from, query]);
  return (
    <Dialog
      title={`Connect ${from?.name ?? ""}`}
      className="command-palette"
      bare
      onClose={() => props.onDone(undefined)}
    >
      <PickList
        label={`Connect ${from?.name ?? ""} to`}
        query={query}
        onQuery={setQuery}
        commands={commands}
        none={query === "" ? "There is nothing else to connect to." : `No component is called “${query}”.`}
        onPick={({ id }) => props.onDone(design.connect(props.from, id))}
      />
    </Dialog>
  );
}
