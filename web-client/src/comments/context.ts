import { createContext, useContext, useEffect, useState, useSyncExternalStore } from "react";
import type { Person } from "../sync/person";
import type { Session } from "../sync/session";
import { toast } from "../ui/toasts";
import { CommentDesk, type View } from "./desk";
import type { Thread } from "./threads";

export const DeskContext = createContext<CommentDesk | undefined>(undefined);

/** The comments of the open design; undefined while it opens. */
export function useDesk(): CommentDesk | undefined {
  return useContext(DeskContext);
}

/** Makes the desk of a session and listens for its keys: M begins a comment, Escape ends whatever is open. */
export function useCommentDesk(session: Session, designId: string, person: Person): CommentDesk | undefined {
  const [desk, setDesk] = useState<CommentDesk>();
  useEffect(() => {
    const made = new CommentDesk(session, designId, person, (thread, message) => {
      const action = { label: "Open", run: () => made.show({ kind: "open", thread: thread.id }) };
      toast(`${message.author.name} mentioned you: ${message.text.slice(0, 80)}`, { action });
    });
    setDesk(made);
    return () => {
      setDesk(undefined);
      made.destroy();
    };
    // oxlint-disable-next-line react/exhaustive-deps -- a new name is told to the desk below
  }, [session, designId]);
  useEffect(() => desk?.setPerson(person), [desk, person]);
  useEffect(() => {
    if (desk === undefined) return undefined;
    const press = (event: KeyboardEvent) => {
      const typing =
        event.target instanceof HTMLElement &&
        event.target.closest("input, textarea, select, [contenteditable], dialog") !== null;
      if (event.key === "Escape" && !typing && desk.current().kind !== "none" && !event.defaultPrevented) {
        event.preventDefault();
        desk.show({ kind: "none" });
      }
      const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
      if (!plain || typing || event.defaultPrevented || session.readOnly) return;
      if (event.key !== "m") return;
      event.preventDefault();
      desk.show(desk.current().kind === "placing" ? { kind: "none" } : { kind: "placing" });
    };
    window.addEventListener("keydown", press, true);
    return () => window.removeEventListener("keydown", press, true);
  }, [desk, session]);
  return desk;
}

/** Every thread of the design. */
export function useThreads(desk: CommentDesk): ReadonlyMap<string, Thread> {
  return useSyncExternalStore(desk.comments.subscribe, desk.comments.current);
}

/** What of the comments is on the screen. */
export function useView(desk: CommentDesk): View {
  return useSyncExternalStore(desk.subscribe, desk.current);
}

/** How many messages of others in a thread were not seen; renders again when that changes. */
export function useUnread(desk: CommentDesk): (thread: Thread) => number {
  useSyncExternalStore(desk.marks.subscribe, desk.marks.current);
  return (thread) => desk.marks.unread(thread);
}

/** Unread messages in threads that are not resolved. */
export function useUnreadTotal(desk: CommentDesk): number {
  const threads = useThreads(desk);
  const unread = useUnread(desk);
  let total = 0;
  for (const thread of threads.values()) if (thread.resolved === undefined) total += unread(thread);
  return total;
}
