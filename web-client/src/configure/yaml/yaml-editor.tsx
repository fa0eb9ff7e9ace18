import { useEffect, useRef, useState } from "react";
import type { Component } from "../../doc/model";
import type { Session } from "../../sync/session";
import { LiveYaml, type YamlStatus } from "./live";

type Props = { readonly session: Session; readonly component: Component; readonly readOnly: boolean };

/** A component's YAML, live both ways with its form and with what others do. */
export function YamlEditor({ session, component, readOnly }: Props) {
  const { id, kind } = component;
  const place = useRef<HTMLDivElement>(null);
  const live = useRef<LiveYaml>(undefined);
  const [status, setStatus] = useState<YamlStatus>({ problem: undefined, behind: false });
  useEffect(() => {
    if (place.current === null) return undefined;
    const editor = new LiveYaml(place.current, session, id, `YAML of this ${kind}`, readOnly, setStatus);
    live.current = editor;
    return () => editor.destroy();
  }, [session, id, kind, readOnly]);
  const { problem, behind } = status;
  return (
    <section className="yaml" aria-label="YAML">
      <div className="yaml-text" ref={place} />
      <div className={problem === undefined ? "yaml-status" : "yaml-status wrong"} role="status">
        {problem === undefined ? (
          <span className="muted">{readOnly ? "Read only." : "What you type is shared at once."}</span>
        ) : (
          <>
            <span>
              <button type="button" className="more" onClick={() => live.current?.goToProblem()}>
                Line {problem.line}
              </button>
              : {problem.words}. Kept here; nothing is applied until it can be read.
              {behind && " Others have changed this component meanwhile."}
            </span>
            <button type="button" className="button small" onClick={() => live.current?.discard()}>
              Discard draft
            </button>
          </>
        )}
      </div>
    </section>
  );
}
