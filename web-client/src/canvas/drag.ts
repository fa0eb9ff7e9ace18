import type { NodeChange } from "@xyflow/react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Pair } from "../doc/model";
import type { Rect } from "../doc/route";
import { treeOf, withMembers } from "../doc/tree";
import type { Session } from "../sync/session";
import { roomFor } from "./containers";
import { rectOfComponent } from "./geometry";
import type { CanvasNode } from "./graph";
import { type Moment, Moving } from "./moving";
import { canvasOf } from "./state";

type Places = ReadonlyMap<string, Pair>;
const NONE: Places = new Map();

/** Where another's drag holds components: from where they were when it began, so that its end does not show twice. */
function useRemotePlaces(session: Session): Places {
  const [places, setPlaces] = useState(NONE);
  const bases = useRef(new Map<string, Pair>());
  useEffect(() => {
    const { presence, design } = session;
    return presence.subscribe("drags", () => {
      const { components } = design.snapshot;
      const shifts = new Map<string, Pair>();
      for (const [id, { x, y }] of presence.dragged) {
        for (const one of withMembers(components, [id])) shifts.set(one, [x, y]);
      }
      for (const id of bases.current.keys()) if (!shifts.has(id)) bases.current.delete(id);
      const next = new Map<string, Pair>();
      for (const [id, [x, y]] of shifts) {
        const base = bases.current.get(id) ?? components.get(id)?.pos;
        if (base === undefined) continue;
        bases.current.set(id, base);
        next.set(id, [base[0] + x, base[1] + y]);
      }
      setPlaces(next.size === 0 ? NONE : next);
    });
  }, [session]);
  return places;
}

/** Dragging and resizing by hand. */
export type Dragging = {
  /** Absolute places that stand in for the document's while someone drags. */
  readonly places: Places;
  readonly sizes: Places;
  /** What this person's own drag shows, while there is one. */
  readonly moment: Moment | undefined;
  readonly begin: (ids: readonly string[]) => void;
  readonly to: (dx: number, dy: number, zoom: number, free: boolean) => void;
  readonly drop: () => void;
  readonly cancel: () => void;
  /** Takes React Flow's changes of a resize. */
  readonly resize: (changes: readonly NodeChange<CanvasNode>[]) => void;
};

/** Places follow the pointer here and, through presence, for others; the document hears of it at the drop. */
export function useDrag(session: Session): Dragging {
  const remote = useRemotePlaces(session);
  const [moment, setMoment] = useState<Moment>();
  const [resizing, setResizing] = useState<{ id: string; rect: Rect }>();
  const moving = useRef<Moving>(undefined);
  const resized = useRef<{ id: string; rect: Rect }>(undefined);

  const end = useCallback(() => {
    moving.current = undefined;
    setMoment(undefined);
    session.presence.setDrag(undefined);
  }, [session]);
  const begin = useCallback(
    (ids: readonly string[]) => {
      const canvas = canvasOf(session);
      const view = canvas.view?.visible();
      if (view !== undefined && !session.readOnly) moving.current = new Moving(canvas.scene, ids, view);
    },
    [session],
  );
  const to = useCallback(
    (dx: number, dy: number, zoom: number, free: boolean) => {
      if (moving.current === undefined) return;
      const { roots } = moving.current;
      const next = moving.current.to(dx, dy, zoom, free);
      setMoment(next);
      session.presence.setDrag({ ids: roots.map(({ id }) => id), dx: next.shift[0], dy: next.shift[1] });
    },
    [session],
  );
  const drop = useCallback(() => {
    const moves = moving.current?.drop() ?? [];
    if (moves.length > 0) session.design.move(moves);
    end();
  }, [session, end]);
  const resize = useCallback(
    (changes: readonly NodeChange<CanvasNode>[]) => {
      const next = resizeOf(session, changes, resized.current);
      if (next === undefined) return;
      if (next.done) {
        const { id, rect } = next;
        session.design.move([{ id, pos: [rect.x, rect.y], size: [rect.width, rect.height] }]);
      }
      resized.current = next.done ? undefined : next;
      setResizing(resized.current);
    },
    [session],
  );

  const places = useMemo(() => {
    if (moment === undefined && resizing === undefined) return remote;
    const own = resizing === undefined ? [] : [[resizing.id, [resizing.rect.x, resizing.rect.y]] as const];
    return new Map<string, Pair>([...remote, ...(moment?.places ?? []), ...own]);
  }, [remote, moment, resizing]);
  const sizes = useMemo<Places>(
    () => (resizing === undefined ? NONE : new Map([[resizing.id, [resizing.rect.width, resizing.rect.height]]])),
    [resizing],
  );
  return { places, sizes, moment, begin, to, drop, cancel: end, resize };
}

/** What React Flow's changes say of a container's new extent; it never leaves its members outside. */
function resizeOf(
  { design }: Session,
  changes: readonly NodeChange<CanvasNode>[],
  before: { id: string; rect: Rect } | undefined,
): { id: string; rect: Rect; done: boolean } | undefined {
  const change = changes.find((one) => one.type === "dimensions" && one.resizing !== undefined);
  if (change?.type !== "dimensions") return undefined;
  const { components } = design.snapshot;
  const component = components.get(change.id);
  if (component === undefined) return undefined;
  const done = change.resizing !== true;
  if (done && before?.id === change.id) return { ...before, done };
  const place = changes.find((one) => one.type === "position" && one.id === change.id);
  const known = before?.id === change.id ? before.rect : rectOfComponent(component);
  const { x, y } = (place?.type === "position" ? place.position : undefined) ?? known;
  const { width, height } = change.dimensions ?? known;
  const members = (treeOf(components).childrenOf.get(change.id) ?? []).flatMap((id) => components.get(id) ?? []);
  const wanted = roomFor({ x, y, width, height }, members.map(rectOfComponent));
  const [left, top] = [Math.round(wanted.x), Math.round(wanted.y)];
  const rect = { x: left, y: top, width: Math.round(wanted.width), height: Math.round(wanted.height) };
  return { id: change.id, rect, done };
}
