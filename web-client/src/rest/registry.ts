import { type Json, type Kind, kindOf } from "../doc/kinds";
import type { Component } from "../doc/model";
import { fields, json, list, request, text } from "./request";

const ROOT = "/api/v1/registry";
const FOUND_MAX = 30;

/** What is wrong with a configuration, and where. */
export type ConfigProblem = { readonly pointer: string; readonly message: string };

type Asked = Pick<Component, "model" | "version" | "kind">;

function paramsOf({ model, version, kind }: Asked): string {
  const params = new URLSearchParams({ kind });
  if (model !== "") params.set("model", model);
  if (version !== "") params.set("apiVersion", version);
  return params.toString();
}

/** Reads a palette entry from the registry's description of a kind; undefined when it has no name. */
export function entryOf(value: unknown): Kind | undefined {
  const item = fields(value);
  const [kind, model, version] = [text(item["kind"]), text(item["model"]), text(item["apiVersion"])];
  if (kind === "" || item["annotation"] === true) return undefined;
  const entry = kindOf(kind, model, version);
  return item["icon"] === true ? { ...entry, icon: `${ROOT}/icon?${paramsOf({ model, version, kind })}` } : entry;
}

/** The kinds that fit what somebody types, best first. */
export async function searchKinds(typed: string, signal: AbortSignal): Promise<readonly Kind[]> {
  const params = new URLSearchParams({ search: typed, pageSize: String(FOUND_MAX) });
  const body = fields(await request(`${ROOT}/components?${params.toString()}`, { signal }));
  return list(body["items"])
    .map(entryOf)
    .filter((kind) => kind !== undefined);
}

/** The JSON Schema of a kind, as the registry has it. */
export async function schemaOf(asked: Asked, signal: AbortSignal): Promise<unknown> {
  return request(`${ROOT}/schema?${paramsOf(asked)}`, { signal });
}

/** What the kind's schema says against a configuration. */
export async function checkConfig(
  asked: Asked,
  config: ReadonlyMap<string, Json>,
  signal: AbortSignal,
): Promise<readonly ConfigProblem[]> {
  const body = {
    kind: asked.kind,
    ...(asked.model === "" ? {} : { model: asked.model }),
    ...(asked.version === "" ? {} : { apiVersion: asked.version }),
    configuration: Object.fromEntries(config),
  };
  const answer = fields(await request(`${ROOT}/validate`, { ...json("POST", body), signal }));
  return list(answer["problems"])
    .map(fields)
    .map((problem) => ({ pointer: text(problem["pointer"]), message: text(problem["message"]) }));
}
