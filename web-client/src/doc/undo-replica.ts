import * as Y from "yjs";
import { Design } from "./design";

export type Plain = Record<string, unknown>;
export type Things = Record<string, Plain>;

/** What was found: rules that were broken, undos that changed something, and fields that they left alone. */
export type SessionResult = { readonly faults: readonly string[]; readonly undone: number; readonly kept: number };

/** One person's replica, and what a bookkeeper who only watches the document knows of it. */
export class Replica {
  readonly design: Design;
  readonly name: string;
  /** Field → whether this replica itself wrote or removed what stands there now. */
  private readonly own = new Map<string, boolean>();
  /** Thing → how often others wrote to it. */
  private readonly touched = new Map<string, number>();
  /** Thing → that count when this person made or last deleted it. */
  private readonly since = new Map<string, number>();
  /** Letters that this person removed from notes. */
  private readonly erased = new Set<string>();

  constructor(name: string, clientId: number) {
    const doc = new Y.Doc();
    doc.clientID = clientId;
    this.name = name;
    this.design = new Design(doc, name, () => new Date(0));
    for (const root of ["components", "relationships"]) {
      doc.getMap(root).observeDeep((events, { local }) => {
        const seen = new Set<string>();
        for (const event of events) {
          const [id = "", sub = ""] = event.path.map(String);
          if (id !== "") seen.add(id);
          for (const key of event.keys.keys()) {
            if (id === "") seen.add(key);
            else this.own.set(`${id}${sub}/${key}`, local);
          }
        }
        if (!local) for (const id of seen) this.touched.set(id, (this.touched.get(id) ?? 0) + 1);
      });
    }
  }

  /** Notes that this person made or deleted things just now; what others do from here on is not to be taken with them. */
  mark(ids: readonly string[]): void {
    for (const id of ids) this.since.set(id, this.touched.get(id) ?? 0);
  }

  type(id: string, content: string): void {
    const before = String(this.design.notes(id) ?? "");
    this.design.writeNotes(id, content);
    const after = String(this.design.notes(id) ?? "");
    for (const letter of before) if (!after.includes(letter)) this.erased.add(letter);
  }

  /** Undo or redo, and every rule that it broke. */
  takeBack(way: "undo" | "redo", authorOf: (value: unknown, id: string) => string): SessionResult {
    const before = this.things();
    const result = this.design[way]();
    const after = this.things();
    const faults: string[] = [];
    let changed = 0;
    for (const id of new Set([...Object.keys(before), ...Object.keys(after)])) {
      const [old, now] = [before[id] ?? {}, after[id] ?? {}];
      for (const key of new Set([...Object.keys(old), ...Object.keys(now)])) {
        if (JSON.stringify(old[key]) === JSON.stringify(now[key])) continue;
        changed += 1;
        const author = way === "undo" ? authorOf(old[key], id) : this.name;
        const broken = key === "notes" ? this.typing(way, old, now, authorOf) : this.field(id, key, old, now, author);
        if (broken !== "") faults.push(`${this.name} ${way} ${id} ${key}: ${broken}`);
      }
    }
    faults.push(...this.hanging(before, after));
    const kept = result.kind === "done" ? result.kept : 0;
    return { faults, undone: changed > 0 ? 1 : 0, kept };
  }

  /** Components and relationships, configuration beside the fields; deleted ones too. */
  things(): Things {
    const all: Things = {};
    for (const root of ["components", "relationships"]) {
      for (const [id, value] of Object.entries(this.design.doc.getMap(root).toJSON() satisfies Things)) {
        const { config, ...fields } = value;
        const entries = Object.entries((config ?? {}) as Plain).map(([key, item]) => [`config${key}`, item]);
        all[id] = { ...fields, ...Object.fromEntries(entries) };
      }
    }
    return all;
  }

  /** An undo may replace a value of this person only; a redo also the other's value that the undo before it brought back. */
  private field(id: string, key: string, old: Plain, now: Plain, author: string): string {
    if (key === "deleted" && old[key] === undefined) {
      const since = (this.touched.get(id) ?? 0) - (this.since.get(id) ?? 0);
      return since === 0 ? "" : "took away a thing on which another worked since";
    }
    const tagged = old[key] !== undefined && key !== "parent" && key !== "deleted";
    if (tagged && author !== this.name) return `replaced a value of ${author}`;
    if (key === "deleted" && (old[key] as { by: string }).by !== this.name) return "took back another's deletion";
    const place = key.startsWith("config") ? `${id}config/${key.slice("config".length)}` : `${id}/${key}`;
    if (this.own.get(place) !== true && now[key] !== old[key]) return "changed what another wrote or removed";
    return "";
  }

  private typing(
    way: "undo" | "redo",
    old: Plain,
    now: Plain,
    authorOf: (value: unknown, id: string) => string,
  ): string {
    const [was, is] = [String(old["notes"]), String(now["notes"])];
    for (const letter of was) {
      const again = way === "redo" && this.erased.has(letter);
      if (!is.includes(letter) && authorOf(letter, "") !== this.name && !again) return "removed another's letter";
    }
    for (const letter of is) {
      if (was.includes(letter)) continue;
      if (authorOf(letter, "") !== this.name && !this.erased.has(letter)) return "brought back a letter";
    }
    return "";
  }

  /** A member that an undo left in a container which is gone, or moved into one. */
  private hanging(before: Things, after: Things): readonly string[] {
    const faults: string[] = [];
    for (const [id, now] of Object.entries(after)) {
      const parent = now["parent"];
      if (now["deleted"] !== undefined || typeof parent !== "string") continue;
      const dead = after[parent] === undefined || after[parent]["deleted"] !== undefined;
      const died = dead && before[parent]?.["deleted"] === undefined;
      const entered = before[id]?.["parent"] !== parent;
      if (dead && (died || entered)) faults.push(`${this.name}: ${id} hangs in ${parent}, which is gone`);
    }
    return faults;
  }
}
