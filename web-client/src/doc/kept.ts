import type { Snapshot } from "./model";
import type { UndoResult } from "./undo";

const FIELDS: Readonly<Record<string, string>> = {
  pos: "the place of",
  size: "the size of",
  name: "the name of",
  parent: "what holds",
};

/** What an undo or redo left alone, in a sentence; undefined when it left nothing. */
export function keptWords(result: UndoResult, snapshot: Snapshot, way: "undone" | "redone"): string | undefined {
  if (result.kind === "nothing" || result.what.length === 0) return undefined;
  const things = new Set(result.what.map(({ id }) => id));
  const [first] = result.what;
  if (first === undefined || things.size > 1)
    return `Someone changed ${things.size} things since, so they were not ${way}.`;
  const name = snapshot.components.get(first.id)?.name ?? "this";
  const fields = new Set(result.what.map(({ field }) => field));
  const [field = ""] = fields;
  const known = FIELDS[field] ?? (field.startsWith("/") ? `${field} of` : "");
  const what = fields.size === 1 && known !== "" && name !== "this" ? `${known} ${name}` : name;
  return `Someone changed ${what} since, so it was not ${way}.`;
}
