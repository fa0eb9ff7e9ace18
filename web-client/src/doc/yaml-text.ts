import type { Json } from "./kinds";

/** Text that YAML would read as something else than the text it is, or could not read at all. */
function needsQuotes(text: string): boolean {
  if (text === "" || text.trim() !== text) return true;
  if (/^(true|false|null|yes|no|on|off|y|n|~)$/i.test(text)) return true;
  if (/^[-+.]?\d/.test(text) || /^0[xo]/i.test(text) || /^[-+]?\.(inf|nan)$/i.test(text)) return true;
  if (/^[-?:,[\]{}#&*!|>'"%@`=<]/.test(text)) return true;
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  return /:(\s|$)|\s#|[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/.test(text);
}

function scalar(value: Json): string {
  if (typeof value !== "string") return JSON.stringify(value);
  return needsQuotes(value) ? JSON.stringify(value) : value;
}

function lines(value: Json, indent: string, out: string[]): void {
  if (Array.isArray(value)) {
    for (const item of value as readonly Json[]) entry(`${indent}- `, item, `${indent}  `, out);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      entry(`${indent}${scalar(key)}:`, item, indent, out);
    }
  }
}

/** Puts a value after its key or dash: on the line when it is short, below it otherwise. */
function entry(head: string, value: Json, indent: string, out: string[]): void {
  const key = head.endsWith(":");
  const space = key ? " " : "";
  if (typeof value === "object" && value !== null && Object.keys(value).length > 0) {
    const inner: string[] = [];
    lines(value, key ? `${indent}  ` : indent, inner);
    if (key) out.push(head, ...inner);
    else out.push(head + (inner[0] ?? "").trimStart(), ...inner.slice(1));
  } else if (
    typeof value === "string" &&
    value.includes("\n") &&
    !/[^\n\t\u0020-\u007e\u00a0-\ud7ff]|^\s/.test(value)
  ) {
    const keep = value.endsWith("\n") ? (value.endsWith("\n\n") ? "+" : "") : "-";
    const text = keep === "-" ? value : value.slice(0, -1);
    out.push(`${head}${space}|${keep}`, ...text.split("\n").map((line) => (line === "" ? "" : `${indent}  ${line}`)));
  } else out.push(`${head}${space}${scalar(value)}`);
}

/** A value as YAML in block style, in the order of its keys: for reading and comparing. */
export function yamlLines(value: Json): readonly string[] {
  if (typeof value !== "object" || value === null || Object.keys(value).length === 0) return [scalar(value)];
  const out: string[] = [];
  lines(value, "", out);
  return out;
}
