import * as Y from "yjs";
import { type Component, type Relationship, readComponent, readRelationship, type Snapshot } from "./model";

type Fields = Y.Map<unknown>;

/** The current snapshot of a document and who wants to know when it changes; reads again only what a transaction touched. */
export class SnapshotStore {
  private snapshot: Snapshot = { name: "", components: new Map(), relationships: new Map() };
  private readonly listeners = new Set<() => void>();

  constructor(doc: Y.Doc) {
    const meta = doc.getMap("meta");
    const components = doc.getMap<Fields>("components");
    const relationships = doc.getMap<Fields>("relationships");
    meta.observe(() => this.publish({ name: String(meta.get("name") ?? "") }));
    components.observeDeep((events) => this.publish({ components: this.readComponents(components, events) }));
    relationships.observeDeep((events) => {
      this.publish({ relationships: reread(this.snapshot.relationships, relationships, events, readRelationship) });
    });
    this.publish({
      name: String(meta.get("name") ?? ""),
      components: reread(this.snapshot.components, components, undefined, readComponent),
      relationships: reread(this.snapshot.relationships, relationships, undefined, readRelationship),
    });
  }

  get current(): Snapshot {
    return this.snapshot;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private readComponents(components: Y.Map<Fields>, events: Events): ReadonlyMap<string, Component> {
    // Typing in notes changes no snapshot: a component's prose is bound to its own shared text.
    const visible = events.filter(({ target }) => !(target instanceof Y.Text));
    return visible.length === 0
      ? this.snapshot.components
      : reread(this.snapshot.components, components, visible, readComponent);
  }

  private publish(part: Partial<Snapshot>): void {
    this.snapshot = { ...this.snapshot, ...part };
    for (const listener of this.listeners) listener();
  }
}

type Events = readonly Y.YEvent<Y.AbstractType<unknown>>[];

function reread<T extends Component | Relationship>(
  old: ReadonlyMap<string, T>,
  root: Y.Map<Fields>,
  events: Events | undefined,
  read: (id: string, fields: Fields) => T | undefined,
): ReadonlyMap<string, T> {
  const touched = new Set<string>();
  if (events === undefined) for (const id of root.keys()) touched.add(id);
  for (const event of events ?? []) {
    const [id] = event.path;
    if (typeof id === "string") touched.add(id);
    else for (const key of event.keys.keys()) touched.add(key);
  }
  const next = new Map(old);
  for (const id of touched) {
    const fields = root.get(id);
    const value = fields instanceof Y.Map ? read(id, fields) : undefined;
    if (value === undefined) next.delete(id);
    else next.set(id, value);
  }
  return next;
}
