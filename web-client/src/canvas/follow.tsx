import { useReactFlow, useStore } from "@xyflow/react";
import { useEffect } from "react";
import { initialsOf } from "../sync/person";
import { personStyle } from "../ui/avatar";
import { useFollowing, useWorkbench } from "./context";

const REST_MS = 160;

/**
 * Follows another's view of the design until this person acts themselves, and tells one's own view while somebody follows
 * it. The frame says whose eyes these are.
 */
export function Follow() {
  const { session } = useWorkbench();
  const { presence } = session;
  const flow = useReactFlow();
  const { followed, followers } = useFollowing(session);
  const [left, top, zoom] = useStore((state) => state.transform);
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);

  // Two who follow each other on screens of different shape would zoom out for ever.
  const told = followers.length > 0 && followed === undefined;
  useEffect(() => {
    if (!told) {
      presence.setView(undefined);
      return;
    }
    presence.setView({ x: -left / zoom, y: -top / zoom, width: width / zoom, height: height / zoom });
  }, [presence, told, left, top, zoom, width, height]);

  const view = followed?.view;
  useEffect(() => {
    if (view === undefined) return;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    void flow.fitBounds(view, { padding: 0, ...(still ? {} : { duration: REST_MS }) });
  }, [flow, view]);

  const following = followed !== undefined;
  useEffect(() => {
    if (!following) return undefined;
    const end = () => presence.follow(undefined);
    const press = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      event.preventDefault();
      end();
    };
    const canvas = document.querySelector(".canvas");
    canvas?.addEventListener("pointerdown", end, true);
    canvas?.addEventListener("wheel", end, { capture: true, passive: true });
    window.addEventListener("keydown", press, true);
    return () => {
      canvas?.removeEventListener("pointerdown", end, true);
      canvas?.removeEventListener("wheel", end, true);
      window.removeEventListener("keydown", press, true);
    };
  }, [following, presence]);

  if (followed === undefined) return null;
  return (
    <div className="follow-frame" style={personStyle(followed.person.color)}>
      <span className="follow-words" role="status">
        <span aria-hidden="true">{initialsOf(followed.person.name)} · </span>
        Following {followed.person.name}. Esc ends it.
      </span>
    </div>
  );
}
