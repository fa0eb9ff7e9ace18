import * as Y from "yjs";
import { kindNamed, type Kind } from "./kinds";
import { Replica, type SessionResult, type Things } from "./undo-replica";

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
