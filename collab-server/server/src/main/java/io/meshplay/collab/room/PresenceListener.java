package io.meshplay.collab.room;

import io.meshplay.crdt.AwarenessUpdate;
import java.util.List;

/** Hears who is in the rooms of this process; called on the room's loop, at most once per presence tick, and must not block it. */
public interface PresenceListener {
    /**
     * Some of those who are in a room have said something else of themselves, or have left.
     *
     * @param changes the newest entry of each client id that changed; without JSON the client has left
     */
    void changed(String designId, List<AwarenessUpdate.Entry> changes);

    /** The room is closed; nobody is in it any more. */
    void closed(String designId);

    /** {@return a listener that does nothing} */
    static PresenceListener none() {
        return new PresenceListener() {
            @Override
            public void changed(String designId, List<AwarenessUpdate.Entry> changes) {}

            @Override
            public void closed(String designId) {}
        };
    }
}
