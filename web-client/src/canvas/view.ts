import { getViewportForBounds, useReactFlow, useStore, useStoreApi } from "@xyflow/react";
import { useEffect, useMemo, useState } from "react";
import type { Rect } from "../doc/route";
import type { CanvasState, View } from "./state";

/** Below this zoom the canvas is drawn as a picture; above it components are elements. */
export const OVERVIEW_BELOW = 0.4;
export const ZOOM_MIN = 0.02;
export const ZOOM_MAX = 2;
const FIT_MAX = 1.1;
const PADDING = 0.1;
const MOTION_MS = 160;
/** How far around what is visible elements are made, and how far the view moves before others are, in canvas units. */
const REGION_STEP = 400;

type Transform = readonly [number, number, number];

/** What of the canvas a window of this extent shows. */
export function visibleRect([x, y, zoom]: Transform, width: number, height: number): Rect {
  return { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
}

/** The visible rectangle widened to a coarse grid, so that it stays the same while the view moves a little. */
export function regionAround({ x, y, width, height }: Rect): Rect {
  const down = (place: number) => Math.floor((place - REGION_STEP / 2) / REGION_STEP) * REGION_STEP;
  const up = (place: number) => Math.ceil((place + REGION_STEP / 2) / REGION_STEP) * REGION_STEP;
  const [left, top] = [down(x), down(y)];
  return { x: left, y: top, width: up(x + width) - left, height: up(y + height) - top };
}

/** The region of which elements are made; a new value only when it changes. */
export function useRegion(): Rect {
  const { x, y, width, height } = useStore(
    (state) => regionAround(visibleRect(state.transform, state.width, state.height)),
    (a, b) => a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height,
  );
  return useMemo(() => ({ x, y, width, height }), [x, y, width, height]);
}

function motion(): number {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : MOTION_MS;
}

/** Gives the canvas its ways to look around while it is mounted. */
export function useView(canvas: CanvasState): View {
  const flow = useReactFlow();
  const store = useStoreApi();
  const view = useMemo((): View => {
    const show = (bounds: Rect | undefined, still: boolean) => {
      const { width, height } = store.getState();
      if (bounds === undefined || width === 0) return;
      const viewport = getViewportForBounds(bounds, width, height, ZOOM_MIN, FIT_MAX, PADDING);
      void flow.setViewport(viewport, { duration: still ? 0 : motion() });
    };
    const visible = () => {
      const { transform, width, height } = store.getState();
      return visibleRect(transform, width, height);
    };
    return {
      fit: (ids, options) => show(canvas.scene.bounds(ids), options?.still === true),
      jumpTo: (id) => {
        const bounds = canvas.scene.bounds([id]);
        if (bounds === undefined) return;
        const zoom = Math.max(1, Math.min(store.getState().transform[2], FIT_MAX));
        const small = bounds.width * zoom < store.getState().width && bounds.height * zoom < store.getState().height;
        if (!small) return show(bounds, false);
        void flow.setCenter(bounds.x + bounds.width / 2, bounds.y + bounds.height / 2, { zoom, duration: motion() });
      },
      centre: (x, y) => void flow.setCenter(x, y, { zoom: store.getState().transform[2], duration: 0 }),
      visible,
    };
  }, [flow, store, canvas]);
  useEffect(() => {
    canvas.setView(view);
    return () => canvas.setView(undefined);
  }, [canvas, view]);
  return view;
}

/** Shows the whole design once it is here; true from then on, so that nothing is made for a view that nobody sees. */
export function useFirstFit(loaded: boolean, view: View): boolean {
  const ready = useStore((state) => state.width > 0 && state.panZoom !== null);
  const [fitted, setFitted] = useState(false);
  useEffect(() => {
    if (!loaded || !ready || fitted) return;
    view.fit(undefined, { still: true });
    setFitted(true);
  }, [loaded, ready, fitted, view]);
  return fitted;
}
