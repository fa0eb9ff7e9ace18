import * as Y from "yjs";
import { Foreign } from "./foreign";
import { newId } from "./ids";
import { hiddenAt, keptFields } from "./inferred";
import type { Json, Kind } from "./kinds";
import { type Component, type Deleted, type Pair, type Relationship, ROOTS, type Snapshot } from "./model";
import { TakenNames } from "./names";
import type { Move } from "./move";
import { NAMESPACE_FIELD } from "./namespace";
import { newPart } from "./new-part";
import { above, aboveAll } from "./order";
import { componentFields, type Parts, relationshipFields } from "./parts";
import type { Patch, Tie } from "./changes";
import { SnapshotStore } from "./snapshot";
import { replaceText } from "./text";
import { withMembers } from "./tree";
import { FieldHistory, type UndoResult } from "./undo";
import { lookKey, looksOf } from "./yaml-looks";

type Fields = Y.Map<unknown>;

/**
 * The typed view of one design document: reads are snapshots, each command is one transaction and one undo step.
 * The rules of the document are in web-client/README.md; everything here keeps them.
 */
export class Design {
  readonly store: SnapshotStore;
  /** The origin of every transaction made by this person. */
  readonly origin = { kind: "local" } as const;
  private readonly components: Y.Map<Fields>;
  private readonly relationships: Y.Map<Fields>;
  private readonly meta: Fields;
  private readonly history: FieldHistory;

  readonly doc: Y.Doc;
  private readonly person: string;
  private readonly now: () => Date;

  constructor(doc: Y.Doc, person: string, now: () => Date = () => new Date()) {
    this.doc = doc;
    this.person = person;
    this.now = now;
    for (const root of ROOTS) doc.getMap(root);
    this.meta = doc.getMap("meta");
    this.components = doc.getMap("components");
    this.relationships = doc.getMap("relationships");
    this.store = new SnapshotStore(doc);
    this.history = new FieldHistory(doc, new Foreign(this.components, this.relationships));
  }

  get snapshot(): Snapshot {
    return this.store.current;
  }

  get canUndo(): boolean {
    return this.history.canUndo;
  }

  get canRedo(): boolean {
    return this.history.canRedo;
  }

  /** Creates a component with everything nested in it, in one transaction; answers its id. */
  add(kind: Kind, pos: Pair, parent?: string): string {
    const id = newId();
    this.act(() => {
      const names = new Set([...this.snapshot.components.values()].map(({ name }) => name));
      const part = newPart(kind, names, pos, parent, this.snapshot.components.get(parent ?? ""));
      const fields = componentFields(part, aboveAll(this.snapshot.components.values()));
      this.components.set(id, fields);
      this.history.created(fields, this.flag());
    });
    return id;
  }

  /** Creates what the parts say under new ids and free names, in one transaction; answers the new ids by the parts' ids. */
  insert({ components, relationships }: Parts): ReadonlyMap<string, string> {
    const ids = new Map(components.map(({ id }) => [id, newId()]));
    const names = new TakenNames(this.snapshot.components.values());
    this.act(() => {
      let z = aboveAll(this.snapshot.components.values());
      for (const part of components) {
        const { id, parent: around, ...rest } = part;
        // A parent that is no part is one of this design.
        const parent = around === undefined ? undefined : (ids.get(around) ?? around);
        const name = names.take(part.kind, parent, part.name);
        const fields = componentFields({ ...rest, name, ...(parent === undefined ? {} : { parent }) }, z);
        this.components.set(ids.get(id) ?? id, fields);
        this.history.created(fields, this.flag());
        z = above(z);
      }
      for (const part of relationships) {
        const [from, to] = [ids.get(part.from), ids.get(part.to)];
        if (from === undefined || to === undefined) continue;
        const fields = relationshipFields({ ...part, from, to });
        this.relationships.set(newId(), fields);
        this.history.created(fields, this.flag());
      }
    });
    return ids;
  }

  /** Draws a relationship; none is drawn twice in the same direction, nor from a thing to itself. */
  connect(from: string, to: string): string | undefined {
    if (from === to || !this.snapshot.components.has(from) || !this.snapshot.components.has(to)) return undefined;
    for (const known of this.snapshot.relationships.values())
      if (known.from === from && known.to === to) return undefined;
    const id = newId();
    this.act(() => {
      const fields = relationshipFields({ from, to, kind: "edge" });
      this.relationships.set(id, fields);
      this.history.created(fields, this.flag());
    });
    return id;
  }

  /** Takes an inferred relationship into the design: pinned, it stays whatever the values say; hidden, nobody sees it. */
  keep(inferred: Tie, hidden: boolean): string {
    const id = newId();
    this.act(() => {
      const fields = keptFields(inferred, hidden);
      this.relationships.set(id, fields);
      this.history.created(fields, this.flag());
    });
    return id;
  }

  /** What is known of a relationship besides its ends; whether it was pinned, too. */
  metadata(id: string): Readonly<Record<string, unknown>> {
    const metadata = this.relationships.get(id)?.get("metadata");
    return typeof metadata === "object" && metadata !== null ? { ...metadata } : {};
  }

  /** The relationships that somebody hid, at one component. */
  hiddenAt(component: string): readonly Relationship[] {
    return hiddenAt(this.relationships, component);
  }

