import { useCallback, useState } from "react";
import { loadPerson, type Person, savePerson } from "../sync/person";

/** The person at this browser, and how they change their name. */
export function usePerson(): { person: Person; rename: (name: string) => void } {
  const [person, setPerson] = useState(loadPerson);
  const rename = useCallback(
    (name: string) => {
      const next = { ...person, name };
      savePerson(next);
      setPerson(next);
    },
    [person],
  );
  return { person, rename };
}
