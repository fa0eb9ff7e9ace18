import { useReactFlow, useStore } from "@xyflow/react";
import { memo, type MouseEvent, useEffect, useRef } from "react";
import { useSnapshot, useWorkbench } from "../canvas/context";
import type { Component, Pair, Snapshot } from "../doc/model";
import { colorOf, initialsOf } from "../sync/person";
import { personStyle } from "../ui/avatar";
import { Composer } from "./composer";
import { useDesk, useThreads, useUnread, useView } from "./context";
import type { CommentDesk, View } from "./desk";
import { onWords, ThreadView } from "./thread-view";
import { type Anchor, placeOf, type Thread } from "./threads";

const BOX_WIDTH = 316;
const BOX_HEIGHT = 340;
/** Pins that would cover each other stand beside each other. */
const STEP = 26;

/** The innermost component under a point: what lies in a container wins over the container. */
function componentAt(snapshot: Snapshot, [x, y]: Pair): Component | undefined {
  let best: Component | undefined;
  for (const component of snapshot.components.values()) {
    const [left, top] = component.pos;
    const [width, height] = component.size;
    if (x < left || x > left + width || y < top || y > top + height) continue;
    if (best === undefined || width * height <= best.size[0] * best.size[1]) best = component;
  }
  return best;
}

function anchorAt(snapshot: Snapshot, point: Pair): Anchor {
  const at: Pair = [Math.round(point[0]), Math.round(point[1])];
  const component = componentAt(snapshot, at);
  if (component === undefined) return { kind: "place", at };
  return { kind: "component", component: component.id, at: [at[0] - component.pos[0], at[1] - component.pos[1]] };
}

/** Comments over the canvas: pins that keep their place, the thread that is open, and the choice of a place. */
export function CommentLayer({ selection }: { selection: readonly string[] }) {
  const desk = useDesk();
  if (desk === undefined) return null;
  return <Layer desk={desk} selection={selection} />;
}

function Layer({ desk, selection }: { desk: CommentDesk; selection: readonly string[] }) {
  const view = useView(desk);
  const left = useStore((state) => state.transform[0]);
  const top = useStore((state) => state.transform[1]);
  return (
    <div className="comment-layer nopan nodrag nowheel">
      <div className="comment-pins" style={{ transform: `translate(${left}px, ${top}px)` }}>
        <Pins desk={desk} view={view} />
      </div>
      {(view.kind === "open" || view.kind === "writing") && <Box desk={desk} view={view} />}
      {view.kind === "placing" && <Catcher desk={desk} selection={selection} />}
    </div>
  );
}

const Pins = memo(function Pins({ desk, view }: { desk: CommentDesk; view: View }) {
  const snapshot = useSnapshot(useWorkbench().session);
  const threads = useThreads(desk);
  const unread = useUnread(desk);
  const zoom = useStore((state) => state.transform[2]);
  const taken = new Map<string, number>();
  const shown = [...threads.values()].filter(
    ({ id, resolved }) => resolved === undefined || (view.kind === "open" && view.thread === id),
  );
  return shown.map((thread) => {
    const place = placeOf(thread.anchor, snapshot);
    if (place === undefined) return null;
    const spot = `${Math.round((place[0] * zoom) / STEP)} ${Math.round((place[1] * zoom) / STEP)}`;
    const before = taken.get(spot) ?? 0;
    taken.set(spot, before + 1);
    return (
      <Pin
        key={thread.id}
        thread={thread}
        place={place}
        zoom={zoom}
        shift={before * STEP}
        unread={unread(thread)}
        words={onWords(thread.anchor, snapshot)}
        open={view.kind === "open" && view.thread === thread.id}
        onOpen={() => desk.show({ kind: "open", thread: thread.id })}
      />
    );
  });
});

type PinProps = {
  readonly thread: Thread;
  readonly place: Pair;
  readonly zoom: number;
  readonly shift: number;
  readonly unread: number;
  readonly words: string;
  readonly open: boolean;
  readonly onOpen: () => void;
};

