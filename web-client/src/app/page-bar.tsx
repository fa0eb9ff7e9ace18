import type { ReactNode } from "react";
import { Link } from "react-router";
import type { Person } from "../sync/person";
import { Mark } from "./brand";
import { Profile } from "./profile";
import { TrustNote } from "./trust-note";

/** The bar of every page but a design's: the way home, and who one is. The workspace's name has its place beside the brand. */
export function PageBar(props: { person: Person; onRename: (name: string) => void; children?: ReactNode }) {
  return (
    <header className="bar">
      <Link className="brand" to="/designs">
        <Mark /> Meshplay
      </Link>
      <span className="spring" />
      <TrustNote />
      {props.children}
      <Profile person={props.person} onRename={props.onRename} />
    </header>
  );
}
