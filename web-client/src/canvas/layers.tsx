import { Eye, EyeOff, Layers } from "lucide-react";
import { useMemo, useState, useSyncExternalStore } from "react";
import { type Category, categoryOf } from "../doc/kinds";
import type { Snapshot } from "../doc/model";
import type { Session } from "../sync/session";
import { Popover } from "../ui/popover";
import { useSnapshot } from "./context";
import { CATEGORIES } from "./overview-colors";
import { canvasOf } from "./state";

const NAMES: Readonly<Record<Category, string>> = {
  workload: "Workloads",
  network: "Network",
  config: "Configuration",
  data: "Data",
  security: "Security",
  other: "Other",
};

/** How many components a design has of each category. */
export function countByCategory({ components }: Snapshot): ReadonlyMap<Category, number> {
  const counts = new Map<Category, number>();
  for (const { kind } of components.values()) {
    const category = categoryOf(kind);
    counts.set(category, (counts.get(category) ?? 0) + 1);
  }
  return counts;
}

/** What can be shown or hidden on one's own canvas, by what components are for; nothing of it is told to others. */
export function LayerList({ session }: { session: Session }) {
  const canvas = canvasOf(session);
  const { hidden } = useSyncExternalStore(canvas.subscribe, canvas.current);
  const snapshot = useSnapshot(session);
  const counts = useMemo(() => countByCategory(snapshot), [snapshot]);
  return (
    <ul className="layers">
      {CATEGORIES.filter((category) => (counts.get(category) ?? 0) > 0).map((category) => {
        const shown = !hidden.has(category);
        const Icon = shown ? Eye : EyeOff;
        return (
          <li key={category}>
            <button
              type="button"
              className={shown ? "layer" : "layer off"}
              aria-pressed={shown}
              onClick={() => canvas.toggleLayer(category)}
            >
              <span className={`layer-dot tone-${category}`} aria-hidden="true" />
              <span className="layer-name">{NAMES[category]}</span>
              <span className="layer-count">{counts.get(category)}</span>
              <Icon size={15} strokeWidth={1.7} aria-hidden="true" />
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** Opens the list of layers; it says when something is hidden. */
export function LayersButton({ session }: { session: Session }) {
  const [open, setOpen] = useState(false);
  const canvas = canvasOf(session);
  const { hidden } = useSyncExternalStore(canvas.subscribe, canvas.current);
  return (
    <div className="corner-item">
      {open && (
        <Popover label="Layers" className="corner-popover" onClose={() => setOpen(false)}>
          <LayerList session={session} />
        </Popover>
      )}
      <button
        type="button"
        className={hidden.size > 0 ? "button small corner-button some-hidden" : "button small corner-button"}
        aria-expanded={open}
        title="Show and hide by kind"
        onClick={() => setOpen(!open)}
      >
        <Layers size={15} strokeWidth={1.7} aria-hidden="true" />
        {hidden.size === 0 ? "Layers" : `${hidden.size} hidden`}
      </button>
    </div>
  );
}
