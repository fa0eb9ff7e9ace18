import { count, fields, json, list, request, text } from "./request";

/** A design as the list knows it. */
export type DesignInfo = {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly revision: number;
  readonly componentCount: number;
};

export type Page<T> = {
  readonly items: readonly T[];
  readonly page: number;
  readonly pageSize: number;
  readonly total: number;
};

/** A committed, immutable state of a design. */
export type Version = {
  readonly number: number;
  readonly hash: string;
  readonly author: string;
  readonly message: string;
  readonly createdAt: string;
};

export type Role = "viewer" | "commenter" | "editor";

/** A share link; the server tells its token once, when it is made. */
export type ShareLink = {
  readonly id: string;
  readonly role: string;
  readonly token: string;
  readonly expiresAt: string;
};

/** What an import found. */
export type ImportReport = {
  readonly format: string;
  readonly components: number;
  readonly relationships: number;
  readonly warnings: readonly { readonly path: string; readonly message: string }[];
};

/** Who is on a design right now: how many, and the first of them. */
export type DesignPeople = {
  readonly designId: string;
  readonly count: number;
  readonly people: readonly { readonly name: string; readonly color: string }[];
};

export type ListQuery = {
  readonly search: string;
  readonly sort: string;
  readonly page: number;
  readonly pageSize: number;
};

const ROOT = "/api/v1/designs";
const VERSIONS_PAGE = 50;

function designOf(value: unknown): DesignInfo {
  const item = fields(value);
  return {
    id: text(item["id"]),
    name: text(item["name"]),
    createdAt: text(item["createdAt"]),
    updatedAt: text(item["updatedAt"]),
    revision: count(item["revision"]),
    componentCount: count(item["componentCount"]),
  };
}

/** Reads who is on a design; a person without a name is not shown. */
export function peopleOf(value: unknown): DesignPeople {
  const item = fields(value);
  const people = list(item["people"])
    .map(fields)
    .map((person) => ({ name: text(person["name"]), color: text(person["color"]) }))
    .filter(({ name }) => name !== "");
  return { designId: text(item["designId"]), count: Math.max(count(item["count"]), people.length), people };
}

/** The author is a plain name or an object with one, as the identity behind it allows. */
function versionOf(value: unknown): Version {
  const item = fields(value);
  const author = item["author"];
  return {
    number: count(item["number"]),
    hash: text(item["hash"]),
    author: text(author) || text(fields(author)["name"]) || text(fields(author)["id"]),
    message: text(item["message"]),
    createdAt: text(item["createdAt"]),
  };
}

function pageOf<T>(value: unknown, read: (item: unknown) => T): Page<T> {
  const body = fields(value);
  const items = list(body["items"]).map(read);
  return {
    items,
    page: count(body["page"]) || 1,
    pageSize: count(body["pageSize"]) || items.length,
    total: count(body["total"]),
  };
}

function linkOf(value: unknown): ShareLink {
  const item = fields(value);
  return {
    id: text(item["id"]),
    role: text(item["role"]),
    token: text(item["token"]),
    expiresAt: text(item["expiresAt"]),
  };
}

const at = (id: string, rest = "") => `${ROOT}/${encodeURIComponent(id)}${rest}`;

/** Whether the server lets everybody in who reaches it. */
export async function networkTrusted(signal: AbortSignal): Promise<boolean> {
  return fields(await request("/api/v1/me", { signal }))["networkTrusted"] === true;
}

export async function listDesigns(query: ListQuery, signal: AbortSignal): Promise<Page<DesignInfo>> {
  const params = new URLSearchParams({
    sort: query.sort,
    page: String(query.page),
    pageSize: String(query.pageSize),
  });
  if (query.search !== "") params.set("search", query.search);
  return pageOf(await request(`${ROOT}?${params.toString()}`, { signal }), designOf);
}

export async function listPeople(ids: readonly string[], signal: AbortSignal): Promise<readonly DesignPeople[]> {
  if (ids.length === 0) return [];
  const body = await request(`/api/v1/presence?designs=${ids.join(",")}`, { signal });
  return list(fields(body)["items"]).map(peopleOf);
}

export async function getDesign(id: string): Promise<DesignInfo> {
  return designOf(await request(at(id)));
}

export async function createDesign(name: string): Promise<DesignInfo> {
  return designOf(await request(ROOT, json("POST", { name })));
}

export async function renameDesign(id: string, name: string): Promise<DesignInfo> {
  return designOf(await request(at(id), json("PATCH", { name })));
}

export async function deleteDesign(id: string): Promise<void> {
  await request(at(id), { method: "DELETE" });
}

export async function restoreDesign(id: string): Promise<void> {
  await request(at(id, "/restore"), { method: "POST" });
}

export async function designContent(id: string, signal: AbortSignal): Promise<unknown> {
  return request(at(id, "/content"), { signal });
}

/** What policies say of a design. */
export async function getEvaluation(id: string, signal: AbortSignal): Promise<unknown> {
  return request(at(id, "/evaluation"), { signal });
}

/** Carries out all that policies propose, if it is still what this hash names; answers how many changes that were. */
export async function acceptEvaluation(id: string, hash: string): Promise<number> {
  return count(fields(await request(at(id, "/evaluation/accept"), json("POST", { hash })))["actions"]);
}

export async function importDesign(name: string, file: Blob): Promise<{ design: DesignInfo; report: ImportReport }> {
  const params = new URLSearchParams({ name });
  const type = file.type === "application/json" ? file.type : "application/yaml";
  const init = { method: "POST", body: file, headers: { "content-type": type } };
  const body = fields(await request(`${ROOT}/import?${params.toString()}`, init));
  const report = fields(body["report"]);
  return {
    design: designOf(body["design"]),
    report: {
      format: text(report["format"]),
      components: count(report["components"]),
      relationships: count(report["relationships"]),
      warnings: list(report["warnings"]).map((item) => ({
        path: text(fields(item)["path"]),
        message: text(fields(item)["message"]),
      })),
    },
  };
}

/** Where the browser downloads a design as a file. */
export function exportUrl(id: string, format: "yaml" | "json"): string {
  return at(id, `/export?format=${format}`);
}

/** A page of versions, newest first. */
export async function listVersions(id: string, page: number, signal: AbortSignal): Promise<Page<Version>> {
  return pageOf(await request(at(id, `/versions?page=${page}&pageSize=${VERSIONS_PAGE}`), { signal }), versionOf);
}

/** What a version holds; it never changes. */
export async function versionContent(id: string, number: number, signal: AbortSignal): Promise<unknown> {
  return fields(await request(at(id, `/versions/${number}`), { signal }))["content"];
}

/** Commits the present state; without sign-in the server takes the author's name at its word. */
export async function commitVersion(id: string, message: string, author: string): Promise<Version> {
  return versionOf(await request(at(id, "/versions"), json("POST", { message, author })));
}

/** Answers the number of the version that holds what was there before. */
export async function restoreVersion(id: string, number: number, author: string): Promise<number> {
  const init = json("POST", { author });
  return count(fields(await request(at(id, `/versions/${number}/restore`), init))["undo"]);
}

export async function createLink(id: string, role: Role): Promise<ShareLink> {
  return linkOf(await request(at(id, "/links"), json("POST", { role })));
}

export async function listLinks(id: string): Promise<readonly ShareLink[]> {
  const body = await request(at(id, "/links"));
  return (Array.isArray(body) ? (body as unknown[]) : list(fields(body)["items"])).map(linkOf);
}

export async function deleteLink(id: string, link: string): Promise<void> {
  await request(at(id, `/links/${encodeURIComponent(link)}`), { method: "DELETE" });
}
