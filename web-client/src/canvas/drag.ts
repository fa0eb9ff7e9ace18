import type { NodeChange } from "@xyflow/react";
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import type { Design, Move } from "../doc/design";
import { effectiveParent, type Pair } from "../doc/model";
import type { Session } from "../sync/session";
import { type CanvasNode, containerAt } from "./graph";

type Places = ReadonlyMap<string, Pair>;
const NONE: Places = new Map();

/** Where another's drag holds components: from where they were when it began, so that its end does not show twice. */
function useRemotePlaces(session: Session): Places {
  const [places, setPlaces] = useState(NONE);
  const bases = useRef(new Map<string, Pair>());
  useEffect(() => {
    const { presence, design } = session;
    return presence.subscribe("drags", () => {
      const next = new Map<string, Pair>();
      for (const id of bases.current.keys()) if (!presence.dragged.has(id)) bases.current.delete(id);
      for (const [id, { x, y }] of presence.dragged) {
        const base = bases.current.get(id) ?? design.snapshot.components.get(id)?.pos;
        if (base === undefined) continue;
        bases.current.set(id, base);
        next.set(id, [base[0] + x, base[1] + y]);
      }
      setPlaces(next);
    });
  }, [session]);
  return places;
}

/** Dragging: places follow the pointer here and, through presence, for others; the document hears of it at the drop. */
export function useDrag(session: Session): {
  places: Places;
  sizes: Places;
  take: (changes: readonly NodeChange<CanvasNode>[]) => void;
} {
  const remote = useRemotePlaces(session);
  const [local, setLocal] = useState(NONE);
  const [sizes, setSizes] = useState(NONE);
  const current: RefObject<Map<string, Pair>> = useRef(new Map());

  const take = useCallback(
    (changes: readonly NodeChange<CanvasNode>[]) => {
      const { design, presence } = session;
      const dropped: string[] = [];
      let moved = false;
      for (const change of changes) {
        if (change.type === "dimensions") setSizes(resized(design, change));
        if (change.type !== "position" || change.position === undefined) continue;
        const place = absolute(design, change.id, change.position);
        if (place === undefined) continue;
        moved = true;
        current.current.set(change.id, place);
        if (change.dragging !== true) dropped.push(change.id);
      }
      if (!moved) return;
      if (dropped.length > 0) {
        design.move(movesOf(design, current.current));
        current.current.clear();
        setSizes(NONE);
        presence.setDrag(undefined);
      } else {
        shareDrag(session, current.current);
      }
      setLocal(new Map(current.current));
    },
    [session],
  );
  return {
    places: local.size === 0 ? remote : remote.size === 0 ? local : new Map([...remote, ...local]),
    sizes,
    take,
  };
}

function resized(
  design: Design,
  change: { id: string; dimensions?: { width: number; height: number }; resizing?: boolean },
): Places {
  const known = design.snapshot.components.get(change.id);
  if (change.resizing !== true || change.dimensions === undefined || known === undefined) return NONE;
  return new Map([[change.id, [change.dimensions.width, change.dimensions.height] as const]]);
}

function absolute(design: Design, id: string, { x, y }: { x: number; y: number }): Pair | undefined {
  const { components } = design.snapshot;
  const component = components.get(id);
  if (component === undefined) return undefined;
  const parent = effectiveParent(component, components);
  const [left, top] = (parent === undefined ? undefined : components.get(parent)?.pos) ?? [0, 0];
  return [x + left, y + top];
}

function shareDrag({ design, presence }: Session, places: Places): void {
  const [first] = places;
  const pos = first === undefined ? undefined : design.snapshot.components.get(first[0])?.pos;
  if (first === undefined || pos === undefined) return;
  presence.setDrag({
    ids: [...places.keys()],
    dx: Math.round(first[1][0] - pos[0]),
    dy: Math.round(first[1][1] - pos[1]),
  });
}

/** The moves that a drop means: members follow their container, and what lands in another container joins it. */
function movesOf(design: Design, places: Places): readonly Move[] {
  const moves = new Map<string, Move>();
  const { snapshot } = design;
  for (const [id, place] of places) {
    const component = snapshot.components.get(id);
    if (component === undefined) continue;
    const [x, y] = [Math.round(place[0]), Math.round(place[1])];
    const [dx, dy] = [x - component.pos[0], y - component.pos[1]];
    const members = design.members(id);
    for (const member of members) {
      moves.set(member.id, { id: member.id, pos: [member.pos[0] + dx, member.pos[1] + dy] });
    }
    const except = new Set([id, ...places.keys(), ...members.map((member) => member.id)]);
    const [width, height] = component.size;
    const parent = containerAt(snapshot, x + width / 2, y + height / 2, except);
    const same = parent === effectiveParent(component, snapshot.components);
    const withParent = component.parent !== undefined && places.has(component.parent);
    moves.set(id, same || withParent ? { id, pos: [x, y] } : { id, pos: [x, y], parent });
  }
  return [...moves.values()];
}
