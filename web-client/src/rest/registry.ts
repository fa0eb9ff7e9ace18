import { type Json, type Kind, kindOf } from "../doc/kinds";
import type { Component } from "../doc/model";
import { fields, json, list, request, text } from "./request";

const ROOT = "/api/v1/registry";

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
  // What the short list has is known by our own picture, the same as on the canvas.
  return item["icon"] === true && entry.words === ""
    ? { ...entry, icon: `${ROOT}/icon?${paramsOf({ model, version, kind })}` }
    : entry;
}

/** A model with the kinds that a palette offers of it. */
export type PaletteModel = {
  readonly name: string;
  readonly title: string;
  readonly category: string;
  readonly kinds: readonly Kind[];
};

/** Reads the index: models, and by API version the names of their kinds and which of them have no icon. */
export function modelsOf(body: unknown): readonly PaletteModel[] {
  return list(fields(body)["models"]).flatMap((item) => {
    const model = fields(item);
    const name = text(model["name"]);
    const kinds = list(model["apis"]).flatMap((one) => {
      const api = fields(one);
      const plain = new Set(list(api["plain"]));
      return list(api["kinds"]).flatMap((kind) => {
        const entry = entryOf({ kind, model: name, apiVersion: api["version"], icon: !plain.has(kind) });
        return entry === undefined ? [] : [entry];
      });
    });
    if (name === "" || kinds.length === 0) return [];
    return [{ name, title: text(model["displayName"]) || name, category: text(model["category"]), kinds }];
  });
}

/** Every kind that the registry offers, in one small answer. */
export async function registryModels(): Promise<readonly PaletteModel[]> {
  return modelsOf(await request(`${ROOT}/index`));
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
