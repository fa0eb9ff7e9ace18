import { ArrowRight } from "lucide-react";
import type { Relationship, Snapshot } from "../../doc/model";

/** The two ends of a relationship, each a way to its component. */
export function Ends(props: {
  relationship: Pick<Relationship, "from" | "to">;
  snapshot: Snapshot;
  onSelect: (ids: readonly string[]) => void;
}) {
  const { from, to } = props.relationship;
  const end = (id: string) => {
    const component = props.snapshot.components.get(id);
    return (
      <button type="button" className="button small end" title={component?.kind} onClick={() => props.onSelect([id])}>
        {component?.name ?? "gone"}
        <span className="muted">{component?.kind}</span>
      </button>
    );
  };
  return (
    <div className="ends">
      {end(from)}
      <ArrowRight size={14} aria-label="to" />
      {end(to)}
    </div>
  );
}
