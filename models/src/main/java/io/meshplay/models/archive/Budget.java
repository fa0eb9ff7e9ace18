package io.meshplay.models.archive;

/** Bytes that one archive, with all that are nested in it, inflates to; counted against its own size. */
final class Budget {
    private final ArchiveLimits limits;
    private long packed;
    private long inflated;

    Budget(ArchiveLimits limits) {
        this.limits = limits;
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
