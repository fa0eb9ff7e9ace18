package io.meshplay.crdt;

/**
 * Every bound that one update obeys by its bytes alone.
 *
 * @param updateBytesMax largest update, in bytes
 * @param structsMax most structs in one update
 * @param rangesMax most delete ranges in one update
 * @param clientsMax most client sections in one update, counted for structs and for deletes
 * @param valueDepthMax deepest nesting of a value (Any or JSON), in arrays and objects
 * @param rootNameBytesMax longest root name, in bytes
 * @param keyBytesMax longest key, in bytes
 */
public record DecodeLimits(
        int updateBytesMax,
        int structsMax,
        int rangesMax,
        int clientsMax,
        int valueDepthMax,
        int rootNameBytesMax,
        int keyBytesMax) {
    /** For step 2 and the document's own state. */
    public static final DecodeLimits DEFAULTS =
            new DecodeLimits(16 << 20, 2_000_000, 2_000_000, 50_000, 64, 256, 64 << 10);

    /** Refuses a bound that nothing could obey. */
    public DecodeLimits {
        require(updateBytesMax, "updateBytesMax");
        require(structsMax, "structsMax");
        require(rangesMax, "rangesMax");
        require(clientsMax, "clientsMax");
        require(valueDepthMax, "valueDepthMax");
        require(rootNameBytesMax, "rootNameBytesMax");
        require(keyBytesMax, "keyBytesMax");
    }

    /** The same bounds with another size, for a live update for example. */
    public DecodeLimits withUpdateBytesMax(int bytes) {
        return new DecodeLimits(bytes, structsMax, rangesMax, clientsMax, valueDepthMax, rootNameBytesMax, keyBytesMax);
    }

    private static void require(int value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException("decode." + name + " is " + value + ", must be >= 1");
        }
    }
}
