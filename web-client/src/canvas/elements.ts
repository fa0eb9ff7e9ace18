import { useMemo, useState } from "react";
import type { Component } from "../doc/model";
import type { Rect } from "../doc/route";
import { treeOf } from "../doc/tree";
import { Graph } from "./graph";
import { inferredEdges, type useInferred } from "./inferred";
import { type Scene, spans } from "./scene";

const NOTHING: never[] = [];

/** React Flow's nodes and edges for a region: what is in it, and the far ends of the lines that cross it. */
export function useElements(
  scene: Scene,
  revision: number,
  region: Rect | undefined,
  overlay: Parameters<Graph["nodes"]>[1],
  inferred: ReturnType<typeof useInferred>,
) {
  const [graph] = useState(() => new Graph());
  // `revision` stands for what is inside the scene, which is one object for good.
  const shown = useMemo(() => partOf(scene, region, inferred, revision), [scene, region, inferred, revision]);
  const nodes = useMemo(() => {
    if (region === undefined) return NOTHING;
    const all = new Map(shown.components);
    for (const id of overlay.places.keys()) {
      const component = scene.snapshot.components.get(id);
      if (component !== undefined && scene.shows(id)) all.set(id, component);
    }
    return graph.nodes([...all.values()], overlay, treeOf(scene.snapshot.components).depthOf);
  }, [graph, scene, region, shown, overlay]);
  const edges = useMemo(() => {
    if (region === undefined) return NOTHING;
    const { components } = scene.snapshot;
    return [
      ...graph.edges(shown.relationships, components, overlay),
      ...inferredEdges(shown.inferred, scene.snapshot, overlay),
    ];
  }, [graph, scene, region, shown, overlay]);
  return { nodes, edges };
}

function partOf(scene: Scene, region: Rect | undefined, inferred: ReturnType<typeof useInferred>, _revision: number) {
  const all = new Map<string, Component>();
  if (region === undefined) return { components: all, relationships: [], inferred: [] };
  const { components } = scene.snapshot;
  for (const component of scene.within(region)) all.set(component.id, component);
  const relationships = scene.crossing(region);
  const guessed = inferred.filter(({ from, to }) => {
    const [start, end] = [components.get(from), components.get(to)];
    if (start === undefined || end === undefined || !scene.shows(from) || !scene.shows(to)) return false;
    return spans(start, end, region);
  });
  for (const { from, to } of [...relationships, ...guessed]) {
    for (const id of [from, to]) {
      const component = components.get(id);
      if (component !== undefined) all.set(id, component);
    }
  }
  return { components: all, relationships, inferred: guessed };
}
