import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalDistributeCenter,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalDistributeCenter,
  CopyPlus,
  type LucideIcon,
  WandSparkles,
} from "lucide-react";
import type { CanvasCommand } from "./keys";

const ICONS: Readonly<Record<string, LucideIcon>> = {
  "align.left": AlignStartVertical,
  "align.centre": AlignCenterVertical,
  "align.right": AlignEndVertical,
  "align.top": AlignStartHorizontal,
  "align.middle": AlignCenterHorizontal,
  "align.bottom": AlignEndHorizontal,
  "distribute.across": AlignHorizontalDistributeCenter,
  "distribute.down": AlignVerticalDistributeCenter,
  "layout.tidy": WandSparkles,
  "edit.duplicate": CopyPlus,
};

/** Aligns and distributes what is selected; there while at least two things are that do not lie in each other. */
export function SelectionBar({ commands }: { commands: readonly CanvasCommand[] }) {
  const aligning = commands.filter(({ id, enabled }) => id.startsWith("align.") && enabled);
  if (aligning.length === 0) return null;
  const spreading = commands.filter(({ id, enabled }) => id.startsWith("distribute.") && enabled);
  const others = commands.filter(({ id, enabled }) => (id === "layout.tidy" || id === "edit.duplicate") && enabled);
  return (
    <div className="selection-bar" role="toolbar" aria-label="Selection">
      {[aligning, spreading, others].map((group, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- three groups that never change places
        <span key={index} className="selection-group">
          {group.map(({ id, label, keys, run }) => {
            const Icon = ICONS[id] ?? CopyPlus;
            return (
              <button
                key={id}
                type="button"
                className="button quiet small icon"
                aria-label={label}
                title={keys === undefined ? label : `${label} (${keys})`}
                onClick={run}
              >
                <Icon size={16} strokeWidth={1.7} aria-hidden="true" />
              </button>
            );
          })}
        </span>
      ))}
    </div>
  );
}
