import { Settings } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";
import { cleanName, initialsOf, NAME_MAX, type Person } from "../sync/person";
import { personStyle } from "../ui/avatar";
import { Popover } from "../ui/popover";
import { ThemeChoice } from "./theme-choice";

/** This person's avatar; opens where they choose their name and theme. */
export function Profile({ person, onRename }: { person: Person; onRename: (name: string) => void }) {
  const [open, setOpen] = useState(false);
  return (
    <div className="anchor">
      <button
        type="button"
        className="avatar me"
        style={personStyle(person.color)}
        aria-label={`${initialsOf(person.name)}, you are ${person.name}. Change your name or theme`}
        aria-expanded={open}
        title={person.name}
        onClick={() => setOpen(!open)}
      >
        {initialsOf(person.name)}
      </button>
      {open && (
        <Popover label="You" className="right profile" onClose={() => setOpen(false)}>
          <ProfileForm person={person} onRename={onRename} onDone={() => setOpen(false)} />
        </Popover>
      )}
    </div>
  );
}

function ProfileForm(props: { person: Person; onRename: (name: string) => void; onDone: () => void }) {
  const [name, setName] = useState(props.person.name);
  const commit = () => {
    const clean = cleanName(name);
    if (clean !== "" && clean !== props.person.name) props.onRename(clean);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        commit();
        props.onDone();
      }}
    >
      <label>
        <span className="label">Your name</span>
        <input
          className="field"
          value={name}
          maxLength={NAME_MAX}
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
          onBlur={commit}
        />
      </label>
      <p className="muted hint">Others see it beside your cursor. It stays in this browser.</p>
      <ThemeChoice />
      <Link className="menu-item profile-settings" to="/settings" onClick={props.onDone}>
        <Settings size={15} strokeWidth={1.7} aria-hidden="true" /> All settings
      </Link>
    </form>
  );
}
