import { useReactFlow, useStoreApi } from "@xyflow/react";
import { type MouseEvent, type PointerEvent, useCallback, useEffect, useRef, useState } from "react";
import type { Pair } from "../doc/model";
import type { Session } from "../sync/session";
import type { Dragging } from "./drag";
import { clicked, type Sweep, swept, together } from "./selecting";
import { canvasOf } from "./state";

/** A press that moves less than this is a click. */
const CLICK_PX = 3;
/** The least distance between two points of a lasso. */
const LOOP_STEP_PX = 4;

type Options = {
  readonly session: Session;
  /** Whether the canvas is a picture; then components are found by place. */
  readonly overview: boolean;
  readonly readOnly: boolean;
  readonly selection: readonly string[];
  readonly onSelect: (ids: readonly string[]) => void;
  readonly drag: Dragging;
};

type Press = {
  readonly screen: Pair;
  readonly from: Pair;
  readonly more: boolean;
  readonly lasso: boolean;
  /** What a drag from here moves: in the overview, where no element does it itself. */
  readonly hit: string | undefined;
  /** What a click here means. */
  readonly under: string | undefined;
  readonly before: readonly string[];
  moved: boolean;
};

const more = (event: { shiftKey: boolean; ctrlKey: boolean; metaKey: boolean }) =>
  event.shiftKey || event.ctrlKey || event.metaKey;

/** Presses on the paper: boxes and lassos to select by, clicks that clear, and in the overview everything by place. */
export function usePress(options: Options) {
  const flow = useReactFlow();
  const store = useStoreApi();
  const [sweep, setSweep] = useState<Sweep>();
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  const space = useSpace();
  const stop = useRef<() => void>(undefined);
  useEffect(() => () => stop.current?.(), []);
  /** A press that was a gesture; the click that the browser makes of it is no click. */
  const gesture = useRef(false);

  const down = useCallback(
    (event: PointerEvent) => {
      gesture.current = false;
      const press = pressOf(event, latest.current, space.current, (x, y) => flow.screenToFlowPosition({ x, y }, RAW));
      if (press === undefined) return;
      const { session } = latest.current;
      const { scene } = canvasOf(session);
      // React Flow listens to the mouse events that would follow; this press is not its.
      if (press.lasso || press.hit !== undefined || press.more) {
        event.preventDefault();
        // Nor does the browser then take the focus from where somebody typed.
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      }
      let loop: readonly Pair[] = [press.from];
      const move = (to: globalThis.PointerEvent) => {
        const screen: Pair = [to.clientX, to.clientY];
        if (!press.moved && Math.hypot(screen[0] - press.screen[0], screen[1] - press.screen[1]) < CLICK_PX) return;
        const first = !press.moved;
        press.moved = true;
        const { drag, onSelect, selection, readOnly } = latest.current;
        const { x, y } = flow.screenToFlowPosition({ x: screen[0], y: screen[1] }, RAW);
        const zoom = store.getState().transform[2];
        if (press.hit !== undefined && !press.lasso) {
          if (readOnly) return;
          if (first) {
            const ids = selection.includes(press.hit) ? selection : [press.hit];
            if (ids !== selection) onSelect(ids);
            drag.begin(ids);
          }
          drag.to(x - press.from[0], y - press.from[1], zoom, to.ctrlKey || to.metaKey);
          return;
        }
        const last = loop.at(-1) ?? press.from;
        if (press.lasso && Math.hypot(x - last[0], y - last[1]) * zoom >= LOOP_STEP_PX) loop = [...loop, [x, y]];
        const next: Sweep = press.lasso ? { kind: "lasso", loop } : { kind: "box", from: press.from, to: [x, y] };
        setSweep(next);
        onSelect(together(press.before, swept(scene, next)));
      };
      const finish = (up: globalThis.PointerEvent | undefined) => {
        stop.current?.();
        gesture.current = true;
        setSweep(undefined);
        const { drag, onSelect, selection } = latest.current;
        if (up === undefined) drag.cancel();
        else if (press.moved) drag.drop();
        else if (press.under !== undefined) onSelect(clicked(selection, press.under, press.more));
        else if (!press.more && !press.lasso) onSelect([]);
      };
      const key = (pressed: KeyboardEvent) => {
        if (pressed.key !== "Escape") return;
        pressed.stopPropagation();
        latest.current.onSelect(press.before);
        finish(undefined);
      };
      const cancel = () => finish(undefined);
      window.addEventListener("pointermove", move);
      window.addEventListener("pointerup", finish);
      window.addEventListener("pointercancel", cancel);
      window.addEventListener("keydown", key, true);
      stop.current = () => {
        window.removeEventListener("pointermove", move);
        window.removeEventListener("pointerup", finish);
        window.removeEventListener("pointercancel", cancel);
        window.removeEventListener("keydown", key, true);
      };
    },
    [flow, store, space],
  );

  const click = useCallback(
    (event: MouseEvent) => {
      if (gesture.current) {
        gesture.current = false;
        event.stopPropagation();
        return;
      }
      // A tap: fingers push the paper, so only what was no push comes here.
      if (!onPaper(event.target)) return;
      const { session, overview, selection, onSelect } = latest.current;
      const { x, y } = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }, RAW);
      const hit = overview ? canvasOf(session).scene.at([x, y]) : undefined;
      onSelect(hit === undefined ? [] : clicked(selection, hit.id, more(event)));
    },
    [flow],
  );
  return { sweep, down, click };
}

const RAW = { snapToGrid: false };

function onPaper(target: EventTarget | null): boolean {
  return target instanceof Element && target.classList.contains("react-flow__pane");
}

/** What a press begins, or undefined when it is not ours. */
function pressOf(
  event: PointerEvent,
  { session, overview, selection }: Options,
  space: boolean,
  toFlow: (x: number, y: number) => { x: number; y: number },
): Press | undefined {
  const canvas = canvasOf(session);
  const { tool } = canvas.current();
  if (event.button !== 0 || event.pointerType === "touch" || tool === "hand" || space) return undefined;
  if (!(event.target instanceof Element)) return undefined;
  const lasso = tool === "lasso" || event.altKey;
  const paper = onPaper(event.target);
  const onContainer = event.target.closest(".container-node") !== null && event.target.closest(".nodrag") === null;
  const node = event.target.closest<HTMLElement>(".react-flow__node");
  const handle = event.target.closest(".react-flow__handle, .react-flow__resize-control") !== null;
  // Inside a container the paper is the container: with Shift or Alt a press there draws a selection.
  const drawn = paper || (lasso && node !== null) || (onContainer && event.shiftKey && !handle);
  if (!drawn) return undefined;
  const { x, y } = toFlow(event.clientX, event.clientY);
  const hit = overview && !lasso ? canvas.scene.at([x, y]) : undefined;
  const sweeping = hit?.container === true && event.shiftKey;
  return {
    screen: [event.clientX, event.clientY],
    from: [x, y],
    more: more(event),
    lasso,
    hit: sweeping ? undefined : hit?.id,
    under: hit?.id ?? node?.dataset["id"],
    before: more(event) ? selection : [],
    moved: false,
  };
}

/** Whether the space bar is held: then a press pushes the paper. */
function useSpace() {
  const held = useRef(false);
  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      if (event.code === "Space") held.current = event.type === "keydown";
    };
    const lost = () => {
      held.current = false;
    };
    window.addEventListener("keydown", key);
    window.addEventListener("keyup", key);
    window.addEventListener("blur", lost);
    return () => {
      window.removeEventListener("keydown", key);
      window.removeEventListener("keyup", key);
      window.removeEventListener("blur", lost);
    };
  }, []);
  return held;
}
