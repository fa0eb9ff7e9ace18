import { useReactFlow, useStore } from "@xyflow/react";
import {
  Hand,
  Keyboard,
  Lasso,
  type LucideIcon,
  Maximize,
  Minus,
  MousePointer2,
  Plus,
  Redo2,
  Undo2,
  WandSparkles,
} from "lucide-react";
import { useSyncExternalStore } from "react";
import { useWorkbench } from "./context";
import type { CanvasCommand } from "./keys";
import { canvasOf, type Tool as ToolName } from "./state";

const TOOL_ICONS: Readonly<Record<ToolName, LucideIcon>> = { select: MousePointer2, hand: Hand, lasso: Lasso };

/** The floating bar at the bottom: tools, take back, zoom, fit, help. */
export function Toolbar(props: {
  commands: readonly CanvasCommand[];
  canUndo: boolean;
  canRedo: boolean;
  onUndo: () => void;
  onRedo: () => void;
  onHelp: () => void;
}) {
  const flow = useReactFlow();
  const canvas = canvasOf(useWorkbench().session);
  const { tool } = useSyncExternalStore(canvas.subscribe, canvas.current);
  const zoom = useStore((state) => Math.round(state.transform[2] * 100));
  const tidy = props.commands.find(({ id }) => id === "layout.tidy");
  return (
    <div className="toolbar" role="toolbar" aria-label="Canvas tools">
      <span className="toolbar-wide">
        {(["select", "hand", "lasso"] as const).map((name) => {
          const command = props.commands.find(({ id }) => id === `tool.${name}`);
          const Icon = TOOL_ICONS[name];
          return command === undefined ? null : (
            <Tool
              key={name}
              label={command.label}
              keys={command.keys ?? ""}
              pressed={tool === name}
              onClick={command.run}
              icon={<Icon {...ICON} />}
            />
          );
        })}
        <span className="toolbar-line" />
      </span>
      <Tool label="Undo" keys="Ctrl-Z" disabled={!props.canUndo} onClick={props.onUndo} icon={<Undo2 {...ICON} />} />
      <Tool
        label="Redo"
        keys="Shift-Ctrl-Z"
        disabled={!props.canRedo}
        onClick={props.onRedo}
        icon={<Redo2 {...ICON} />}
      />
      {tidy !== undefined && (
        <Tool
          label={tidy.label}
          keys={tidy.keys ?? ""}
          disabled={!tidy.enabled}
          onClick={tidy.run}
          icon={<WandSparkles {...ICON} />}
        />
      )}
      <span className="toolbar-line" />
      <Tool label="Zoom out" onClick={() => void flow.zoomOut({ duration: 120 })} icon={<Minus {...ICON} />} />
      <button
        type="button"
        className="button quiet small zoom"
        title="Zoom to 100 %"
        aria-label={`${zoom}% zoom, set it to 100%`}
        onClick={() => void flow.zoomTo(1, { duration: 120 })}
      >
        {zoom}%
      </button>
      <Tool label="Zoom in" onClick={() => void flow.zoomIn({ duration: 120 })} icon={<Plus {...ICON} />} />
      <Tool label="Fit the design" keys="Shift-1" onClick={() => canvas.view?.fit()} icon={<Maximize {...ICON} />} />
      <span className="toolbar-wide">
        <span className="toolbar-line" />
        <Tool label="Keyboard shortcuts" keys="?" onClick={props.onHelp} icon={<Keyboard {...ICON} />} />
      </span>
    </div>
  );
}

const ICON = { size: 16, strokeWidth: 1.7, "aria-hidden": true } as const;

function Tool(props: {
  label: string;
  keys?: string;
  disabled?: boolean;
  pressed?: boolean;
  onClick: () => void;
  icon: React.ReactNode;
}) {
  return (
    <button
      type="button"
      className={props.pressed === true ? "button quiet small icon chosen" : "button quiet small icon"}
      aria-label={props.label}
      {...(props.pressed === undefined ? {} : { "aria-pressed": props.pressed })}
      title={props.keys === undefined ? props.label : `${props.label} (${props.keys})`}
      disabled={props.disabled}
      onClick={props.onClick}
    >
      {props.icon}
    </button>
  );
}
