package io.meshplay.crdt;

/**
 * Every bound that one document obeys.
 *
 * @param structsMax most structs held, after neighbours were joined
 * @param clientsMax most client ids
 * @param rootsMax most root types
 * @param subdocumentsMax most subdocuments alive
 * @param typeDepthMax deepest nesting of shared types below a root
 * @param contentBytesMax most bytes of live content
 */
public record StructureLimits(
        int structsMax, int clientsMax, int rootsMax, int subdocumentsMax, int typeDepthMax, long contentBytesMax) {
    /** For every room. */
    public static final StructureLimits DEFAULTS = new StructureLimits(2_000_000, 50_000, 64, 1_000, 64, 16L << 20);

    /** Refuses a bound that nothing could obey. */
    public StructureLimits {
        require(structsMax, "structsMax");
        require(clientsMax, "clientsMax");
        require(rootsMax, "rootsMax");
        require(subdocumentsMax, "subdocumentsMax");
        require(typeDepthMax, "typeDepthMax");
        require(contentBytesMax, "contentBytesMax");
    }

    private static void require(long value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException("structure." + name + " is " + value + ", must be >= 1");
        }
    }
}
