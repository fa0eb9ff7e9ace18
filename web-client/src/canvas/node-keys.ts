import type { KeyboardEvent } from "react";
import type { Session } from "../sync/session";
import { nudge } from "./align";
import { clicked } from "./selecting";
import { GRID } from "./snap";

export const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const LARGE = 10;

type Options = {
  readonly session: Session;
  readonly selection: readonly string[];
  readonly onSelect: (ids: readonly string[]) => void;
  readonly readOnly: boolean;
};

/** What keys do on a component that has the focus; answers whether the press is used up. */
export function keyOnNode(event: KeyboardEvent, { session, selection, onSelect, readOnly }: Options): boolean {
  const target = event.target instanceof HTMLElement ? event.target : undefined;
  const id = target?.classList.contains("react-flow__node") === true ? target.dataset["id"] : undefined;
  if (id === undefined || event.ctrlKey || event.metaKey || event.altKey) return false;
  const arrow = ARROWS[event.key];
  if (arrow !== undefined) {
    const step = event.shiftKey ? GRID * LARGE : GRID;
    const moved = selection.includes(id) ? selection : [id];
    if (moved !== selection) onSelect(moved);
    if (!readOnly) nudge(session.design, moved, arrow[0] * step, arrow[1] * step);
    event.preventDefault();
    return true;
  }
  // Enter on what is selected renames it; the page listens to that.
  if (event.key === " " || (event.key === "Enter" && !selection.includes(id))) {
    onSelect(clicked(selection, id, event.shiftKey));
    event.preventDefault();
    return true;
  }
  return false;
}
