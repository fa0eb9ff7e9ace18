package io.meshplay.models.registry;

import io.meshplay.models.archive.ArchiveLimits;

/**
 * Every bound that the loading of a registry obeys.
 *
 * @param filesMax most files
 * @param fileBytesMax largest file, in bytes
 * @param depthMax deepest nesting of maps and lists in a file
 * @param textCharsInline longest text that stays in a definition's details; longer ones are contents of their own
 * @param definitionsMax most definitions in one file
 * @param refusalsMax most refusals that are listed; the others are counted
 * @param archive bounds of archives
 */
public record RegistryLimits(
        int filesMax,
        int fileBytesMax,
        int depthMax,
        int textCharsInline,
        int definitionsMax,
        int refusalsMax,
        ArchiveLimits archive) {
    /** What holds unless somebody says otherwise. */
    public static final RegistryLimits DEFAULTS =
            new RegistryLimits(200_000, 16 << 20, 128, 512, 2_000, 100_000, ArchiveLimits.DEFAULTS);

    /** Refuses bounds that leave nothing. */
    public RegistryLimits {
        require(filesMax, "filesMax");
        require(fileBytesMax, "fileBytesMax");
        require(depthMax, "depthMax");
        require(textCharsInline, "textCharsInline");
        require(definitionsMax, "definitionsMax");
        require(refusalsMax, "refusalsMax");
    }

    private static void require(int value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException("registry." + name + " is " + value + ", must be >= 1");
        }
    }
}
