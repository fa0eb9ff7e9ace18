package io.meshplay.models.convert.archive;

/**
 * Every bound that the reading of an archive or directory obeys.
 *
 * @param filesMax most files
 * @param fileBytesMax largest file, in bytes
 * @param bytesMax most bytes of all files, unpacked
 * @param nameCharsMax longest path of a file
 */
public record ArchiveLimits(int filesMax, int fileBytesMax, int bytesMax, int nameCharsMax) {
    /** What holds unless somebody says otherwise. */
    public static final ArchiveLimits DEFAULTS = new ArchiveLimits(4_000, 8 << 20, 32 << 20, 512);

    /** Refuses bounds that leave nothing. */
    public ArchiveLimits {
        if (filesMax < 1 || fileBytesMax < 1 || bytesMax < 1 || nameCharsMax < 1) {
            throw new IllegalArgumentException("a limit of an archive is below 1");
        }
    }
}
