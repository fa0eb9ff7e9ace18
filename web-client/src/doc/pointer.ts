import type { Json } from "./kinds";

/** The last step of a pointer, as a label: "/spec/template/spec/containers" → "Containers". */
export function labelOf(pointer: string): string {
  const last = pointer.split("/").at(-1) ?? pointer;
  const plain = last.replaceAll("~1", "/").replaceAll("~0", "~");
  const spaced =
    plain.includes(".") || plain.includes("/") ? plain : plain.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** What is wrong with a pointer that a person typed, or undefined. */
export function pointerProblem(pointer: string): string | undefined {
  if (!pointer.startsWith("/")) return "A field starts with a slash: /spec/replicas";
  if (pointer === "/" || pointer.endsWith("/")) return "Name the field after the last slash";
  if (pointer.length > 512) return "Too long: use at most 512 characters";
  return undefined;
}

/** How a value looks in a text field. */
export function show(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Reads what a person typed: the type of the old value wins, else JSON scalars are taken as such and the rest as text. */
export function parse(typed: string, old: Json | undefined): { value: Json } | { problem: string } {
  if (typeof old === "string") return { value: typed };
  if (typeof old === "number") {
    const number = Number(typed);
    return typed.trim() === "" || !Number.isFinite(number)
      ? { problem: "Not a number: use 3 or 0.5" }
      : { value: number };
  }
  if (typeof old === "object" && old !== null) {
    try {
      return { value: JSON.parse(typed) as Json };
    } catch {
      return { problem: Array.isArray(old) ? 'Not a list: use ["a", "b"]' : 'Not an object: use {"a": 1}' };
    }
  }
  if (/^(true|false|null|-?\d+(\.\d+)?)$/.test(typed.trim())) return { value: JSON.parse(typed) as Json };
  return { value: typed };
}
