import type { ReactNode } from "react";

/** The one pattern for a page or panel that has nothing to show: what this is, in words, and the next step. */
export function Notice(props: {
  icon?: ReactNode;
  title: string;
  words: string;
  /** It is the whole page, so its title is the page's. */
  page?: true;
  children?: ReactNode;
}) {
  const Heading = props.page === true ? "h1" : "h2";
  return (
    <div className="notice">
      {props.icon !== undefined && (
        <span className="mark" aria-hidden="true">
          {props.icon}
        </span>
      )}
      <Heading className="notice-title">{props.title}</Heading>
      <p className="muted">{props.words}</p>
      {props.children !== undefined && <div className="actions">{props.children}</div>}
    </div>
  );
}
