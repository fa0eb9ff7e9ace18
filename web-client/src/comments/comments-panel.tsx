import { useReactFlow } from "@xyflow/react";
import { ArrowLeft, CheckCircle2, MessageSquare, MessageSquarePlus } from "lucide-react";
import { useState } from "react";
import { useSnapshot, useWorkbench } from "../canvas/context";
import { colorOf, initialsOf } from "../sync/person";
import { Avatar } from "../ui/avatar";
import { ago } from "../ui/time";
import { useDesk, useThreads, useUnread } from "./context";
import type { CommentDesk } from "./desk";
import { anchorWords } from "./thread-view";
import { placeOf, type Thread } from "./threads";

type Filter = "open" | "unread" | "mentions" | "resolved";

const FILTERS: readonly (readonly [Filter, string, string])[] = [
  ["open", "Open", "No open comment."],
  ["unread", "Unread", "You have read everything."],
  ["mentions", "For you", "Nobody has mentioned you."],
  ["resolved", "Resolved", "Nothing has been resolved yet."],
];

const last = ({ messages }: Thread) => messages.at(-1);

/** Every thread of the design, the newest first. */
export function CommentsPanel({ onClose }: { onClose: () => void }) {
  const desk = useDesk();
  return desk === undefined ? null : <Panel desk={desk} onClose={onClose} />;
}

function Panel({ desk, onClose }: { desk: CommentDesk; onClose: () => void }) {
  const { session } = useWorkbench();
  const threads = useThreads(desk);
  const unread = useUnread(desk);
  const [filter, setFilter] = useState<Filter>("open");
  const fits = (thread: Thread): boolean => {
    switch (filter) {
      case "open":
        return thread.resolved === undefined;
      case "unread":
        return unread(thread) > 0;
      case "mentions":
        return thread.messages.some(({ mentions }) => mentions.includes(desk.me.id));
      case "resolved":
        return thread.resolved !== undefined;
    }
  };
  const shown = [...threads.values()].filter(fits).sort((a, b) => ((last(a)?.at ?? "") < (last(b)?.at ?? "") ? 1 : -1));
  return (
    <div className="panel comments-panel">
      <div className="panel-title">
        <button type="button" className="button quiet small icon" aria-label="Back to properties" onClick={onClose}>
          <ArrowLeft size={16} aria-hidden="true" />
        </button>
        <h2>Comments</h2>
        <span className="spring" />
        {!session.readOnly && (
          <button
            type="button"
            className="button small"
            title="Comment (M)"
            onClick={() => desk.show({ kind: "placing" })}
          >
            <MessageSquarePlus size={15} strokeWidth={1.7} aria-hidden="true" /> Comment
          </button>
        )}
      </div>
      <div className="filters" role="group" aria-label="Which comments">
        {FILTERS.map(([value, label]) => (
          <button
            key={value}
            type="button"
            className={filter === value ? "filter on" : "filter"}
            aria-pressed={filter === value}
            onClick={() => setFilter(value)}
          >
            {label}
          </button>
        ))}
      </div>
      {shown.length === 0 ? (
        <div className="panel-empty">
          <MessageSquare size={20} strokeWidth={1.6} aria-hidden="true" />
          <p className="muted">{FILTERS.find(([value]) => value === filter)?.[2]}</p>
          {threads.size === 0 && (
            <p className="muted">Press M and click a component, a field or the canvas. Write @ to mention somebody.</p>
          )}
        </div>
      ) : (
        <ol className="thread-list">
          {shown.map((thread) => (
            <Row key={thread.id} desk={desk} thread={thread} unread={unread(thread)} />
          ))}
        </ol>
      )}
    </div>
  );
}

function Row({ desk, thread, unread }: { desk: CommentDesk; thread: Thread; unread: number }) {
  const flow = useReactFlow();
  const snapshot = useSnapshot(useWorkbench().session);
  const [first] = thread.messages;
  if (first === undefined) return null;
  const answers = thread.messages.length - 1;
  const open = () => {
    const place = placeOf(thread.anchor, snapshot);
    if (place !== undefined)
      void flow.setCenter(place[0] + 120, place[1] + 80, { zoom: flow.getZoom(), duration: 160 });
    desk.show({ kind: "open", thread: thread.id });
  };
  return (
    <li>
      <button type="button" className={unread > 0 ? "thread-row unread" : "thread-row"} onClick={open}>
        <span aria-hidden="true">
          <Avatar name={first.author.name} initials={initialsOf(first.author.name)} color={colorOf(first.author.id)} />
        </span>
        <span className="thread-row-words">
          <span className="message-head">
            <strong>{first.author.name}</strong>
            <span className="muted">{ago(first.at)}</span>
            {thread.resolved !== undefined && <CheckCircle2 size={13} aria-label="Resolved" />}
            {unread > 0 && <span className="unread-count">{unread} new</span>}
          </span>
          <span className="thread-row-text">{first.text}</span>
          <span className="muted thread-row-on">
            {anchorWords(thread.anchor, snapshot)}
            {answers > 0 && ` · ${answers === 1 ? "1 answer" : `${answers} answers`}`}
          </span>
        </span>
      </button>
    </li>
  );
}
