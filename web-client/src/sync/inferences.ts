/** A relationship that the values of a design say there is; it is in no document. */
export type Inferred = {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** Why, in a sentence. */
  readonly words: string;
};

type Fields = Record<string, unknown>;

const fields = (value: unknown): Fields => (typeof value === "object" && value !== null ? (value as Fields) : {});
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function read(value: unknown): Inferred | undefined {
  const relationship = fields(fields(value)["relationship"]);
  const { id, from, to } = relationship as { id?: unknown; from?: unknown; to?: unknown };
  const { words } = fields(fields(value)["reason"]) as { words?: unknown };
  if (typeof id !== "string" || typeof from !== "string" || typeof to !== "string") return undefined;
  return { id, from, to, words: typeof words === "string" ? words : "" };
}

/** What the server infers of a design: told whole, then as what differs (docs/spec/policy.md, POLICY-27). */
export class Inferences {
  private sequence = -1;
  private known: ReadonlyMap<string, Inferred> = new Map();
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** A stable value until it changes, for useSyncExternalStore. */
  readonly current = (): ReadonlyMap<string, Inferred> => this.known;

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
    this.publish(next, message["inferred"]);
    return "taken";
  }

  /** Takes what the server answered to a question for all. */
  replace(evaluation: unknown): void {
    this.publish(new Map(), fields(evaluation)["inferred"]);
  }

  private publish(next: Map<string, Inferred>, come: unknown): void {
    for (const value of list(come)) {
      const one = read(value);
      if (one !== undefined) next.set(one.id, one);
    }
    this.known = next;
    for (const listener of this.listeners) listener();
  }
}
