package io.meshplay.collab.designs;

import java.util.function.Consumer;

/** News of designs, of every node of the cluster. Any thread. */
public interface DesignFeed {
    /** Tells everybody, here and on other nodes. Never waits, never fails: who cannot be told hears a {@link DesignEvent.Resync} later. */
    void publish(DesignEvent event);

    /**
     * Hears everything from here on.
     *
     * @param listener called on any thread; must not block it
     * @return ends the subscription
     */
    Subscription subscribe(Consumer<DesignEvent> listener);

    /** A listener's place in the feed. */
    interface Subscription {
        /** Ends it; an event that is under way may still come. */
        void cancel();
    }
}
