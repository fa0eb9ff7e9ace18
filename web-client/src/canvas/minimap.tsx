import { useStoreApi } from "@xyflow/react";
import { type PointerEvent, useEffect, useRef } from "react";
import type { Rect } from "../doc/route";
import { rectOfComponent } from "./geometry";
import { colorsAt, onTheme } from "./overview-colors";
import type { CanvasState } from "./state";
import { visibleRect } from "./view";

const WIDTH = 150;
const HEIGHT = 100;
const MARGIN = 8;
/** The design is drawn anew at most this often; what the view does costs one transform. */
const REDRAW_MS = 200;

type Frame = { readonly scale: number; readonly left: number; readonly top: number };

/** How canvas units become places on the minimap. */
export function frameOf(bounds: Rect | undefined): Frame {
  const { x, y, width, height } = bounds ?? { x: 0, y: 0, width: 1, height: 1 };
  const scale = Math.min((WIDTH - 2 * MARGIN) / Math.max(width, 600), (HEIGHT - 2 * MARGIN) / Math.max(height, 400));
  return {
    scale,
    left: (WIDTH - width * scale) / 2 - x * scale,
    top: (HEIGHT - height * scale) / 2 - y * scale,
  };
}

/** A small map of the whole design with the part that is seen; press or drag on it to go there. */
export function Minimap({ canvas, revision }: { canvas: CanvasState; revision: number }) {
  const picture = useRef<HTMLCanvasElement>(null);
  const seen = useRef<HTMLDivElement>(null);
  const frame = useRef<Frame>(frameOf(undefined));
  const store = useStoreApi();
  const redraw = useRef<(revision: number) => void>(undefined);

  useEffect(() => {
    const element = picture.current;
    const context = element?.getContext("2d");
    if (element === null || context === null || context === undefined) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let drawn = Number.NEGATIVE_INFINITY;
    const place = () => {
      const { transform, width, height } = store.getState();
      const view = visibleRect(transform, width, height);
      const { scale, left, top } = frame.current;
      const style = seen.current?.style;
      if (style === undefined) return;
      style.transform = `translate(${view.x * scale + left}px, ${view.y * scale + top}px)`;
      style.width = `${view.width * scale}px`;
      style.height = `${view.height * scale}px`;
    };
    const draw = () => {
      timer = undefined;
      drawn = performance.now();
      frame.current = frameOf(canvas.scene.bounds());
      paint(context, canvas, frame.current, colorsAt(element));
      place();
    };
    let asked = -1;
    redraw.current = (wanted) => {
      if (wanted === asked) return;
      asked = wanted;
      timer ??= setTimeout(draw, Math.max(0, drawn + REDRAW_MS - performance.now()));
    };
    let { transform } = store.getState();
    const stopFlow = store.subscribe((state) => {
      if (state.transform === transform) return;
      ({ transform } = state);
      place();
    });
    const stopTheme = onTheme(draw);
    return () => {
      clearTimeout(timer);
      stopFlow();
      stopTheme();
    };
  }, [canvas, store]);
  useEffect(() => redraw.current?.(revision), [revision]);

  const go = (event: PointerEvent<HTMLDivElement>) => {
    if (event.buttons !== 1) return;
    const box = event.currentTarget.getBoundingClientRect();
    const { scale, left, top } = frame.current;
    canvas.view?.centre((event.clientX - box.left - left) / scale, (event.clientY - box.top - top) / scale);
  };
  return (
    <div
      className="minimap"
      role="img"
      aria-label="Overview"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        go(event);
      }}
      onPointerMove={go}
    >
      <canvas ref={picture} width={WIDTH * 2} height={HEIGHT * 2} />
      <div ref={seen} className="minimap-view" />
    </div>
  );
}

function paint(
  context: CanvasRenderingContext2D,
  { scene }: CanvasState,
  { scale, left, top }: Frame,
  colors: ReturnType<typeof colorsAt>,
): void {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, WIDTH * 2, HEIGHT * 2);
  context.setTransform(scale * 2, 0, 0, scale * 2, left * 2, top * 2);
  context.fillStyle = colors.container;
  context.strokeStyle = colors.lineStrong;
  context.lineWidth = 0.5 / scale;
  for (const container of scene.containers) {
    const { x, y, width, height } = rectOfComponent(container);
    context.fillRect(x, y, width, height);
    context.strokeRect(x, y, width, height);
  }
  context.fillStyle = colors.edge;
  // A component is at least a dot, however large the design.
  const least = 1 / scale;
  for (const { pos, size } of scene.components) {
    context.fillRect(pos[0], pos[1], Math.max(size[0], least), Math.max(size[1], least));
  }
}
