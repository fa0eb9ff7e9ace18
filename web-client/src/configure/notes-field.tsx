import { useEffect, useRef, useState } from "react";
import * as Y from "yjs";
import { difference, movedCaret, replaceText } from "../doc/text";
import type { Session } from "../sync/session";
import { FieldRow } from "./fields";

/** Shared notes of a component: two people can write in them at once, and the caret stays where it was. */
export function NotesField({ session, id, readOnly }: { session: Session; id: string; readOnly: boolean }) {
  const shared = session.design.notes(id);
  if (shared === undefined) return null;
  return <SharedText session={session} shared={shared} field={`${id}/notes`} readOnly={readOnly} />;
}

function SharedText(props: { session: Session; shared: Y.Text; field: string; readOnly: boolean }) {
  const { session, shared, field } = props;
  const area = useRef<HTMLTextAreaElement>(null);
  const origin = useRef({ kind: "notes" });
  const history = useRef<Y.UndoManager>(undefined);
  const [first] = useState(() => shared.toString());
  useEffect(() => {
    const undo = new Y.UndoManager(shared, { trackedOrigins: new Set([origin.current]) });
    history.current = undo;
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
    return () => {
      shared.unobserve(show);
      undo.destroy();
    };
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
        onChange={(event) => replaceText(shared, event.currentTarget.value, origin.current)}
        onKeyDown={(event) => {
          if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
          event.preventDefault();
          if (event.shiftKey) history.current?.redo();
          else history.current?.undo();
        }}
      />
    </FieldRow>
  );
}
