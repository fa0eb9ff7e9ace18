package io.meshplay.crdt;

import io.meshplay.crdt.lib0.MalformedException;

/** Why an update was not taken: the sender's fault, expected, counted, never logged above DEBUG. */
public sealed interface Refusal {
    /** Bytes that are no v1 update. */
    record Malformed(int offset, String what) implements Refusal {}

    /** One of the limits is passed; {@code what} is the limit's name. */
    record TooLarge(String what, long value, long limit) implements Refusal {}

    /** Valid Yjs that this server does not take. */
    record Unsupported(Feature feature, int offset) implements Refusal {}

    /** Other content stands under a clock that is known: two writers share a client id. */
    record ClientIdReused(long clientId, long clock) implements Refusal {}

    /** Well-formed, but no Yjs document can hold it. */
    record BadStructure(String what, int offset) implements Refusal {}

    /** Shared types nested too deep. */
    record TooDeep(int depth, int limit) implements Refusal {}

    /** More root types than one document may have. */
    record TooManyRoots(int limit) implements Refusal {}

    /** The update needs more work than its budget. */
    record TooMuchWork(long stepsMax) implements Refusal {}

    /** The sender may not change what the update changes. */
    record Forbidden() implements Refusal {}

    /** A gap that the sender did not close when asked; made by the room. */
    record Gap(String missing) implements Refusal {}

    /** Things of Yjs that are refused under a code of their own. */
    enum Feature {
        /** Content reference 2, written by Yjs before 2020. */
        CONTENT_JSON("unsupportedContentJson"),
        /** Type reference 5. */
        XML_HOOK("unsupportedXmlHook"),
        /** A content reference above 10. */
        CONTENT("unsupportedContent"),
        /** Half of a pair of surrogates, escaped in the JSON of an embed or a format; no other parser than JavaScript's reads it. */
        LONE_SURROGATE("unsupportedLoneSurrogate"),
        /** A key that sets the prototype of the object that holds it in JavaScript. */
        PROTOTYPE_KEY("unsupportedPrototypeKey"),
        /** A BigInt that a plain number can hold; write the number. */
        SMALL_BIG_INT("unsupportedSmallBigInt"),
        /** A type reference above 6. */
        TYPE("unsupportedType");

        private final String code;

        Feature(String code) {
            this.code = code;
        }
    }

    /** What {@link UpdateDecoder#decode} threw, as a value. */
    static Refusal of(MalformedException fault) {
        return fault instanceof RefusedException refused
                ? refused.refusal()
                : new Malformed(fault.offset(), fault.what());
    }

    /** Stable name for programs. */
    default String code() {
        return switch (this) {
            case Malformed _ -> "malformed";
            case TooLarge _ -> "tooLarge";
            case Unsupported unsupported -> unsupported.feature().code;
            case ClientIdReused _ -> "clientIdReused";
            case BadStructure _ -> "badStructure";
            case TooDeep _ -> "tooDeep";
            case TooManyRoots _ -> "tooManyRoots";
            case TooMuchWork _ -> "tooMuchWork";
            case Forbidden _ -> "forbidden";
            case Gap _ -> "gap";
        };
    }

    /** Byte offset of the fault in the update, -1 when it has none. */
    default int offset() {
        return -1;
    }

    /** One sentence that tells the sender what to do. */
    default String whatToDo() {
        return switch (this) {
            case Malformed m -> "Send a Yjs v1 update (%s at byte %d).".formatted(m.what(), m.offset());
            case TooLarge t ->
                "Send less at once: %s is %d, at most %d is taken.".formatted(t.what(), t.value(), t.limit());
            case Unsupported u -> "Use another type: this server does not take %s.".formatted(u.feature().code);
            case ClientIdReused c ->
                "Take a new client id: %d wrote something else at clock %d.".formatted(c.clientId(), c.clock());
            case BadStructure b ->
                "Load the document anew: the update does not fit any Yjs document (%s).".formatted(b.what());
            case TooDeep t -> "Nest shared types at most %d deep.".formatted(t.limit());
            case TooManyRoots t -> "Use at most %d root types.".formatted(t.limit());
            case TooMuchWork _ -> "Split the change into smaller updates.";
            case Forbidden _ -> "Ask the owner for the right to change this.";
            case Gap g ->
                "Send the whole difference to the server's state vector: %s is missing.".formatted(g.missing());
        };
    }
}
