import { newId } from "../doc/ids";

/** The person at this browser, as others see them. */
export type Person = {
  readonly id: string;
  readonly name: string;
  readonly color: string;
};

/** The eight colours of people; white text reads on each. */
export const PEOPLE_COLORS = [
  "#6d4aff",
  "#0b7a53",
  "#c2410c",
  "#0369a1",
  "#be185d",
  "#a16207",
  "#4d7c0f",
  "#7e22ce",
] as const;

export const NAME_MAX = 40;
const KEY = "meshplay.person";
const FOLLOWABLE_KEY = "meshplay.followable";
const ADJECTIVES = ["Calm", "Bright", "Quick", "Brave", "Kind", "Keen", "Merry", "Bold"];
const ANIMALS = ["Otter", "Heron", "Lynx", "Finch", "Marten", "Ibis", "Badger", "Wren"];

/** A stable colour for an id. */
export function colorOf(id: string): string {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) >>> 0;
  return PEOPLE_COLORS[sum % PEOPLE_COLORS.length] ?? PEOPLE_COLORS[0];
}

/** A name that fits, without line breaks and outer spaces. */
export function cleanName(name: string): string {
  return name.replace(/\s+/g, " ").trim().slice(0, NAME_MAX);
}

/** Up to two letters for an avatar. */
export function initialsOf(name: string): string {
  const parts = name.split(" ").filter((part) => part !== "");
  const letters =
    parts.length > 1 ? [parts[0], parts.at(-1)].map((part) => [...(part ?? "")][0]) : [...name].slice(0, 2);
  return letters.join("").toUpperCase();
}

function invent(): Person {
  const id = newId();
  const pick = (list: readonly string[]) => list[Math.floor(Math.random() * list.length)] ?? "";
  return { id, name: `${pick(ADJECTIVES)} ${pick(ANIMALS)}`, color: colorOf(id) };
}

/** Reads the person kept in this browser, or makes one up and keeps it. */
export function loadPerson(): Person {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "null") as Partial<Person> | null;
    if (typeof kept?.id === "string" && typeof kept.name === "string") {
      const color = PEOPLE_COLORS.find((known) => known === kept.color) ?? colorOf(kept.id);
      return { id: kept.id, name: cleanName(kept.name) || "Someone", color };
    }
  } catch {
    // Storage can be forbidden or broken; a new person does.
  }
  const person = invent();
  savePerson(person);
  return person;
}

/** Keeps the person for the next visit; without storage they last as long as the page. */
export function savePerson(person: Person): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(person));
  } catch {
    // See loadPerson.
  }
}

/** Whether others may follow this person's view; they may until this person says no. */
export function isFollowable(): boolean {
  try {
    return localStorage.getItem(FOLLOWABLE_KEY) !== "no";
  } catch {
    return true;
  }
}

/** Keeps the choice for the next visit; see savePerson. */
export function keepFollowable(followable: boolean): void {
  try {
    localStorage.setItem(FOLLOWABLE_KEY, followable ? "yes" : "no");
  } catch {
    // See loadPerson.
  }
}
