import { createContext, useContext, useSyncExternalStore } from "react";
import type { Snapshot } from "../doc/model";
import type { Following, Peer } from "../sync/presence";
import type { Session } from "../sync/session";
import type { SyncState } from "../sync/state";

/** What everything on a design page shares; the object is made once per session. */
export type Workbench = { readonly session: Session; readonly stopEditing: () => void };

export const WorkbenchContext = createContext<Workbench | undefined>(undefined);

/** The open design's workbench. */
export function useWorkbench(): Workbench {
  const workbench = useContext(WorkbenchContext);
  if (workbench === undefined) throw new Error("used outside a design page");
  return workbench;
}

/** The design as it is; renders again when it changes. */
export function useSnapshot(session: Session): Snapshot {
  const { store } = session.design;
  return useSyncExternalStore(store.subscribe, () => store.current);
}

/** Where the session stands. */
export function useSyncState(session: Session): SyncState {
  return useSyncExternalStore(session.subscribe, session.current);
}

/** Who else has this component selected. */
export function useSelectedBy(session: Session, component: string): Peer | undefined {
  const { presence } = session;
  return useSyncExternalStore(
    (listener) => presence.subscribe("selections", listener),
    () => presence.selectedBy(component),
  );
}

/** Who else is editing a field of a component. */
export function useEditedBy(session: Session, field: string): Peer | undefined {
  const { presence } = session;
  return useSyncExternalStore(
    (listener) => presence.subscribe("selections", listener),
    () => presence.editedBy(field),
  );
}

/** The other people here. */
export function usePeople(session: Session): readonly Peer[] {
  const { presence } = session;
  return useSyncExternalStore(
    (listener) => presence.subscribe("people", listener),
    () => presence.others,
  );
}

/** Whom this person follows, and who follows them. */
export function useFollowing(session: Session): Following {
  const { presence } = session;
  return useSyncExternalStore((listener) => presence.subscribe("follow", listener), presence.following);
}
