import type { Relationship } from "./model";
import type { Json } from "./kinds";

/** A relationship that is not in the document yet. */
export type Tie = Pick<Relationship, "from" | "to" | "kind"> & {
  readonly sub: string;
  readonly metadata: Readonly<Record<string, Json>>;
};

/** Keys with their values; undefined removes one. */
export type Patch = readonly (readonly [string, Json | undefined])[];
