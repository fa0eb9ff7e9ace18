import { ReactFlowProvider } from "@xyflow/react";
import { useEffect, useState } from "react";
import { useParams, useSearchParams } from "react-router";
import { useSnapshot, useSyncState } from "../canvas/context";
import { Session } from "../sync/session";
import { toast } from "../ui/toasts";
import { DesignWorkbench } from "./design-workbench";
import { Ended } from "./ended";
import { WorkbenchSkeleton } from "./skeletons";
import { usePerson } from "./use-person";

function collabUrl(): string {
  return `${location.protocol === "https:" ? "wss:" : "ws:"}//${location.host}/collab`;
}

/** One design, opened live. A share link's token stays in the address, so that a reload joins again. */
export function DesignPage() {
  const { id = "" } = useParams();
  const [params] = useSearchParams();
  const token = params.get("token") ?? "";
  const { person, rename } = usePerson();
  const [session, setSession] = useState<Session>();
  useEffect(() => {
    const opened = new Session(id, token, collabUrl(), person, ({ code, whatToDo }) => {
      toast(whatToDo === "" ? `The server refused an edit (${code}).` : whatToDo, { tone: "error" });
    });
    setSession(opened);
    return () => {
      setSession(undefined);
      opened.destroy();
    };
    // oxlint-disable-next-line react/exhaustive-deps -- a new name is told to the session below, it is no reason to rejoin
  }, [id, token]);
  useEffect(() => session?.presence.setPerson(person), [session, person]);
  if (session === undefined) return <WorkbenchSkeleton />;
  return (
    <ReactFlowProvider>
      <Opened key={id + token} session={session} designId={id} person={person} onRename={rename} />
    </ReactFlowProvider>
  );
}

function Opened(props: Parameters<typeof DesignWorkbench>[0]) {
  const state = useSyncState(props.session);
  const { name } = useSnapshot(props.session);
  return (
    <>
      <title>{name === "" ? "Meshplay" : `${name} · Meshplay`}</title>
      {state.kind === "ended" ? (
        <Ended {...state} onForget={() => props.session.forget()} />
      ) : (
        <DesignWorkbench {...props} />
      )}
    </>
  );
}
