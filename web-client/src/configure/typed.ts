import type { Json } from "../doc/kinds";
import { parse, show } from "../doc/pointer";
import { isScalar, type Shape } from "./schema";

export type Typed = { readonly value: Json | undefined } | { readonly problem: string };

/** How a pattern for quantities begins in Kubernetes' own schemas. */
const QUANTITY = /^\^\(\\\+\|-\)\?\(/;
const PATTERN_TEXT_MAX = 1_000;

/** Whether a value is one that this shape's control can show without loss. */
export function fits(value: Json, shape: Shape): boolean {
  switch (shape.kind) {
    case "list":
      return Array.isArray(value);
    case "map":
    case "object":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    case "any":
    case "variants":
      return true;
    case "text":
    case "scalar":
    case "number":
    case "boolean":
    case "choice":
      return isScalar(value);
  }
}

/** Reads what somebody typed; nothing typed is a field that is not set. */
export function readTyped(typed: string, shape: Shape): Typed {
  const text = typed.trim();
  switch (shape.kind) {
    case "text":
      return typed === "" ? { value: undefined } : checked(typed, typed, shape);
    case "number":
      return text === "" ? { value: undefined } : number(text, shape);
    case "scalar":
      return text === ""
        ? { value: undefined }
        : checked(/^-?\d{1,15}$/.test(text) ? Number(text) : typed, text, shape);
    case "boolean":
      return { value: text === "" ? undefined : text === "true" };
    case "choice":
      return { value: shape.choices.find((choice) => show(choice) === typed) };
    case "any":
      return text === "" ? { value: undefined } : anything(typed);
    case "list":
    case "map":
    case "object":
    case "variants":
      return { problem: "This field is edited in its parts" };
  }
}

function anything(typed: string): Typed {
  const first = typed.trim().charAt(0);
  if (first === "[" || first === "{") return parse(typed, first === "[" ? [] : {});
  return parse(typed, undefined);
}

function number(text: string, shape: Shape & { kind: "number" }): Typed {
  const value = Number(text);
  if (!Number.isFinite(value))
    return { problem: shape.integer ? "Not a whole number: use 3" : "Not a number: use 0.5" };
  if (shape.integer && !Number.isInteger(value)) return { problem: "Not a whole number: use 3" };
  if (shape.minimum !== undefined && value < shape.minimum)
    return { problem: `Too small: use at least ${shape.minimum}` };
  if (shape.maximum !== undefined && value > shape.maximum)
    return { problem: `Too large: use at most ${shape.maximum}` };
  return { value };
}

function checked(value: Json, text: string, shape: Shape & { kind: "text" | "scalar" }): Typed {
  const { pattern, lengthMin = 0, lengthMax = Number.POSITIVE_INFINITY } = shape;
  if (text.length < lengthMin) return { problem: `Too short: use at least ${lengthMin} characters` };
  if (text.length > lengthMax) return { problem: `Too long: use at most ${lengthMax} characters` };
  if (pattern === undefined || matches(text, pattern)) return { value };
  return { problem: QUANTITY.test(pattern) ? "Not a quantity: use 250m or 0.25" : `Does not fit ${pattern}` };
}

/** A pattern that this browser cannot read refuses nothing; the server checks again. */
function matches(text: string, pattern: string): boolean {
  if (text.length > PATTERN_TEXT_MAX) return true;
  try {
    return new RegExp(pattern, "u").test(text);
  } catch {
    return true;
  }
}
