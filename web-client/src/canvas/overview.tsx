import { useStoreApi } from "@xyflow/react";
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import type { Inferred } from "../sync/inferences";
import type { Session } from "../sync/session";
import type { Overlay } from "./graph";
import { colorsAt, onTheme } from "./overview-colors";
import { OverviewPainter, type Picture } from "./overview-painter";
import { canvasOf } from "./state";
import { visibleRect } from "./view";

type Props = {
  readonly session: Session;
  readonly overlay: Overlay;
  readonly inferred: readonly Inferred[];
  /** Changes when the scene does. */
  readonly revision: number;
};

/** The whole design as one picture; painted outside React, once in a frame and only when something changed. */
export function Overview({ session, overlay, inferred, revision }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const others = useOthers(session);
  const hovered = useHovered(session);
  const { scene } = canvasOf(session);
  const painted = useRef<{ show: (picture: Picture) => void }>(undefined);
  usePainting(canvas, painted);
  // `revision` stands for what is inside the scene, which is one object for good.
  const picture = useMemo(
    () => ({ scene, overlay, inferred, others, hovered, revision }),
    [scene, overlay, inferred, others, hovered, revision],
  );
  useEffect(() => painted.current?.show(picture), [picture]);
  const words = `${scene.size} components, too small to be told one by one. Zoom in, or find one with Control F.`;
  return <canvas ref={canvas} className="overview" role="img" aria-label={words} />;
}

function usePainting(
  canvas: React.RefObject<HTMLCanvasElement | null>,
  paintedRef: React.RefObject<{ show: (picture: Picture) => void } | undefined>,
): void {
  const store = useStoreApi();
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (element === null || context === null || context === undefined) return undefined;
    const painter = new OverviewPainter(context);
    let colors = colorsAt(element);
    let picture: Picture | undefined;
    let frame = 0;
    const paint = () => {
      frame = 0;
      const { transform, width, height } = store.getState();
      const ratio = devicePixelRatio;
      const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
      if (element.width !== wide) element.width = wide;
      if (element.height !== high) element.height = high;
      if (picture === undefined) return;
      painter.paint(picture, visibleRect(transform, width, height), transform[2], ratio, colors);
    };
    const wake = () => {
      if (frame === 0) frame = requestAnimationFrame(paint);
    };
    paintedRef.current = {
      show: (next) => {
        picture = next;
        wake();
      },
    };
    let { transform, width, height } = store.getState();
    const stopFlow = store.subscribe((state) => {
      if (state.transform === transform && state.width === width && state.height === height) return;
      ({ transform, width, height } = state);
      wake();
    });
    const stopTheme = onTheme(() => {
      colors = colorsAt(element);
      wake();
    });
    return () => {
      cancelAnimationFrame(frame);
      paintedRef.current = undefined;
      stopFlow();
      stopTheme();
    };
  }, [canvas, paintedRef, store]);
}

/** What others have selected. */
function useOthers(session: Session): Picture["others"] {
  const { presence } = session;
  const read = () =>
    presence.others.flatMap(({ selection, person }) => selection.map((id) => ({ id, color: person.color })));
  const [others, setOthers] = useState(read);
  useEffect(() => {
    setOthers(read());
    return presence.subscribe("selections", () => setOthers(read()));
    // oxlint-disable-next-line react/exhaustive-deps -- `read` has nothing but the session's presence
  }, [presence]);
  return others;
}

/** What the pointer is over; found by place, as nothing here is an element. */
function useHovered(session: Session): string | undefined {
  const canvas = canvasOf(session);
  return useSyncExternalStore(canvas.subscribe, () => canvas.current().hovered);
}
