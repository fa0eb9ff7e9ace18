package io.meshplay.collab.designs;

import org.jspecify.annotations.Nullable;

/** News that whoever shows designs wants to hear. */
public sealed interface DesignEvent {
    /** What can happen to a design. */
    enum Kind {
        /** It was made, by hand or from a file. */
        CREATED,
        /** It has another name. */
        RENAMED,
        /** Its document changed; told a while after the edits. */
        EDITED,
        /** It was deleted softly. */
        DELETED,
        /** It was brought back. */
        RESTORED,
        /** A version of it was committed. */
        COMMITTED
    }

    /**
     * A design changed.
     *
     * @param name its name since then, where the one who tells knows it
     * @param version number of the version that was committed; 0 for everything else
     */
    record Changed(Kind kind, String designId, @Nullable String name, long version) implements DesignEvent {
        /** {@return the event of a design with its present name} */
        static Changed of(Kind kind, DesignRecord design) {
            return new Changed(kind, design.id(), design.name(), 0);
        }
    }

    /** Who is on a design is not as it was; where a pointer stands is no news. */
    record PeopleChanged(PresenceView.Summary summary) implements DesignEvent {}

    /** Events may have been missed: whoever shows something should read it again. */
    record Resync() implements DesignEvent {}
}
