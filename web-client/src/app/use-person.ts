import { useCallback, useState } from "react";
import { loadPerson, type Person, savePerson } from "../sync/person";

type Changes = Partial<Pick<Person, "name" | "color">>;

/** The person at this browser, and how they change how others see them. */
export function usePerson(): { person: Person; rename: (name: string) => void; change: (part: Changes) => void } {
  const [person, setPerson] = useState(loadPerson);
  const change = useCallback((part: Changes) => {
    setPerson((old) => {
      const next = { ...old, ...part };
      savePerson(next);
      return next;
    });
  }, []);
  const rename = useCallback((name: string) => change({ name }), [change]);
  return { person, rename, change };
}
