import type { Json } from "../doc/kinds";

/** A relationship that the values of a design say there is; it is in no document. */
export type Inferred = {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly kind: string;
  readonly sub: string;
  /** What the server knows of it besides: its rule, its type, what it goes through. */
  readonly metadata: Readonly<Record<string, Json>>;
  /** Why, in a sentence. */
  readonly words: string;
  readonly rule: string;
  readonly classification: string;
  readonly fields: readonly ReasonField[];
};

/** One pair of fields by which two components are related, and the value that they share. */
export type ReasonField = {
  readonly from: string;
  readonly to: string;
  readonly relation: string;
  readonly value: Json;
};

/** What policies would change in the design because of what is drawn. */
export type Proposal =
  | {
      readonly op: "set";
      readonly component: string;
      readonly path: string;
      readonly value: Json | undefined;
      readonly words: string;
    }
  | { readonly op: "add"; readonly kind: string; readonly name: string; readonly words: string }
  | { readonly op: "note"; readonly words: string };

/** What policies say of a relationship that somebody drew. */
export type Remark = { readonly relationship: string; readonly kind: string; readonly words: string };

/** What policies propose and say; nothing of it is done until somebody accepts it. */
export type Advice = { readonly proposals: readonly Proposal[]; readonly remarks: readonly Remark[] };

type Fields = Record<string, unknown>;

const fields = (value: unknown): Fields => (typeof value === "object" && value !== null ? (value as Fields) : {});
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function read(value: unknown): Inferred | undefined {
  const relationship = fields(fields(value)["relationship"]);
  const { id, from, to } = relationship as { id?: unknown; from?: unknown; to?: unknown };
  if (typeof id !== "string" || typeof from !== "string" || typeof to !== "string") return undefined;
  const reason = fields(fields(value)["reason"]);
  return {
    id,
    from,
    to,
    kind: text(relationship["kind"]),
    sub: text(relationship["sub"]),
    metadata: fields(relationship["metadata"]) as Readonly<Record<string, Json>>,
    words: text(reason["words"]),
    rule: text(reason["rule"]),
    classification: text(reason["classification"]),
    fields: list(reason["fields"]).map((pair) => {
      const { from: start, to: end, relation, value: shared } = fields(pair);
      return { from: text(start), to: text(end), relation: text(relation), value: (shared ?? null) as Json };
    }),
  };
}

/** Reads a proposed action; what only keeps books is a note, which counts and is not shown. */
function proposal(value: unknown): Proposal {
  const action = fields(value);
  const words = text(fields(action["reason"])["words"]);
  if (action["op"] === "patchComponent") {
    const shown = action["value"] as Json | undefined;
    return { op: "set", component: text(action["component"]), path: text(action["path"]), value: shown, words };
  }
  if (action["op"] === "addComponent")
    return { op: "add", kind: text(action["kind"]), name: text(action["name"]), words };
  return { op: "note", words };
}

function remark(value: unknown): Remark {
  const { relationship, kind, words } = fields(value);
  return { relationship: text(relationship), kind: text(kind), words: text(words) };
}

/** What the server infers of a design: told whole, then as what differs (docs/spec/policy.md, POLICY-27). */
export class Inferences {
  private sequence = -1;
  private known: ReadonlyMap<string, Inferred> = new Map();
  private told: Advice = { proposals: [], remarks: [] };
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** A stable value until it changes, for useSyncExternalStore. */
  readonly current = (): ReadonlyMap<string, Inferred> => this.known;

  /** What is proposed and said; the same object until it changes. */
  readonly advice = (): Advice => this.told;

  /** Takes a message of the side channel: `ask` when it builds on one that never came or is too large to be told. */
  take(payload: string): "taken" | "ask" | "other" {
    let message: Fields;
    try {
      message = fields(JSON.parse(payload));
    } catch {
      return "other";
    }
    const { type, sequence, since } = message;
    if (type !== "evaluation" || typeof sequence !== "number") return "other";
    const follows = since === undefined || since === this.sequence;
    this.sequence = sequence;
    if (message["tooLarge"] === true || !follows) return "ask";
    const next = new Map(since === undefined ? [] : this.known);
    for (const id of list(message["gone"])) if (typeof id === "string") next.delete(id);
    this.publish(next, message);
    return "taken";
  }

  /** Takes what the server answered to a question for all. */
  replace(evaluation: unknown): void {
    this.publish(new Map(), { actions: [], remarks: [], ...fields(evaluation) });
  }

  private publish(next: Map<string, Inferred>, message: Fields): void {
    for (const value of list(message["inferred"])) {
      const one = read(value);
      if (one !== undefined) next.set(one.id, one);
    }
    this.known = next;
    const { actions, remarks } = message;
    if (actions !== undefined || remarks !== undefined) {
      this.told = {
        proposals: actions === undefined ? this.told.proposals : list(actions).map(proposal),
        remarks: remarks === undefined ? this.told.remarks : list(remarks).map(remark),
      };
    }
    for (const listener of this.listeners) listener();
  }
}
