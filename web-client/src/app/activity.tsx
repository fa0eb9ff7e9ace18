import { CalendarClock } from "lucide-react";
import { useState } from "react";
import { byDay, deedOf } from "../doc/activity";
import type { Version } from "../rest/designs";
import type { Person } from "../sync/person";
import { AuthorAvatar, authorName } from "./author";
import { Notice } from "./notice";
import { moment } from "./time";
import type { VersionsState } from "./use-versions";

type Props = {
  readonly person: Person;
  readonly onCompare: (from: number, to: number | undefined) => void;
};

/** Who did what to a design, and when, by day. */
export function Activity({ state, ...rest }: Props & { state: VersionsState }) {
  const [now] = useState(() => new Date());
  if (state.kind === "loading") {
    return (
      <div role="group" aria-busy="true" aria-label="Loading activity">
        <div className="skeleton line" />
      </div>
    );
  }
  if (state.kind === "failed") return <p className="field-error">{state.words}</p>;
  if (state.versions.length === 0) {
    return (
      <Notice
        icon={<CalendarClock size={22} />}
        title="Nothing happened yet"
        words="Who commits or restores a version stands here, with the time."
      />
    );
  }
  return byDay(state.versions, now).map(([day, versions]) => (
    <section key={day} className="activity" aria-label={day}>
      <h2>{day}</h2>
      <ol className="versions">
        {versions.map((version) => (
          <Entry key={version.number} version={version} {...rest} />
        ))}
      </ol>
    </section>
  ));
}

function Entry({ version, person, onCompare }: Props & { version: Version }) {
  const { number, author, createdAt, message } = version;
  const deed = deedOf(message);
  const time = new Date(createdAt).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  return (
    <li>
      <AuthorAvatar author={author} person={person} />
      <div className="version-words">
        <p>
          <strong>{authorName(author)}</strong>{" "}
          {deed.kind === "committed" ? `committed v${number}` : `restored v${deed.version}`}
        </p>
        <p className="muted" title={moment(createdAt)}>
          {time} · {deed.kind === "committed" ? message : `what was there before is v${number}`}
        </p>
        {deed.kind === "committed" && number > 1 && (
          <button
            type="button"
            className="button quiet small activity-more"
            onClick={() => onCompare(number - 1, number)}
          >
            What changed
          </button>
        )}
        {deed.kind === "restored" && (
          <button
            type="button"
            className="button quiet small activity-more"
            onClick={() => onCompare(number, deed.version)}
          >
            What changed
          </button>
        )}
      </div>
    </li>
  );
}