function Pin({ thread, place, zoom, shift, unread, words, open, onOpen }: PinProps) {
  const [first] = thread.messages;
  const moved = useDragOf(thread.anchor);
  if (first === undefined) return null;
  const [x, y] = [(place[0] + moved[0]) * zoom + shift, (place[1] + moved[1]) * zoom];
  const { author } = first;
  const count = thread.messages.length;
  return (
    <button
      type="button"
      className={`pin${open ? " open" : ""}${unread > 0 ? " unread" : ""}`}
      style={{ ...personStyle(colorOf(author.id)), transform: `translate(${x}px, ${y}px) translateY(-100%)` }}
      aria-label={`${initialsOf(author.name)}, ${count === 1 ? "1 message" : `${count} messages`}${unread > 0 ? `, ${unread} unread` : ""}: comment by ${author.name} on ${words}`}
      title={first.text.slice(0, 120)}
      onClick={onOpen}
    >
      <span>{initialsOf(author.name)}</span> {count > 1 && <span className="pin-count">{count}</span>}
    </button>
  );
}

/** How far the component of a pin is from its place while somebody drags it; the pin goes with it. */
function useDragOf(anchor: Anchor): Pair {
  const { session } = useWorkbench();
  const id = anchor.kind === "place" ? undefined : anchor.component;
  const known = id === undefined ? undefined : session.design.snapshot.components.get(id)?.pos;
  const x = useStore((state) =>
    id === undefined ? undefined : state.nodeLookup.get(id)?.internals.positionAbsolute.x,
  );
  const y = useStore((state) =>
    id === undefined ? undefined : state.nodeLookup.get(id)?.internals.positionAbsolute.y,
  );
  return known === undefined || x === undefined || y === undefined ? [0, 0] : [x - known[0], y - known[1]];
}

/** The open thread, or the first words of one, beside its pin and inside the canvas. */
function Box({ desk, view }: { desk: CommentDesk; view: Extract<View, { kind: "open" | "writing" }> }) {
  const snapshot = useSnapshot(useWorkbench().session);
  const threads = useThreads(desk);
  const [left, top, zoom] = useStore((state) => state.transform);
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const thread = view.kind === "open" ? threads.get(view.thread) : undefined;
  const close = () => desk.show({ kind: "none" });
  const gone = view.kind === "open" && thread === undefined;
  useEffect(() => {
    if (gone) desk.show({ kind: "none" });
  }, [gone, desk]);
  if (gone) return null;
  const anchor = view.kind === "writing" ? view.anchor : thread?.anchor;
  const place = anchor === undefined ? undefined : placeOf(anchor, snapshot);
  // A thread whose component is gone has no pin; it opens in the middle.
  const [x, y] = place === undefined ? [width / 2, 80] : [place[0] * zoom + left + 34, place[1] * zoom + top - 30];
  const at = {
    left: Math.max(
      8,
      x + BOX_WIDTH > width && place !== undefined ? x - BOX_WIDTH - 44 : Math.min(x, width - BOX_WIDTH),
    ),
    top: Math.max(8, Math.min(y, height - BOX_HEIGHT)),
  };
  return (
    <div className="thread-box" style={at} role="dialog" aria-label={thread === undefined ? "New comment" : "Comment"}>
      {thread === undefined ? (
        <Composer
          desk={desk}
          label={anchor === undefined ? "Comment" : `Comment on ${onWords(anchor, snapshot)}`}
          onSay={(text) => desk.say(text)}
          onCancel={close}
        />
      ) : (
        <ThreadView desk={desk} thread={thread} onClose={close} />
      )}
    </div>
  );
}

/** Over everything while a place is chosen; from the keyboard, Enter takes the selection or the middle. */
function Catcher({ desk, selection }: { desk: CommentDesk; selection: readonly string[] }) {
  const { session } = useWorkbench();
  const flow = useReactFlow();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  const choose = (event: MouseEvent) => {
    const { snapshot } = session.design;
    const [id] = selection;
    const chosen = id === undefined ? undefined : snapshot.components.get(id);
    if (event.detail === 0 && chosen !== undefined) {
      desk.show({ kind: "writing", anchor: { kind: "component", component: chosen.id, at: [chosen.size[0], 0] } });
      return;
    }
    const box = event.currentTarget.getBoundingClientRect();
    const middle = { x: box.left + box.width / 2, y: box.top + box.height / 2 };
    const point = event.detail === 0 ? middle : { x: event.clientX, y: event.clientY };
    const { x, y } = flow.screenToFlowPosition(point, { snapToGrid: false });
    desk.show({ kind: "writing", anchor: anchorAt(snapshot, [x, y]) });
  };
  return (
    <button
      ref={button}
      type="button"
      className="comment-catcher"
      aria-label="Choose what to comment on: click it, or press Enter for the selection"
      onClick={choose}
    >
      <span className="comment-hint">Click what you want to comment on. Esc ends it.</span>
    </button>
  );
}
