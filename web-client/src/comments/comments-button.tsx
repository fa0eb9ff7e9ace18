import { MessageSquare } from "lucide-react";
import { useDesk, useUnreadTotal } from "./context";
import type { CommentDesk } from "./desk";

/** Opens the list of comments; says how many messages are new. */
export function CommentsButton({ onClick }: { onClick: () => void }) {
  const desk = useDesk();
  return desk === undefined ? null : <Counted desk={desk} onClick={onClick} />;
}

function Counted({ desk, onClick }: { desk: CommentDesk; onClick: () => void }) {
  const unread = useUnreadTotal(desk);
  return (
    <button
      type="button"
      className="button"
      aria-label={unread === 0 ? "Comments" : `Comments, ${unread} unread`}
      onClick={onClick}
    >
      <MessageSquare size={15} strokeWidth={1.7} aria-hidden="true" />
      {unread === 0 ? (
        <span className="wide">Comments</span>
      ) : (
        <span className="badge">{unread > 99 ? "99+" : unread}</span>
      )}
    </button>
  );
}
