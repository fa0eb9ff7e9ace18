import { useStore } from "@xyflow/react";
import type { Component } from "../doc/model";
import { rectBetween, rectOfComponent } from "./geometry";
import type { Moment } from "./moving";
import type { Sweep } from "./selecting";

/** What is drawn over the canvas during a gesture: the box or loop, guides, and which container would take things in. */
export function GestureLayer({ sweep, moment }: Props) {
  // Without a gesture the view may move as it likes: nothing here looks.
  return sweep === undefined && moment === undefined ? null : <Gesture sweep={sweep} moment={moment} />;
}

type Props = { readonly sweep: Sweep | undefined; readonly moment: Moment | undefined };

function Gesture({ sweep, moment }: Props) {
  const [x, y, zoom] = useStore((state) => state.transform);
  const guides = moment?.guides ?? [];
  const target = moment?.target;
  return (
    <>
      <svg className="gestures" aria-hidden="true">
        <g transform={`translate(${x} ${y}) scale(${zoom})`}>
          {sweep?.kind === "box" && <rect className="sweep" {...rectBetween(sweep.from, sweep.to)} />}
          {sweep?.kind === "lasso" && (
            <polygon className="sweep" points={sweep.loop.map((point) => point.join()).join(" ")} />
          )}
          {target && <rect className="drop-target" {...rectOfComponent(target)} rx={14} />}
          {guides.map((guide) =>
            guide.kind === "vertical" ? (
              <line key={`v${guide.x}`} className="guide" x1={guide.x} x2={guide.x} y1={guide.from} y2={guide.to} />
            ) : (
              <line key={`h${guide.y}`} className="guide" x1={guide.from} x2={guide.to} y1={guide.y} y2={guide.y} />
            ),
          )}
        </g>
      </svg>
      {target !== undefined && moment !== undefined && <DropTag moment={moment} target={target} />}
    </>
  );
}

/** Says beside what is dragged what a drop here changes. */
function DropTag({ moment, target }: { moment: Moment; target: Component | null }) {
  const [x, y, zoom] = useStore((state) => state.transform);
  const [place] = moment.places.values();
  if (place === undefined) return null;
  const words =
    target === null
      ? "leaves its container"
      : `${target.kind.charAt(0).toLowerCase()}${target.kind.slice(1)}: ${target.name}`;
  return (
    <div
      className="drop-tag"
      style={{ transform: `translate(${place[0] * zoom + x}px, ${place[1] * zoom + y - 30}px)` }}
    >
      {words}
    </div>
  );
}
