import type { DesignPeople } from "../rest/designs";
import { colorOf, initialsOf, PEOPLE_COLORS } from "../sync/person";
import { Avatar } from "../ui/avatar";

const SHOWN_MAX = 3;

/** Who is on a design right now. */
export function CardPeople({ people: { people, count } }: { people: DesignPeople }) {
  const shown = people.slice(0, count > SHOWN_MAX ? SHOWN_MAX - 1 : SHOWN_MAX);
  const more = count - shown.length;
  const rest = people.slice(shown.length).map(({ name }) => name);
  const unnamed = more - rest.length;
  const others = unnamed > 0 ? [...rest, `${unnamed} more`] : rest;
  return (
    <ul className="card-people" aria-label="On this design now">
      {shown.map(({ name, color }) => (
        <li key={`${name} ${color}`}>
          <Avatar
            name={name}
            initials={initialsOf(name)}
            color={PEOPLE_COLORS.find((known) => known === color) ?? colorOf(name)}
          />
        </li>
      ))}
      {more > 0 && (
        <li>
          <Avatar name={others.join(", ")} initials={`+${more}`} color="#5b6472" />
        </li>
      )}
    </ul>
  );
}
