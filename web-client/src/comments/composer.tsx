import { ArrowUp } from "lucide-react";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { colorOf, initialsOf } from "../sync/person";
import { Avatar } from "../ui/avatar";
import type { CommentDesk } from "./desk";
import { matching, typedName } from "./mentions";
import { type Author, TEXT_MAX } from "./threads";

type Props = {
  readonly desk: CommentDesk;
  readonly label: string;
  readonly first?: string;
  readonly onSay: (text: string) => void;
  readonly onCancel?: () => void;
};

/** Where a message is written: Enter sends it, Shift-Enter is a new line, @ offers the people of the design. */
export function Composer({ desk, label, first = "", onSay, onCancel }: Props) {
  const [text, setText] = useState(first);
  const [caret, setCaret] = useState(first.length);
  const [at, setAt] = useState(0);
  const [closed, setClosed] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const listId = useId();
  const typed = closed ? undefined : typedName(text, caret);
  const offers =
    typed === undefined
      ? []
      : matching(
          typed.typed,
          desk.people().filter(({ id }) => id !== desk.me.id),
        );
  const active = offers[Math.min(at, offers.length - 1)];

  const say = () => {
    if (text.trim() === "") return;
    onSay(text);
    setText("");
  };
  const choose = (person: Author) => {
    if (typed === undefined) return;
    const end = typed.at + 1 + person.name.length + 1;
    // Drawn at once: the caret must stand right before the next key, or it would jump back among what is typed on.
    flushSync(() => {
      setText(`${text.slice(0, typed.at)}@${person.name} ${text.slice(caret).replace(/^ /, "")}`);
      setCaret(end);
      setAt(0);
    });
    area.current?.focus();
    area.current?.setSelectionRange(end, end);
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (active !== undefined) {
      const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
      if (step !== 0) setAt((Math.min(at, offers.length - 1) + step + offers.length) % offers.length);
      else if (event.key === "Enter" || event.key === "Tab") choose(active);
      else if (event.key === "Escape") setClosed(true);
      else return;
    } else if (event.key === "Enter" && !event.shiftKey) say();
    else if (event.key === "Escape" && onCancel !== undefined) onCancel();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        say();
      }}
    >
      <textarea
        ref={area}
        // The one who opens a thread is about to write in it.
        autoFocus
        rows={1}
        aria-label={label}
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-controls={listId}
        aria-activedescendant={active === undefined ? undefined : `${listId}-${active.id}`}
        placeholder={label}
        maxLength={TEXT_MAX}
        value={text}
        onKeyDown={press}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setCaret(event.currentTarget.selectionStart);
          setClosed(false);
          setAt(0);
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
      />
      <button type="submit" className="button primary small icon" aria-label="Send" disabled={text.trim() === ""}>
        <ArrowUp size={15} strokeWidth={2} aria-hidden="true" />
      </button>
      <div id={listId} className="mention-list" role="listbox" aria-label="People" hidden={offers.length === 0}>
        {offers.map((person) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are those of the text field
          <div
            key={person.id}
            id={`${listId}-${person.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={person === active}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(person)}
          >
            <Avatar name={person.name} initials={initialsOf(person.name)} color={colorOf(person.id)} />
            {person.name}
          </div>
        ))}
      </div>
    </form>
  );
}
