package io.meshplay.models.archive;

/**
 * Every bound that the reading of an archive obeys.
 *
 * @param entriesMax most entries in one archive, nested ones and directories counted; most files of a {@link FileTree}
 * @param entryBytesMax largest entry that is handed out, in bytes
 * @param bytesMax most bytes that an archive inflates to
 * @param ratioMax most bytes that a byte of the archive inflates to, once it gave {@code ratioFreeBytes}
 * @param ratioFreeBytes bytes that an archive may inflate to, whatever its own size
 * @param nestingMax deepest archive in an archive; 1 is no nesting
 * @param pathSegmentsMax deepest path of an entry
 * @param pathCharsMax longest path of an entry
 */
public record ArchiveLimits(
        int entriesMax,
        int entryBytesMax,
        long bytesMax,
        int ratioMax,
        long ratioFreeBytes,
        int nestingMax,
        int pathSegmentsMax,
        int pathCharsMax) {
    /** What holds unless somebody says otherwise. */
    public static final ArchiveLimits DEFAULTS =
            new ArchiveLimits(200_000, 16 << 20, 4L << 30, 200, 64L << 20, 3, 32, 1_024);

    /** What holds for a {@link FileTree}, which stands in memory. */
    public static final ArchiveLimits TREE = new ArchiveLimits(4_000, 8 << 20, 32L << 20, 200, 32L << 20, 1, 32, 512);

    /** Refuses bounds that leave nothing. */
    public ArchiveLimits {
        require(entriesMax >= 1, "entriesMax", entriesMax);
        require(entryBytesMax >= 1, "entryBytesMax", entryBytesMax);
        require(bytesMax >= 1, "bytesMax", bytesMax);
        require(ratioMax >= 1, "ratioMax", ratioMax);
        require(ratioFreeBytes >= 0, "ratioFreeBytes", ratioFreeBytes);
        require(nestingMax >= 1, "nestingMax", nestingMax);
        require(pathSegmentsMax >= 1, "pathSegmentsMax", pathSegmentsMax);
        require(pathCharsMax >= 1, "pathCharsMax", pathCharsMax);
    }

    private static void require(boolean holds, String name, long value) {
        if (!holds) {
            throw new IllegalArgumentException("archive." + name + " is " + value + ", which leaves nothing");
        }
    }
}
