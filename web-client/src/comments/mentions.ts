import type { Author, Thread } from "./threads";

/** A stretch of a message: plain words, or a name that was mentioned. */
export type Piece = { readonly at: number; readonly text: string; readonly person: Author | undefined };

/** The longest names first, so that "Mona Lisa" is not read as "Mona". */
function byLength(people: readonly Author[]): readonly Author[] {
  return [...people].sort((a, b) => b.name.length - a.name.length);
}

/** The name that stands at this place behind an @, if it is a whole word. */
function personAt(text: string, at: number, people: readonly Author[]): Author | undefined {
  if (text[at] !== "@" || /[\p{L}\p{N}_]/u.test(text[at - 1] ?? "")) return undefined;
  return people.find(({ name }) => {
    const end = at + 1 + name.length;
    const same = text.slice(at + 1, end).toLowerCase() === name.toLowerCase();
    return same && !/[\p{L}\p{N}_]/u.test(text[end] ?? "");
  });
}

/** Cuts a message at the names in it; the pieces together are the message. */
export function pieces(text: string, people: readonly Author[]): readonly Piece[] {
  const known = byLength(people);
  const found: Piece[] = [];
  let start = 0;
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
    const person = personAt(text, at, known);
    if (person === undefined) continue;
    if (at > start) found.push({ at: start, text: text.slice(start, at), person: undefined });
    start = at + 1 + person.name.length;
    found.push({ at, text: text.slice(at, start), person });
    at = start - 1;
  }
  if (start < text.length) found.push({ at: start, text: text.slice(start), person: undefined });
  return found;
}

/** The ids of everybody whom a message names. */
export function mentioned(text: string, people: readonly Author[]): readonly string[] {
  return [...new Set(pieces(text, people).flatMap(({ person }) => (person === undefined ? [] : [person.id])))];
}

/** What is being typed behind an @ at the caret, and where it begins. */
export function typedName(text: string, caret: number): { readonly at: number; readonly typed: string } | undefined {
  const found = /(?:^|[^\p{L}\p{N}_])@([\p{L}\p{N}_.-]*(?: [\p{L}\p{N}_.-]*)?)$/u.exec(text.slice(0, caret));
  const typed = found?.[1];
  return typed === undefined ? undefined : { at: caret - typed.length - 1, typed };
}

/** People whose name, or a part of it, begins so. */
export function matching(typed: string, people: readonly Author[]): readonly Author[] {
  const wanted = typed.toLowerCase();
  const fits = ({ name }: Author) =>
    name.toLowerCase().startsWith(wanted) ||
    name
      .toLowerCase()
      .split(" ")
      .some((part) => part.startsWith(wanted));
  return people.filter(fits).slice(0, 6);
}

/** Everybody who is here or has written here, once each; the newest name of a person counts. */
export function peopleOf(here: readonly Author[], threads: Iterable<Thread>): readonly Author[] {
  const people = new Map<string, Author>();
  for (const { messages } of threads) for (const { author } of messages) people.set(author.id, author);
  for (const { id, name } of here) people.set(id, { id, name });
  people.delete("");
  return [...people.values()].sort((a, b) => a.name.localeCompare(b.name));
}
