import { Settings } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";
import { cleanName, initialsOf, isFollowable, keepFollowable, NAME_MAX, type Person } from "../sync/person";
import { personStyle } from "../ui/avatar";
import { Popover } from "../ui/popover";
import { ThemeChoice } from "./theme-choice";

type Props = {
  readonly person: Person;
  readonly onRename: (name: string) => void;
  readonly onFollowable?: (followable: boolean) => void;
};

/** This person's avatar; opens where they choose their name and theme. */
export function Profile(props: Props) {
  const { person } = props;
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
          <ProfileForm {...props} onDone={() => setOpen(false)} />
        </Popover>
      )}
    </div>
  );
}

function ProfileForm(props: Props & { onDone: () => void }) {
  const [followable, setFollowable] = useState(isFollowable);
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
      <label className="check-row">
        <input
          type="checkbox"
          checked={followable}
          onChange={(event) => {
            const wanted = event.currentTarget.checked;
            keepFollowable(wanted);
            setFollowable(wanted);
            props.onFollowable?.(wanted);
          }}
        />
        Others may follow my view
      </label>
      <ThemeChoice />
      <Link className="menu-item profile-settings" to="/settings" onClick={props.onDone}>
        <Settings size={15} strokeWidth={1.7} aria-hidden="true" /> All settings
      </Link>
    </form>
  );
}
