import { CheckCircle2, Circle, Pencil, Trash2, X } from "lucide-react";
import { useEffect, useState } from "react";
import { useSnapshot, useWorkbench } from "../canvas/context";
import type { Snapshot } from "../doc/model";
import { colorOf, initialsOf } from "../sync/person";
import { Avatar } from "../ui/avatar";
import { ago, moment } from "../ui/time";
import { Composer } from "./composer";
import { useThreads } from "./context";
import type { CommentDesk } from "./desk";
import { pieces } from "./mentions";
import type { Anchor, Message, Thread } from "./threads";

/** What a thread hangs on, in words. */
export function anchorWords(anchor: Anchor, snapshot: Snapshot): string {
  if (anchor.kind === "place") return "On the canvas";
  const name = snapshot.components.get(anchor.component)?.name ?? "a deleted component";
  if (anchor.kind === "component") return name;
  const field = anchor.field.split("/").at(-1) || anchor.field;
  return `${field} of ${name}`;
}

/** The same behind the word "on". */
export function onWords(anchor: Anchor, snapshot: Snapshot): string {
  return anchor.kind === "place" ? "the canvas" : anchorWords(anchor, snapshot);
}

/** One thread: its messages, and where the next one is written. */
export function ThreadView({ desk, thread, onClose }: { desk: CommentDesk; thread: Thread; onClose: () => void }) {
  const { session } = useWorkbench();
  const snapshot = useSnapshot(session);
  const threads = useThreads(desk);
  const readOnly = session.readOnly;
  const resolved = thread.resolved !== undefined;
  // What is on the screen is read, also what comes while it is.
  useEffect(() => desk.marks.see(thread, threads.values()), [desk, thread, threads]);
  return (
    <>
      <header className="thread-head">
        <span className="thread-on" title={anchorWords(thread.anchor, snapshot)}>
          {anchorWords(thread.anchor, snapshot)}
        </span>
        {!readOnly && (
          <button
            type="button"
            className={resolved ? "button quiet small resolved" : "button quiet small"}
            aria-pressed={resolved}
            onClick={() => {
              desk.comments.resolve(thread.id, !resolved);
              if (!resolved) onClose();
            }}
          >
            {resolved ? <CheckCircle2 size={15} aria-hidden="true" /> : <Circle size={15} aria-hidden="true" />}
            {resolved ? "Reopen" : "Resolve"}
          </button>
        )}
        <button type="button" className="button quiet small icon" aria-label="Close comment" onClick={onClose}>
          <X size={15} aria-hidden="true" />
        </button>
      </header>
      <ol className="thread-messages" aria-label="Messages">
        {thread.messages.map((message) => (
          <MessageItem key={message.id} desk={desk} thread={thread} message={message} readOnly={readOnly} />
        ))}
      </ol>
      {thread.resolved !== undefined && (
        <p className="muted thread-resolved">
          {thread.resolved.by.name} resolved this {ago(thread.resolved.at)}.
        </p>
      )}
      {!readOnly && <Composer desk={desk} label="Reply" onSay={(text) => desk.say(text)} onCancel={onClose} />}
    </>
  );
}

function MessageItem(props: { desk: CommentDesk; thread: Thread; message: Message; readOnly: boolean }) {
  const { desk, thread, message } = props;
  const { author } = message;
  const [editing, setEditing] = useState(false);
  const mine = author.id === desk.me.id && !props.readOnly;
  return (
    <li className="message">
      <span aria-hidden="true">
        <Avatar name={author.name} initials={initialsOf(author.name)} color={colorOf(author.id)} />
      </span>
      <div className="message-words">
        <p className="message-head">
          <strong>{author.name}</strong>
          <span className="muted" title={moment(message.at)}>
            {ago(message.at)}
            {message.edited ? ", edited" : ""}
          </span>
          {mine && !editing && (
            <span className="message-tools">
              <button
                type="button"
                className="button quiet small icon"
                aria-label="Edit message"
                onClick={() => setEditing(true)}
              >
                <Pencil size={13} aria-hidden="true" />
              </button>
              <button
                type="button"
                className="button quiet small icon"
                aria-label="Delete message"
                onClick={() => desk.comments.remove(thread.id, message.id)}
              >
                <Trash2 size={13} aria-hidden="true" />
              </button>
            </span>
          )}
        </p>
        {editing ? (
          <Composer
            desk={desk}
            label="Message"
            first={message.text}
            onSay={(text) => {
              desk.edit(thread.id, message.id, text);
              setEditing(false);
            }}
            onCancel={() => setEditing(false)}
          />
        ) : (
          <Words desk={desk} text={message.text} />
        )}
      </div>
    </li>
  );
}

/** A message as text; names in it stand out, nothing in it is markup. */
function Words({ desk, text }: { desk: CommentDesk; text: string }) {
  return (
    <p className="message-text">
      {pieces(text, desk.people()).map(({ at, text: piece, person }) => {
        if (person === undefined) return <span key={at}>{piece}</span>;
        return (
          <span key={at} className={person.id === desk.me.id ? "mention me" : "mention"}>
            {piece}
          </span>
        );
      })}
    </p>
  );
}
