/** Why a request did not do what it was asked to, in words for a person. */
export class RequestError extends Error {
  readonly status: number;
  readonly whatToDo: string;

  constructor(message: string, status: number, whatToDo: string) {
    super(message);
    this.status = status;
    this.whatToDo = whatToDo;
  }
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Reads application/problem+json, or makes words from the bare status. */
export function problemOf(status: number, body: string): RequestError {
  try {
    const problem = JSON.parse(body) as Record<string, unknown>;
    const words = text(problem["detail"]) || text(problem["title"]);
    if (words !== "") return new RequestError(words, status, text(problem["whatToDo"]));
  } catch {
    // Not ours, perhaps a proxy's page; the status says enough.
  }
  if (status === 404) return new RequestError("There is no such thing on this server.", status, "");
  if (status === 413) return new RequestError("This file is too large.", status, "");
  if (status >= 500)
    return new RequestError(`The server could not do this (${status}).`, status, "Try again in a moment.");
  return new RequestError(`The server refused this (${status}).`, status, "");
}

/** Anything thrown, as words to show. */
export function wordsFor(error: unknown): string {
  if (error instanceof RequestError) return [error.message, error.whatToDo].filter((part) => part !== "").join(" ");
  return error instanceof Error ? error.message : "Something went wrong.";
}
