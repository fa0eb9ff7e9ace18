package io.meshplay.crdt;

import java.util.Set;

/** What the room knows of the sender; asked by the gatekeeper while it decides about one update. */
public interface Admission {
    /** Admits everything: for the document's own checkpoint and journal. */
    Admission OF_OWN_STATE = new Admission() {
        @Override
        public Standing standing(long clientId) {
            return Standing.OWN;
        }

        @Override
        public boolean mayTouch(Set<Touched> touched) {
            return true;
        }
    };

    /** How the sender stands to a client id. */
    enum Standing {
        /** The id is the sender's, or nobody's yet. */
        OWN,
        /** The id is another user's who is not here: the sender passes on what that user wrote. */
        RELAY,
        /** The id is another user's who is here: that user is asked instead. */
        OWNER_LIVE
    }

    /** How the sender stands to a client id that brings structs not yet known; asked at most once per id and update. */
    Standing standing(long clientId);

    /** Whether the sender may change anything at all; one that may not is told so before any work is done for what it brings. */
    default boolean mayWrite() {
        return true;
    }

    /** Whether the sender may change all of these places; asked once, before anything is taken. */
    boolean mayTouch(Set<Touched> touched);
}
