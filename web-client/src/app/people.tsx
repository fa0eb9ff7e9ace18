import { useState } from "react";
import { useFollowing, usePeople } from "../canvas/context";
import { initialsOf } from "../sync/person";
import type { Peer } from "../sync/presence";
import type { Session } from "../sync/session";
import { personStyle } from "../ui/avatar";
import { Popover } from "../ui/popover";

const SHOWN = 4;

/** What pressing a person's avatar does, in words. */
function wordsFor({ person, followable }: Peer, followed: boolean): string {
  if (followed) return `Stop following ${person.name}`;
  return followable ? `Follow ${person.name}` : `${person.name} does not want to be followed`;
}

/** Who else is here; pressing a person follows their view. */
export function People({ session }: { session: Session }) {
  const people = usePeople(session);
  const { followed, followers } = useFollowing(session);
  const [all, setAll] = useState(false);
  if (people.length === 0) return null;
  const more = people.length - SHOWN;
  const isFollowed = (peer: Peer) => followed?.person.id === peer.person.id;
  const follow = (peer: Peer) => session.presence.follow(isFollowed(peer) ? undefined : peer.clientId);
  const watching = followers.map(({ person }) => person.name);
  return (
    <>
      {watching.length > 0 && (
        <span className="muted wide" role="status">
          {watching.length === 1 ? `${watching[0]} follows you` : `${watching.length} people follow you`}
        </span>
      )}
      <ul className="people" aria-label="People here">
        {people.slice(0, SHOWN).map((peer) => (
          <li key={peer.person.id}>
            <button
              type="button"
              className={isFollowed(peer) ? "avatar followed" : "avatar"}
              style={personStyle(peer.person.color)}
              disabled={!peer.followable && !isFollowed(peer)}
              aria-pressed={isFollowed(peer)}
              aria-label={`${initialsOf(peer.person.name)}: ${wordsFor(peer, isFollowed(peer))}`}
              title={wordsFor(peer, isFollowed(peer))}
              onClick={() => follow(peer)}
            >
              {initialsOf(peer.person.name)}
            </button>
          </li>
        ))}
        {more > 0 && (
          <li className="anchor">
            <button
              type="button"
              className="avatar"
              style={personStyle("#5b6472")}
              aria-label={`+${more}: everybody who is here`}
              aria-expanded={all}
              onClick={() => setAll(!all)}
            >
              +{more}
            </button>
            {all && (
              <Popover label="People here" className="right people-menu" onClose={() => setAll(false)}>
                {people.map((peer) => (
                  <button
                    key={peer.person.id}
                    type="button"
                    className="menu-item"
                    disabled={!peer.followable && !isFollowed(peer)}
                    title={wordsFor(peer, isFollowed(peer))}
                    onClick={() => {
                      follow(peer);
                      setAll(false);
                    }}
                  >
                    <span className="avatar" style={personStyle(peer.person.color)} aria-hidden="true">
                      {initialsOf(peer.person.name)}
                    </span>
                    {peer.person.name}
                    <span className="muted">
                      {isFollowed(peer) ? "followed" : peer.followable ? "" : "not followed"}
                    </span>
                  </button>
                ))}
              </Popover>
            )}
          </li>
        )}
      </ul>
    </>
  );
}
