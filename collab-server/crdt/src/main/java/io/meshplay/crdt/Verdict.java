package io.meshplay.crdt;

import org.jspecify.annotations.Nullable;

/** What the gatekeeper decided about one update. */
public sealed interface Verdict {
    /**
     * Taken whole.
     *
     * @param update what to journal, forward and apply
     */
    record Accepted(AcceptedUpdate update) implements Verdict {}

    /** Valid, and brings nothing that is not known. */
    record Known() implements Verdict {}

    /**
     * Something that the update builds on is not known here; the rest was taken and the sender has to bring what is missing.
     *
     * @param taken what stood before the gap, null when that was nothing new
     * @param missing the first missing thing, for the log
     */
    record Gap(@Nullable AcceptedUpdate taken, String missing) implements Verdict {}

    /**
     * Not taken; nothing changed.
     *
     * @param refusal why
     */
    record Refused(Refusal refusal) implements Verdict {}
}
