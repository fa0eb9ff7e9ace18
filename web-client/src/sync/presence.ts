import type { Awareness } from "y-protocols/awareness";
import { cleanName, type Person, PEOPLE_COLORS } from "./person";

export type Point = { readonly x: number; readonly y: number };

/** A drag in progress: how far these components are from where the document has them. */
export type Drag = { readonly ids: readonly string[]; readonly dx: number; readonly dy: number };

/** Another client in the room. */
export type Peer = {
  readonly clientId: number;
  readonly person: Person;
  readonly pointer: Point | undefined;
  readonly selection: readonly string[];
  readonly drag: Drag | undefined;
  /** "<component id>/<field>" that they are editing. */
  readonly field: string | undefined;
};

const SEND_EVERY_MS = 34;
const LIST_MAX = 200;

function point(value: unknown): Point | undefined {
  const { x, y } = (value ?? {}) as { x?: unknown; y?: unknown };
  return typeof x === "number" && typeof y === "number" && Number.isFinite(x) && Number.isFinite(y)
    ? { x, y }
    : undefined;
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string").slice(0, LIST_MAX) : [];
}

function drag(value: unknown): Drag | undefined {
  const { ids, dx, dy } = (value ?? {}) as { ids?: unknown; dx?: unknown; dy?: unknown };
  const shift = point({ x: dx, y: dy });
  return shift === undefined ? undefined : { ids: strings(ids), dx: shift.x, dy: shift.y };
}

/** Reads a stranger's awareness state; whoever does not say who they are is not shown. */
export function readPeer(clientId: number, state: Record<string, unknown>): Peer | undefined {
  const user = state["user"] as { id?: unknown; name?: unknown; color?: unknown; followable?: unknown } | undefined;
  if (typeof user?.name !== "string") return undefined;
  const color = PEOPLE_COLORS.find((known) => known === user.color) ?? PEOPLE_COLORS[clientId % PEOPLE_COLORS.length];
  return {
    clientId,
    person: {
      id: typeof user.id === "string" ? user.id : String(clientId),
      name: cleanName(user.name) || "Someone",
      color: color ?? PEOPLE_COLORS[0],
      ...(user.followable === false ? { followable: false } : {}),
    },
    pointer: point(state["pointer"]),
    selection: strings(state["sel"]),
    drag: drag(state["drag"]),
    field: typeof state["field"] === "string" ? state["field"] : undefined,
  };
}

type Topic = "people" | "pointers" | "selections" | "drags";

/** The others in a room, by topic, so that a moving pointer wakes no node; and this person's own state, sent at most 30 times a second. */
export class Presence {
  private peers = new Map<number, Peer>();
  private people: readonly Peer[] = [];
  private selections = new Map<string, Peer>();
  private fields = new Map<string, Peer>();
  private drags: ReadonlyMap<string, Point> = new Map();
  private readonly listeners = new Map<Topic, Set<() => void>>();
  private readonly waiting = new Map<string, unknown>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly awareness: Awareness;

  constructor(awareness: Awareness, person: Person) {
    this.awareness = awareness;
    awareness.setLocalStateField("user", person);
    awareness.on("change", () => this.read());
  }

  readonly subscribe = (topic: Topic, listener: () => void): (() => void) => {
    const set = this.listeners.get(topic) ?? new Set();
    this.listeners.set(topic, set.add(listener));
    return () => set.delete(listener);
  };

  get others(): readonly Peer[] {
    return this.people;
  }

  /** Everybody with a pointer on the canvas; a fresh list each time. */
  get pointers(): readonly Peer[] {
    return [...this.peers.values()].filter(({ pointer }) => pointer !== undefined);
  }

  /** How far others hold components away from their place, by component. */
  get dragged(): ReadonlyMap<string, Point> {
    return this.drags;
  }

  selectedBy(component: string): Peer | undefined {
    return this.selections.get(component);
  }

  editedBy(field: string): Peer | undefined {
    return this.fields.get(field);
  }

  setPerson(person: Person): void {
    this.awareness.setLocalStateField("user", person);
  }

  setPointer(pointer: Point | undefined): void {
    this.later("pointer", pointer === undefined ? null : { x: Math.round(pointer.x), y: Math.round(pointer.y) });
  }

  setSelection(ids: readonly string[]): void {
    this.later("sel", ids.slice(0, LIST_MAX));
  }

  setDrag(value: Drag | undefined): void {
    this.later("drag", value ?? null);
  }

  setField(field: string | undefined): void {
    this.later("field", field ?? null);
  }

  destroy(): void {
    clearTimeout(this.timer);
  }

  private later(key: string, value: unknown): void {
    this.waiting.set(key, value);
    this.timer ??= setTimeout(() => this.flush(), SEND_EVERY_MS);
  }

  private flush(): void {
    this.timer = undefined;
    const state = this.awareness.getLocalState();
    if (state === null) return;
    this.awareness.setLocalState({ ...state, ...Object.fromEntries(this.waiting) });
    this.waiting.clear();
  }

  private read(): void {
    const peers = new Map<number, Peer>();
    for (const [clientId, state] of this.awareness.getStates()) {
      if (clientId === this.awareness.clientID) continue;
      const peer = readPeer(clientId, state);
      if (peer !== undefined) peers.set(clientId, peer);
    }
    const before = this.peers;
    this.peers = peers;
    this.publish("pointers");
    if (differs(before, peers, (peer) => `${peer.person.id}${peer.person.name}${peer.person.color}`)) {
      this.people = [...new Map([...peers.values()].map((peer) => [peer.person.id, peer])).values()];
      this.publish("people");
    }
    if (differs(before, peers, (peer) => `${peer.person.name}/${peer.selection.join()}/${peer.field ?? ""}`)) {
      this.selections = new Map([...peers.values()].flatMap((peer) => peer.selection.map((id) => [id, peer] as const)));
      this.fields = new Map(
        [...peers.values()].flatMap((peer) => (peer.field === undefined ? [] : [[peer.field, peer] as const])),
      );
      this.publish("selections");
    }
    if (differs(before, peers, ({ drag }) => (drag === undefined ? "" : `${drag.ids.join()} ${drag.dx} ${drag.dy}`))) {
      this.drags = new Map(
        [...peers.values()].flatMap(({ drag }) =>
          drag === undefined ? [] : drag.ids.map((id) => [id, { x: drag.dx, y: drag.dy }] as const),
        ),
      );
      this.publish("drags");
    }
  }

  private publish(topic: Topic): void {
    for (const listener of this.listeners.get(topic) ?? []) listener();
  }
}

function differs(a: ReadonlyMap<number, Peer>, b: ReadonlyMap<number, Peer>, key: (peer: Peer) => string): boolean {
  if (a.size !== b.size) return true;
  for (const [id, peer] of b) {
    const old = a.get(id);
    if (old === undefined || key(old) !== key(peer)) return true;
  }
  return false;
}
