import type { ReactNode } from "react";

/** The one pattern for a page or panel that has nothing to show: what this is, in words, and the next step. */
export function Notice(props: { icon?: ReactNode; title: string; words: string; children?: ReactNode }) {
  return (
    <div className="notice">
      {props.icon !== undefined && (
        <span className="mark" aria-hidden="true">
          {props.icon}
        </span>
      )}
      <h2>{props.title}</h2>
      <p className="muted">{props.words}</p>
      {props.children !== undefined && <div className="actions">{props.children}</div>}
    </div>
  );
}
