package io.meshplay.collab.designs;

import org.jspecify.annotations.Nullable;

/** Why a request on designs was not carried out: the caller's fault, expected, never logged above DEBUG. */
public sealed interface DesignRefusal {
    /** No design has the id. */
    record UnknownDesign(String designId) implements DesignRefusal {}

    /** The design was deleted and can be restored. */
    record DeletedDesign(String designId) implements DesignRefusal {}

    /** The design has no version of this number. */
    record UnknownVersion(long number) implements DesignRefusal {}

    /** The design has no share link of this id. */
    record UnknownLink(String linkId) implements DesignRefusal {}

    /** The caller saw another revision than the stored one. */
    record RevisionDiffers(long expected, long stored) implements DesignRefusal {}

    /** Other writers were first each time. */
    record Contended(String what) implements DesignRefusal {}

    /** The design holds as many of a thing as it may. */
    record TooMany(String what, int max) implements DesignRefusal {}

    /**
     * The imported file is no design.
     *
     * @param path where in the file, as line and column; null if nowhere in particular
     */
    record Unreadable(@Nullable String path, String message) implements DesignRefusal {}
}
