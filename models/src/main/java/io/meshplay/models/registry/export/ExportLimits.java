package io.meshplay.models.registry.export;

/**
 * Every bound that an export obeys.
 *
 * @param modelBytesMax most bytes of all files of one model, which stand in memory
 * @param leftOutMax most remarks that are told one by one
 */
public record ExportLimits(long modelBytesMax, int leftOutMax) {
    /** What holds unless somebody says otherwise. */
    public static final ExportLimits DEFAULTS = new ExportLimits(256L << 20, 1_000);

    /** Refuses bounds that leave nothing. */
    public ExportLimits {
        if (modelBytesMax < 1 || leftOutMax < 1) {
            throw new IllegalArgumentException("a limit of an export is below 1");
        }
    }
}
