import { ArrowLeft } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useNavigate } from "react-router";
import {
  cleanName,
  initialsOf,
  isFollowable,
  keepFollowable,
  NAME_MAX,
  PEOPLE_COLORS,
  type Person,
} from "../sync/person";
import { Avatar, personStyle } from "../ui/avatar";
import { CommandButton } from "./command-centre";
import { PageBar } from "./page-bar";
import { ThemeChoice } from "./theme-choice";
import { useReducedMotion } from "../ui/motion";
import { usePerson } from "./use-person";
import "./settings.css";

const COLOR_NAMES = ["Violet", "Green", "Orange", "Blue", "Pink", "Ochre", "Olive", "Purple"] as const;

/** How others see this person, and how Meshplay looks; all of it is kept in this browser. */
export function SettingsPage() {
  const { person, rename, change } = usePerson();
  const navigate = useNavigate();
  const reduced = useReducedMotion();
  const [followable, setFollowable] = useState(isFollowable);
  const back = () => {
    // A page that was opened by its address has nothing of ours behind it.
    const index = (history.state as { idx?: number } | null)?.idx ?? 0;
    void (index > 0 ? navigate(-1) : navigate("/designs"));
  };
  return (
    <div className="page">
      <title>Settings · Meshplay</title>
      <PageBar person={person} onRename={rename}>
        <CommandButton />
      </PageBar>
      <main id="main" className="settings" tabIndex={-1}>
        <button type="button" className="button quiet small settings-back" onClick={back}>
          <ArrowLeft size={15} strokeWidth={1.7} aria-hidden="true" /> Back
        </button>
        <h1>Settings</h1>
        <p className="muted">They are kept in this browser, and apply at once.</p>
        <Section title="You" words="Others see this beside your cursor and on your versions.">
          <div className="settings-you">
            <Avatar name={person.name} initials={initialsOf(person.name)} color={person.color} />
            <NameField key={person.id} person={person} onRename={rename} />
          </div>
          <ColorChoice color={person.color} onChoose={(color) => change({ color })} />
        </Section>
        <Section title="Appearance" words="A theme for your eyes only.">
          <ThemeChoice />
          <p className="settings-fact">
            <span className="label">Motion</span>
            <span className="muted">
              {reduced
                ? "Reduced, as your system asks: nothing slides or fades."
                : "As your system has it: short and rare. Ask your system for less, and nothing moves here."}
            </span>
          </p>
        </Section>
        <Section title="Together" words="What others may do with your view of a design.">
          <label className="settings-check">
            <input
              type="checkbox"
              aria-label="Others may follow my view"
              checked={followable}
              onChange={(event) => {
                keepFollowable(event.currentTarget.checked);
                setFollowable(event.currentTarget.checked);
              }}
            />
            <span>
              <span className="label">Others may follow my view</span>
              <span className="muted">Without it they see your cursor and selection, but not what you look at.</span>
            </span>
          </label>
        </Section>
      </main>
    </div>
  );
}

function Section({ title, words, children }: { title: string; words: string; children: ReactNode }) {
  return (
    <section className="settings-section" aria-label={title}>
      <div>
        <h2>{title}</h2>
        <p className="muted">{words}</p>
      </div>
      <div className="settings-fields">{children}</div>
    </section>
  );
}

function NameField({ person, onRename }: { person: Person; onRename: (name: string) => void }) {
  const [name, setName] = useState(person.name);
  const empty = cleanName(name) === "";
  const commit = () => {
    if (!empty) onRename(cleanName(name));
    setName(empty ? person.name : cleanName(name));
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        commit();
      }}
    >
      <label>
        <span className="label">Display name</span>
        <input
          className="field"
          value={name}
          maxLength={NAME_MAX}
          autoComplete="off"
          aria-invalid={empty}
          onChange={(event) => setName(event.currentTarget.value)}
          onBlur={commit}
        />
      </label>
    </form>
  );
}

function ColorChoice({ color, onChoose }: { color: string; onChoose: (color: string) => void }) {
  return (
    <fieldset className="colors">
      <legend className="label">Colour</legend>
      {PEOPLE_COLORS.map((value, index) => (
        <label key={value} className={value === color ? "color on" : "color"} style={personStyle(value)}>
          <input
            type="radio"
            name="color"
            className="sr-only"
            aria-label={COLOR_NAMES[index]}
            checked={value === color}
            onChange={() => onChoose(value)}
          />
        </label>
      ))}
    </fieldset>
  );
}