  /** Renames; what a Namespace holds names it, so that follows in the same step. */
  rename(id: string, name: string): void {
    const wanted = name.trim();
    const old = this.snapshot.components.get(id);
    if (wanted === "" || old === undefined) return;
    this.act(() => {
      for (const member of this.members(id)) {
        if (old.kind !== "Namespace" || member.config.get(NAMESPACE_FIELD) !== old.name) continue;
        this.configure(member.id, NAMESPACE_FIELD, wanted);
      }
      this.setFields(id, { name: wanted });
    });
  }

  renameDesign(name: string): void {
    const wanted = name.trim();
    if (wanted === "" || wanted === this.meta.get("name")) return;
    this.act(() => this.history.set(this.meta, "name", wanted));
  }

  move(moves: readonly Move[]): void {
    this.act(() => {
      for (const move of moves) {
        const fields = this.components.get(move.id);
        if (fields === undefined) continue;
        const old = this.snapshot.components.get(move.id);
        if (old?.pos[0] !== move.pos[0] || old.pos[1] !== move.pos[1]) this.history.set(fields, "pos", [...move.pos]);
        if ("parent" in move && fields.get("parent") !== move.parent) this.history.set(fields, "parent", move.parent);
        if (move.size !== undefined && String(old?.size) !== String(move.size))
          this.history.set(fields, "size", [...move.size]);
        const config = fields.get("config");
        if (!(config instanceof Y.Map)) continue;
        for (const [pointer, value] of move.config ?? []) this.history.set(config, pointer, value);
      }
    });
  }

  resize(id: string, pos: Pair, size: Pair): void {
    this.setFields(id, { pos: [...pos], size: [...size] });
  }

  /** Sets one configuration field; undefined removes it. */
  configure(id: string, pointer: string, value: Json | undefined): void {
    this.configureAll(id, [[pointer, value]]);
  }

  /** Sets several configuration fields in one transaction; undefined removes one. */
  configureAll(id: string, entries: Patch): void {
    const config = this.components.get(id)?.get("config");
    if (!(config instanceof Y.Map)) return;
    const changed = entries.filter(
      ([pointer, value]) => pointer !== "" && JSON.stringify(config.get(pointer)) !== JSON.stringify(value),
    );
    if (changed.length === 0) return;
    this.act(() => {
      for (const [pointer, value] of changed) this.history.set(config, pointer, value);
    });
  }

  /** How a component's YAML is written: comments and an order of keys, by pointer. It is part of its style. */
  yamlLooks(id: string): ReadonlyMap<string, Json> {
    return looksOf(this.components.get(id)?.get("style"));
  }

  /** Takes what somebody changed in a component's YAML in one transaction: entries of its configuration, and how it is written. */
  writeYaml(id: string, entries: Patch, looks: Patch): void {
    const style = this.components.get(id)?.get("style");
    this.act(() => {
      this.configureAll(id, entries);
      if (!(style instanceof Y.Map)) return;
      for (const [pointer, look] of looks) this.history.set(style, lookKey(pointer), look);
    });
  }

  /** Flags components, what they hold, and relationships as deleted. */
  remove(ids: readonly string[]): void {
    const all = new Set([...ids, ...withMembers(this.snapshot.components, ids)]);
    this.act(() => {
      for (const id of all) {
        const fields = this.components.get(id) ?? this.relationships.get(id);
        if (fields !== undefined && fields.get("deleted") === undefined)
          this.history.set(fields, "deleted", this.flag());
      }
    });
  }

  /** The shared notes of a component, created with it. */
  notes(id: string): Y.Text | undefined {
    const notes = this.components.get(id)?.get("notes");
    return notes instanceof Y.Text ? notes : undefined;
  }

  /** Replaces what changed of a component's notes; typing in them is part of the history of undo. */
  writeNotes(id: string, content: string): void {
    const notes = this.notes(id);
    if (notes === undefined) return;
    this.history.track(notes);
    replaceText(notes, content, notes);
  }

  /** Takes back, or brings back, the newest typing in a component's notes. */
  undoNotes(id: string, way: "undo" | "redo"): void {
    const notes = this.notes(id);
    if (notes !== undefined) this.history.undoText(notes, way);
  }

  /** Does several commands as one transaction and one undo step. */
  together(commands: () => void): void {
    this.act(commands);
  }

  destroy(): void {
    this.history.destroy();
    this.doc.destroy();
  }

  undo(): UndoResult {
    return this.history.undo(this.origin);
  }

  redo(): UndoResult {
    return this.history.redo(this.origin);
  }

  /** Every component inside this container, at any depth. */
  members(container: string): readonly Component[] {
    const { components } = this.snapshot;
    return withMembers(components, [container]).flatMap((id) => (id === container ? [] : (components.get(id) ?? [])));
  }

  relationshipsOf(id: string): readonly Relationship[] {
    return [...this.snapshot.relationships.values()].filter(({ from, to }) => from === id || to === id);
  }

  private act(action: () => void): void {
    this.history.record(action, this.origin);
  }

  private setFields(id: string, values: Record<string, unknown>): void {
    const fields = this.components.get(id);
    if (fields === undefined || fields.get("deleted") !== undefined) return;
    this.act(() => {
      for (const [key, value] of Object.entries(values)) {
        if (value === "" || JSON.stringify(fields.get(key)) === JSON.stringify(value)) continue;
        this.history.set(fields, key, value);
      }
    });
  }

  private flag(): Deleted {
    return { by: this.person, at: this.now().toISOString() };
  }
}
