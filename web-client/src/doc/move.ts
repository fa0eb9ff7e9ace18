import type { Json } from "./kinds";
import type { Pair } from "./model";

/** A component's new place; `parent: undefined` takes it out of its container, an absent key leaves it where it is. */
export type Move = {
  readonly id: string;
  readonly pos: Pair;
  readonly parent?: string | undefined;
  readonly size?: Pair;
  /** Configuration that changes with the place: the namespace. */
  readonly config?: readonly (readonly [string, Json | undefined])[];
};
