package io.meshplay.models.archive;

/** What is wrong with an archive or with one of its entries, in a word that stays the same. */
public enum Why {
    /** Its bytes are not those of an archive that somebody wrote. */
    DAMAGED,
    /** A path that leaves the archive, a link, a device, or a path that stands twice. */
    UNSAFE,
    /** It is beyond a limit. */
    TOO_LARGE,
    /** It is whole, and not what was asked for. */
    UNFIT
}
