import { useEffect, useState } from "react";
import type { Json } from "../doc/kinds";
import { FormSchema } from "./schema";
import { checkConfig, type ConfigProblem, schemaOf } from "../rest/registry";

type Asked = { readonly model: string; readonly version: string; readonly kind: string };

const known = new Map<string, FormSchema>();
const KEPT_MAX = 50;
const PAUSE_MS = 500;

/** The schema of a kind: undefined until it is here, null when the registry has none or cannot be asked. */
export function useSchema({ model, version, kind }: Asked): FormSchema | null | undefined {
  const key = `${model} ${version} ${kind}`;
  const [answer, setAnswer] = useState<{ key: string; schema: FormSchema | null }>();
  useEffect(() => {
    if (known.has(key)) return undefined;
    const asking = new AbortController();
    schemaOf({ model, version, kind }, asking.signal).then(
      (body) => {
        const schema = new FormSchema(body);
        if (known.size >= KEPT_MAX) known.clear();
        known.set(key, schema);
        setAnswer({ key, schema });
      },
      () => asking.signal.aborted || setAnswer({ key, schema: null }),
    );
    return () => asking.abort();
  }, [key, model, version, kind]);
  return known.get(key) ?? (answer?.key === key ? answer.schema : undefined);
}

const NONE: readonly ConfigProblem[] = [];

/** What the kind's schema says against the configuration, asked after a pause; a server that fails says nothing. */
export function useProblems(
  { model, version, kind }: Asked,
  config: ReadonlyMap<string, Json>,
  asks: boolean,
): readonly ConfigProblem[] {
  const [problems, setProblems] = useState(NONE);
  useEffect(() => {
    if (!asks) return undefined;
    const asking = new AbortController();
    const timer = setTimeout(() => {
      checkConfig({ model, version, kind }, config, asking.signal).then(setProblems, () => {
        if (!asking.signal.aborted) setProblems(NONE);
      });
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [model, version, kind, config, asks]);
  return problems;
}
