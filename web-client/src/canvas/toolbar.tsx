import { useReactFlow, useStore } from "@xyflow/react";
import { Keyboard, Maximize, Minus, Plus, Redo2, Undo2 } from "lucide-react";
import { FIT } from "./canvas";

/** The floating bar at the bottom: take back, zoom, fit, help. */
export function Toolbar(props: {
  canUndo: boolean;
  canRedo: boolean;
  onUndo: () => void;
  onRedo: () => void;
  onHelp: () => void;
}) {
  const flow = useReactFlow();
  const zoom = useStore((state) => Math.round(state.transform[2] * 100));
  return (
    <div className="toolbar" role="toolbar" aria-label="Canvas tools">
      <Tool label="Undo" keys="Ctrl-Z" disabled={!props.canUndo} onClick={props.onUndo} icon={<Undo2 {...ICON} />} />
      <Tool
        label="Redo"
        keys="Shift-Ctrl-Z"
        disabled={!props.canRedo}
        onClick={props.onRedo}
        icon={<Redo2 {...ICON} />}
      />
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
      <Tool
        label="Fit the design"
        keys="Shift-1"
        onClick={() => void flow.fitView(FIT)}
        icon={<Maximize {...ICON} />}
      />
      <span className="toolbar-line" />
      <Tool label="Keyboard shortcuts" keys="?" onClick={props.onHelp} icon={<Keyboard {...ICON} />} />
    </div>
  );
}

const ICON = { size: 16, strokeWidth: 1.7, "aria-hidden": true } as const;

function Tool(props: { label: string; keys?: string; disabled?: boolean; onClick: () => void; icon: React.ReactNode }) {
  return (
    <button
      type="button"
      className="button quiet small icon"
      aria-label={props.label}
      title={props.keys === undefined ? props.label : `${props.label} (${props.keys})`}
      disabled={props.disabled}
      onClick={props.onClick}
    >
      {props.icon}
    </button>
  );
}
