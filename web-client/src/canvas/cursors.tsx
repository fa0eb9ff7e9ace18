import { useStoreApi } from "@xyflow/react";
import { useEffect, useRef } from "react";
import type { Peer, Point, Presence } from "../sync/presence";

const FADE_AFTER_MS = 5_000;
/** The share of the way to the newest place that a cursor goes in one frame. */
const EASING = 0.35;
const ARROW = "M1.2 1.2 L14 6.4 L8.2 8.2 L6.4 14 Z";

type Shown = { readonly element: HTMLElement; place: Point; target: Point; movedAt: number };

/** Others' cursors, moved outside React: thirty positions a second of each person would render the page all the time. */
export function Cursors({ presence }: { presence: Presence }) {
  const layer = useRef<HTMLDivElement>(null);
  const flow = useStoreApi();
  useEffect(() => {
    const host = layer.current;
    if (host === null) return undefined;
    const painter = new CursorPainter(host, () => flow.getState().transform);
    const update = () => painter.update(presence.pointers);
    const stopPointers = presence.subscribe("pointers", update);
    const stopFlow = flow.subscribe(() => painter.wake());
    update();
    return () => {
      stopPointers();
      stopFlow();
      painter.stop();
    };
  }, [presence, flow]);
  return <div ref={layer} className="cursors" aria-hidden="true" />;
}

/** Draws cursors on animation frames while at least one of them moves. */
class CursorPainter {
  private readonly shown = new Map<number, Shown>();
  private readonly still = matchMedia("(prefers-reduced-motion: reduce)");
  private readonly host: HTMLElement;
  private readonly viewport: () => readonly [number, number, number];
  private frame = 0;
  private readonly fader: ReturnType<typeof setInterval>;

  constructor(host: HTMLElement, viewport: () => readonly [number, number, number]) {
    this.host = host;
    this.viewport = viewport;
    this.fader = setInterval(() => this.fade(), 1_000);
  }

  update(peers: readonly Peer[]): void {
    const present = new Set(peers.map(({ clientId }) => clientId));
    for (const [clientId, { element }] of this.shown) {
      if (present.has(clientId)) continue;
      element.remove();
      this.shown.delete(clientId);
    }
    for (const peer of peers) if (peer.pointer !== undefined) this.place(peer, peer.pointer);
    this.wake();
  }

  wake(): void {
    if (this.frame === 0) this.frame = requestAnimationFrame(() => this.paint());
  }

  stop(): void {
    cancelAnimationFrame(this.frame);
    clearInterval(this.fader);
    this.host.replaceChildren();
  }

  private place(peer: Peer, target: Point): void {
    const known = this.shown.get(peer.clientId);
    if (known === undefined) {
      const element = cursorElement(peer);
      this.host.append(element);
      this.shown.set(peer.clientId, { element, place: target, target, movedAt: performance.now() });
      return;
    }
    label(known.element, peer);
    if (known.target.x === target.x && known.target.y === target.y) return;
    known.target = target;
    known.movedAt = performance.now();
    known.element.classList.remove("idle");
  }

  private paint(): void {
    this.frame = 0;
    const [left, top, zoom] = this.viewport();
    let moving = false;
    for (const cursor of this.shown.values()) {
      const dx = cursor.target.x - cursor.place.x;
      const dy = cursor.target.y - cursor.place.y;
      const arrived = this.still.matches || Math.abs(dx) + Math.abs(dy) < 0.5;
      cursor.place = arrived ? cursor.target : { x: cursor.place.x + dx * EASING, y: cursor.place.y + dy * EASING };
      moving ||= !arrived;
      cursor.element.style.transform = `translate(${cursor.place.x * zoom + left}px, ${cursor.place.y * zoom + top}px)`;
    }
    if (moving) this.wake();
  }

  private fade(): void {
    const now = performance.now();
    for (const { element, movedAt } of this.shown.values()) {
      element.classList.toggle("idle", now - movedAt > FADE_AFTER_MS);
    }
  }
}

function cursorElement(peer: Peer): HTMLElement {
  const element = document.createElement("div");
  element.className = "cursor";
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ARROW);
  svg.append(path);
  element.append(svg, document.createElement("span"));
  label(element, peer);
  return element;
}

function label(element: HTMLElement, { person }: Peer): void {
  element.style.setProperty("--person", person.color);
  const tag = element.lastElementChild;
  if (tag !== null && tag.textContent !== person.name) tag.textContent = person.name;
}
