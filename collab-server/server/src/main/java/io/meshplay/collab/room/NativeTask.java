package io.meshplay.collab.room;

import java.util.Locale;

/** What a native worker is asked to do; its {@link #word} stands in logs and reports. */
enum NativeTask {
    /** Build a room from its checkpoint and journal. */
    LOAD,
    /** Let native code read updates. */
    APPLY,
    /** Encode what a peer lacks. */
    DIFF,
    /** Encode the whole document. */
    ENCODE,
    /** Write the document as JSON. */
    PROJECT,
    /** Make an edit of the server's. */
    EDIT,
    /** Decide about an update that is too large for the loop. */
    DECIDE,
    /** Load an encoded state again, and compare. */
    CHECK,
    /** Free a document. */
    CLOSE,
    /** Do all of it once with a design that is in no store. */
    WARM_UP;

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
