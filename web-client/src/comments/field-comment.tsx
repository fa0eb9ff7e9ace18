import { MessageSquare, MessageSquarePlus } from "lucide-react";
import { useDesk, useThreads, useUnread } from "./context";
import type { CommentDesk } from "./desk";

/** Beside a field's label: its open comments, or the way to write the first. `field` is "<component id>/<field>". */
export function FieldComment({ field, label, readOnly }: { field: string; label: string; readOnly: boolean }) {
  const desk = useDesk();
  return desk === undefined ? null : <Button desk={desk} field={field} label={label} readOnly={readOnly} />;
}

function Button(props: { desk: CommentDesk; field: string; label: string; readOnly: boolean }) {
  const { desk, label } = props;
  const threads = useThreads(desk);
  const unread = useUnread(desk);
  const cut = props.field.indexOf("/");
  const [component, field] = [props.field.slice(0, cut), props.field.slice(cut + 1)];
  const here = [...threads.values()].filter(
    ({ anchor, resolved }) =>
      resolved === undefined && anchor.kind === "field" && anchor.component === component && anchor.field === field,
  );
  const [first] = here;
  if (first !== undefined) {
    const news = here.some((thread) => unread(thread) > 0);
    return (
      <button
        type="button"
        className={news ? "field-comment has unread" : "field-comment has"}
        aria-label={`Comments on ${label}: ${here.length}${news ? ", unread" : ""}`}
        onClick={() => desk.show({ kind: "open", thread: first.id })}
      >
        <MessageSquare size={13} aria-hidden="true" /> {here.length}
      </button>
    );
  }
  if (props.readOnly) return null;
  return (
    <button
      type="button"
      className="field-comment"
      aria-label={`Comment on ${label}`}
      title="Comment on this field"
      onClick={() => desk.show({ kind: "writing", anchor: { kind: "field", component, field } })}
    >
      <MessageSquarePlus size={13} aria-hidden="true" />
    </button>
  );
}
