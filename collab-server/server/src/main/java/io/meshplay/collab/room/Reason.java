package io.meshplay.collab.room;

import io.meshplay.crdt.Refusal;
import io.vertx.core.json.JsonObject;

/**
 * Why a message was refused, as its sender is told.
 *
 * @param code stable
 * @param offset byte offset in the refused bytes; -1 if none
 * @param whatToDo one line for a person
 */
record Reason(String code, int offset, String whatToDo) {
    static final Reason READ_ONLY =
            new Reason("readOnly", -1, "This link may look but not edit: ask for a link that may edit.");
    static final Reason STORE_UNAVAILABLE = new Reason(
            "storeUnavailable",
            -1,
            "The server cannot save right now; the edit stays in your client and is sent again.");
    static final Reason DAMAGED = new Reason(
            "designDamaged",
            -1,
            "A part of this design cannot be read, so it is read-only: tell whoever runs the server.");
    static final Reason GAP = new Reason(
            "gap",
            -1,
            "The update builds on edits that nobody has sent: reload, or reconnect the client that made them.");

    static Reason tooLarge(int bytes, int limit) {
        return new Reason(
                "tooLarge", -1, "The message has " + bytes + " bytes, at most " + limit + ": send smaller edits.");
    }

    static Reason malformed(int offset, String what) {
        return new Reason("malformed", offset, "Malformed at byte " + offset + " (" + what + "): update the client.");
    }

    static Reason of(Refusal refusal) {
        return new Reason(refusal.code(), refusal.offset(), refusal.whatToDo());
    }

    /** {@return the stateless message that names it} */
    String json() {
        return new JsonObject()
                .put("code", code)
                .put("offset", offset)
                .put("whatToDo", whatToDo)
                .encode();
    }
}
