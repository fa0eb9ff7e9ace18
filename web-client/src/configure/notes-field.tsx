import { useEffect, useRef, useState } from "react";
import type * as Y from "yjs";
import { difference, movedCaret } from "../doc/text";
import type { Session } from "../sync/session";
import { FieldRow } from "./fields";

/** Shared notes of a component: two people can write in them at once, and the caret stays where it was. */
export function NotesField({ session, id, readOnly }: { session: Session; id: string; readOnly: boolean }) {
  const shared = session.design.notes(id);
  if (shared === undefined) return null;
  return <SharedText session={session} id={id} shared={shared} readOnly={readOnly} />;
}

function SharedText(props: { session: Session; id: string; shared: Y.Text; readOnly: boolean }) {
  const { session, id, shared } = props;
  const field = `${id}/notes`;
  const area = useRef<HTMLTextAreaElement>(null);
  const [first] = useState(() => shared.toString());
  useEffect(() => {
    const show = () => {
      const element = area.current;
      const content = shared.toString();
      if (element === null || element.value === content) return;
      const change = difference(element.value, content);
      const { selectionStart, selectionEnd } = element;
      element.value = content;
      element.setSelectionRange(movedCaret(selectionStart, change), movedCaret(selectionEnd, change));
    };
    show();
    shared.observe(show);
    return () => shared.unobserve(show);
  }, [shared]);
  return (
    <FieldRow label="Notes" session={session} field={field}>
      <textarea
        ref={area}
        className="field"
        aria-label="Notes"
        placeholder="Why it is here, what to watch out for"
        defaultValue={first}
        readOnly={props.readOnly}
        onFocus={() => session.presence.setField(field)}
        onBlur={() => session.presence.setField(undefined)}
        onChange={(event) => session.design.writeNotes(id, event.currentTarget.value)}
        onKeyDown={(event) => {
          if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
          event.preventDefault();
          session.design.undoNotes(id, event.shiftKey ? "redo" : "undo");
        }}
      />
    </FieldRow>
  );
}
