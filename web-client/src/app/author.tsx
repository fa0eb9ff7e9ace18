import { colorOf, initialsOf, type Person } from "../sync/person";
import { Avatar } from "../ui/avatar";

/** Who made a version; one that a program made carries the local user's id instead of a name. */
export function authorName(author: string): string {
  return author === "" || author === "local" ? "Somebody" : author;
}

/** An author's initials on their colour: this person's own, or one that follows from the name. */
export function AuthorAvatar({ author, person }: { author: string; person: Person }) {
  const name = authorName(author);
  const color = author === person.name ? person.color : colorOf(author);
  return <Avatar name={name} initials={initialsOf(name)} color={color} />;
}
