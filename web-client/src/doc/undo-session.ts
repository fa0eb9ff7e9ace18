import * as Y from "yjs";
import { Design } from "./design";
import { kindNamed, type Kind } from "./kinds";

type Plain = Record<string, unknown>;
type Things = Record<string, Plain>;

/** What a session found: rules that were broken, undos that changed something, and fields that they left alone. */
export type SessionResult = { readonly faults: readonly string[]; readonly undone: number; readonly kept: number };

const NAMES = ["ada", "bob", "cem", "dia", "eva"];
const STEPS = 80;
const REQUIRED = ["model", "kind", "version", "name", "z", "pos", "size", "config", "notes", "style"];
const OWNER = "/spec/owner";
/** Letters from here on are given out once each, so that a letter names who typed it. */
const FIRST_LETTER = 0x4e00;

/** A small seeded generator (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** One person's replica, and what a bookkeeper who only watches the document knows of it. */
class Replica {
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

/** A few people, random edits whose values name their author, exchanges that lag; answers every rule that an undo broke. */
export function runSession(seed: number): SessionResult {
  const session = new Sessions(seed);
  return session.run();
}

class Sessions {
  private readonly random: () => number;
  private readonly people: readonly Replica[];
  private readonly makers = new Map<string, string>();
  private readonly letters = new Map<string, string>();
  private readonly faults: string[] = [];
  private count = 0;
  private undone = 0;
  private kept = 0;

  constructor(seed: number) {
    this.random = seeded(seed);
    const people = NAMES.slice(0, 2 + this.below(4));
    this.people = people.map((name, index) => new Replica(name, 1 + this.below(1e8) * 10 + index));
  }

  run(): SessionResult {
    const [first] = this.people;
    if (first === undefined) throw new Error("a session needs people");
    for (const kind of ["Namespace", "Pod", "Deployment"]) this.add(first, kind);
    this.exchange(this.people, this.people);
    for (let step = 0; step < STEPS; step += 1) this.act(this.pick(this.people));
    this.exchange(this.people, this.people);
    this.exchange(this.people, this.people);
    const whole = JSON.stringify(first.things());
    for (const { name, things } of this.people.map((one) => ({ name: one.name, things: one.things() }))) {
      if (JSON.stringify(sorted(things)) !== JSON.stringify(sorted(JSON.parse(whole) as Things)))
        this.faults.push(`${name} has another document`);
    }
    this.complete(first);
    return { faults: this.faults, undone: this.undone, kept: this.kept };
  }

  private act(one: Replica): void {
    const { design } = one;
    const id = this.pick([...design.snapshot.components.keys()]);
    const action = this.below(16);
    const tag = `${one.name}#${(this.count += 1)}`;
    if (action === 0) this.add(one, this.pick(["Namespace", "Pod", "Service"]));
    else if (action === 1) this.exchange([one], [this.pick(this.people)]);
    else if (action === 2) this.exchange([this.pick(this.people)], [one]);
    else if (action <= 5) this.takeBack(one, "undo");
    else if (action <= 7) this.takeBack(one, "redo");
    else if (id === undefined) return;
    else if (action === 8) design.rename(id, tag);
    else if (action === 9) design.move([{ id, pos: [NAMES.indexOf(one.name), this.count] }]);
    else if (action === 10) design.configure(id, OWNER, this.random() < 0.3 ? undefined : tag);
    else if (action === 11) this.remove(one, id);
    else if (action === 12) this.enter(one, id);
    else if (action === 13) design.connect(id, this.pick([...design.snapshot.components.keys()]) ?? id);
    else if (action === 14) this.write(one, id);
    else this.paste(one);
  }

  private takeBack(one: Replica, way: "undo" | "redo"): void {
    const result = one.takeBack(way, (value, id) => this.authorOf(value, id));
    this.faults.push(...result.faults);
    this.undone += result.undone;
    this.kept += result.kept;
    this.complete(one);
  }

  private add(one: Replica, kind: string): string {
    const containers = this.containers(one);
    const parent = this.random() < 0.5 ? this.pick(containers) : undefined;
    const place = [NAMES.indexOf(one.name), (this.count += 1)] as const;
    const id = one.design.add(kindNamed(kind) as Kind, place, parent);
    this.makers.set(id, one.name);
    one.mark([id]);
    return id;
  }

  /** Several things, one in the other, as one step. */
  private paste(one: Replica): void {
    one.design.together(() => {
      const container = this.add(one, "Namespace");
      const member = this.add(one, "Pod");
      one.design.move([{ id: member, pos: [NAMES.indexOf(one.name), (this.count += 1)], parent: container }]);
    });
  }

  private remove(one: Replica, id: string): void {
    const { snapshot } = one.design;
    one.design.remove([id]);
    one.mark([...snapshot.components.keys()].filter((known) => !one.design.snapshot.components.has(known)));
  }

  private enter(one: Replica, id: string): void {
    const place = [NAMES.indexOf(one.name), (this.count += 1)] as const;
    const parent = this.random() < 0.4 ? undefined : this.pick(this.containers(one).filter((known) => known !== id));
    one.design.move([{ id, pos: place, parent }]);
  }

  private write(one: Replica, id: string): void {
    const letters = [...String(one.design.notes(id) ?? "")];
    const at = this.below(letters.length + 1);
    const letter = String.fromCharCode(FIRST_LETTER + this.letters.size);
    this.letters.set(letter, one.name);
    if (this.random() < 0.3) letters.splice(at, 1 + this.below(2));
    else letters.splice(at, 0, letter);
    one.type(id, letters.join(""));
  }

  private exchange(from: readonly Replica[], to: readonly Replica[]): void {
    for (const sender of from) {
      for (const { design } of to) {
        if (design === sender.design) continue;
        const missing = Y.encodeStateAsUpdate(sender.design.doc, Y.encodeStateVector(design.doc));
        Y.applyUpdate(design.doc, missing, "remote");
      }
    }
  }

  /** A field that every component is made with and that no undo may lose. */
  private complete(one: Replica): void {
    const all = one.design.doc.getMap("components").toJSON() satisfies Things;
    for (const [id, fields] of Object.entries(all)) {
      for (const key of REQUIRED) if (fields[key] === undefined) this.faults.push(`${one.name}: ${id} lost ${key}`);
    }
  }

  private authorOf(value: unknown, id: string): string {
    if (Array.isArray(value)) return NAMES[Number(value[0])] ?? "nobody";
    const text = String(value);
    if (this.letters.has(text)) return this.letters.get(text) ?? "nobody";
    return text.includes("#") ? (text.split("#")[0] ?? "nobody") : (this.makers.get(id) ?? "nobody");
  }

  private containers({ design }: Replica): readonly string[] {
    return [...design.snapshot.components.values()].filter(({ container }) => container).map(({ id }) => id);
  }

  private below(bound: number): number {
    return Math.floor(this.random() * bound);
  }

  private pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }
}

function sorted(things: Things): readonly unknown[] {
  return Object.entries(things)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, fields]) => [id, Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1))]);
}
