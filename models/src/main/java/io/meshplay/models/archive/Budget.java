package io.meshplay.models.archive;

/**
 * Entries of one archive, or of all layers of one layout, with all that are nested in them, and the bytes that they inflate
 * to; those are counted against its own size.
 */
final class Budget {
    private final ArchiveLimits limits;
    private long packed;
    private long inflated;
    private int entries;

    Budget(ArchiveLimits limits) {
        this.limits = limits;
    }

    void entry() throws ArchiveRefusedException {
        entries++;
        if (entries > limits.entriesMax()) {
            throw new ArchiveRefusedException(Why.TOO_LARGE, "It holds more than " + limits.entriesMax() + " entries.");
        }
    }

    void packed(int bytes) {
        packed += bytes;
    }

    void inflated(int bytes) throws ArchiveRefusedException {
        inflated += bytes;
        if (inflated > limits.bytesMax()) {
            throw new ArchiveRefusedException(
                    Why.TOO_LARGE, "It inflates to more than " + limits.bytesMax() + " bytes.");
        }
        if (inflated > limits.ratioFreeBytes() && inflated / limits.ratioMax() > packed) {
            throw new ArchiveRefusedException(
                    Why.TOO_LARGE, "It inflates to more than " + limits.ratioMax() + " times its size: a bomb.");
        }
    }
}
