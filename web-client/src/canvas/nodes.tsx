import { Handle, type NodeProps, NodeResizer, Position } from "@xyflow/react";
import { memo } from "react";
import { factOf } from "../doc/facts";
import type { Component } from "../doc/model";
import { personStyle } from "../ui/avatar";
import { EditableText } from "../ui/editable";
import { KindIcon } from "../ui/kind-icon";
import { useSelectedBy, useWorkbench } from "./context";
import type { CanvasNode } from "./graph";

const SIDES = [
  ["t", Position.Top],
  ["r", Position.Right],
  ["b", Position.Bottom],
  ["l", Position.Left],
] as const;

/** React Flow measures these when a node comes into sight, and draws no line to a node without them. */
function Handles() {
  return SIDES.map(([id, position]) => <Handle key={id} id={id} type="source" position={position} />);
}

/** Another person's selection: an outline in their colour with a name tab. */
function Outline({ id }: { id: string }) {
  const peer = useSelectedBy(useWorkbench().session, id);
  if (peer === undefined) return null;
  return (
    <span className="peer-outline" style={personStyle(peer.person.color)}>
      <span className="peer-tab">{peer.person.name}</span>
    </span>
  );
}

function Name({ component, editing }: { component: Component; editing: boolean }) {
  const { session, stopEditing } = useWorkbench();
  const { id, name } = component;
  if (!editing) {
    return (
      <span className="node-name" title={name}>
        {name}
      </span>
    );
  }
  return (
    <EditableText
      className="node-name-input nodrag"
      label="Component name"
      value={name}
      autoFocus
      onCommit={(wanted) => session.design.rename(id, wanted)}
      onDone={stopEditing}
    />
  );
}

/** A component: its icon, name, kind, and the one fact that matters most. */
export const ComponentNode = memo(function ComponentNode({ data, selected }: NodeProps<CanvasNode>) {
  const { component, editing } = data;
  return (
    <div className={selected ? "node selected" : "node"}>
      <Outline id={component.id} />
      <div className="node-head">
        <KindIcon kind={component.kind} />
        <div className="node-words">
          <Name component={component} editing={editing} />
          <span className="node-kind">{component.kind}</span>
        </div>
      </div>
      <div className="node-fact">{factOf(component)}</div>
      <Handles />
    </div>
  );
});

/** A component that holds others: a quiet field with a label. */
export const ContainerNode = memo(function ContainerNode({ id, data, selected, draggable }: NodeProps<CanvasNode>) {
  const { component, editing } = data;
  return (
    <div className={selected ? "container-node selected" : "container-node"}>
      <Outline id={id} />
      {draggable && selected && <NodeResizer minWidth={220} minHeight={140} />}
      <div className="container-label">
        <KindIcon kind={component.kind} />
        <Name component={component} editing={editing} />
        <span className="node-kind">{component.kind}</span>
      </div>
      <Handles />
    </div>
  );
});
