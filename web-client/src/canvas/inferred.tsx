import { BaseEdge, type Edge, type EdgeProps, getBezierPath } from "@xyflow/react";
import { useMemo, useSyncExternalStore } from "react";
import { effectiveParent, type Snapshot } from "../doc/model";
import { facing } from "../doc/route";
import type { Inferred } from "../sync/inferences";
import type { Session } from "../sync/session";
import { type Overlay, rectOf } from "./graph";

/** How the id of an inferred edge begins, on the canvas and in a selection. */
export const INFERRED_PREFIX = "inferred ";

type InferredEdgeType = Edge<{ readonly words: string }, "inferred">;

/** What the server infers between components that are there and that nobody has tied; not that one holds the other. */
export function useInferred(session: Session, snapshot: Snapshot): readonly Inferred[] {
  const { inferences } = session;
  const known = useSyncExternalStore(inferences.subscribe, inferences.current);
  return useMemo(() => visible(known.values(), snapshot), [known, snapshot]);
}

/** Leaves out what is drawn, what is gone, and containers around what they hold. */
export function visible(all: Iterable<Inferred>, { components, relationships }: Snapshot): readonly Inferred[] {
  const drawn = new Set([...relationships.values()].flatMap(({ from, to }) => [`${from} ${to}`, `${to} ${from}`]));
  return [...all].filter(({ from, to }) => {
    const [start, end] = [components.get(from), components.get(to)];
    if (start === undefined || end === undefined || from === to || drawn.has(`${from} ${to}`)) return false;
    return effectiveParent(start, components) !== to && effectiveParent(end, components) !== from;
  });
}

/** Dashed edges for what is inferred. */
export function inferredEdges(
  all: readonly Inferred[],
  { components }: Snapshot,
  overlay: Overlay,
): InferredEdgeType[] {
  const edges: InferredEdgeType[] = [];
  for (const { id, from, to, words } of all) {
    const [start, end] = [components.get(from), components.get(to)];
    if (start === undefined || end === undefined) continue;
    const [sourceHandle, targetHandle] = facing(rectOf(start, overlay), rectOf(end, overlay));
    edges.push({
      id: INFERRED_PREFIX + id,
      type: "inferred",
      className: "inferred",
      source: from,
      target: to,
      sourceHandle,
      targetHandle,
      selected: overlay.selected.has(INFERRED_PREFIX + id),
      zIndex: 40,
      data: { words },
      ariaLabel: `${start.name} to ${end.name}, inferred: ${words}`,
    });
  }
  return edges;
}

/** An inferred edge: dashed, and its reason is its tooltip. */
export function InferredEdge(props: EdgeProps<InferredEdgeType>) {
  const [path] = getBezierPath(props);
  const { markerEnd, interactionWidth, data } = props;
  return (
    <g>
      <title>{data?.words}</title>
      <BaseEdge
        path={path}
        {...(markerEnd === undefined ? {} : { markerEnd })}
        {...(interactionWidth === undefined ? {} : { interactionWidth })}
      />
    </g>
  );
}
