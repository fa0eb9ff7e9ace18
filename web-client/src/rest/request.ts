import { problemOf, RequestError } from "./problem";

type Fields = Record<string, unknown>;

/** The text, or none. */
export const text = (value: unknown): string => (typeof value === "string" ? value : "");
/** The number, or 0. */
export const count = (value: unknown): number => (typeof value === "number" ? value : 0);
/** The fields of an object; none of anything else. */
export const fields = (value: unknown): Fields =>
  typeof value === "object" && value !== null ? (value as Fields) : {};
/** The items of a list; none of anything else. */
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The token of this page's share link, when it was opened by one; REST carries it as a bearer. */
function authorization(): Record<string, string> {
  const token = new URLSearchParams(location.search).get("token");
  return token === null ? {} : { authorization: `Bearer ${token}` };
}

/** Asks the server; what is not well answered is thrown as a RequestError. */
export async function request(path: string, init: RequestInit = {}): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(path, { ...init, headers: { ...authorization(), ...init.headers } });
  } catch (error) {
    if (init.signal?.aborted === true) throw error;
    throw new RequestError("The server cannot be reached.", 0, "Check that Meshplay is running, then try again.");
  }
  const body = await response.text();
  if (!response.ok) throw problemOf(response.status, body);
  return body === "" ? undefined : JSON.parse(body);
}

/** A request with a JSON body. */
export function json(method: string, body: unknown): RequestInit {
  return { method, body: JSON.stringify(body), headers: { "content-type": "application/json" } };
}
