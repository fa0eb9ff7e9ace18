package io.meshplay.collab.store.mongo;

import java.time.Duration;

/**
 * Every bound of the MongoDB store.
 *
 * @param queuedCallsMax calls that may wait to append, or to do all else; one more fails as unavailable
 * @param queuedBytesMax bytes of payload that may wait to append; a call above it is taken only by an empty queue
 * @param callsPerInsertMax calls that share one insert
 * @param bytesPerInsertMax bytes that share one insert; a larger call has one of its own
 * @param inlineBytesMax bytes that one document holds itself; what is above lies in chunks. A document's own limit is 16 MiB
 * @param chunkBytes size of one chunk
 * @param trimPerDeleteMax journal documents that one delete forgets
 * @param headsMax designs whose end is remembered
 * @param threads virtual threads, each with a connection, for all but appends, trims and records
 * @param recordThreads the same for records, among them heartbeats and leases, which wait behind nothing heavy
 * @param selectionTimeout how long a call waits for a primary
 * @param writeTimeout how long a majority may take to confirm a write
 */
record MongoLimits(
        int queuedCallsMax,
        long queuedBytesMax,
        int callsPerInsertMax,
        long bytesPerInsertMax,
        int inlineBytesMax,
        int chunkBytes,
        int trimPerDeleteMax,
        int headsMax,
        int threads,
        int recordThreads,
        Duration selectionTimeout,
        Duration writeTimeout) {
    static final MongoLimits DEFAULTS = new MongoLimits(
            10_000,
            64L << 20,
            1_000,
            16L << 20,
            2 << 20,
            4 << 20,
            1_000,
            10_000,
            16,
            8,
            Duration.ofSeconds(5),
            Duration.ofSeconds(10));

    MongoLimits {
        require(queuedCallsMax >= 1, "queuedCallsMax", queuedCallsMax, ">= 1");
        require(queuedBytesMax >= 1, "queuedBytesMax", queuedBytesMax, ">= 1");
        require(callsPerInsertMax >= 1, "callsPerInsertMax", callsPerInsertMax, ">= 1");
        require(bytesPerInsertMax >= 1, "bytesPerInsertMax", bytesPerInsertMax, ">= 1");
        require(inlineBytesMax >= 1 && inlineBytesMax <= 8 << 20, "inlineBytesMax", inlineBytesMax, "1 to 8 MiB");
        require(chunkBytes >= 1 && chunkBytes <= 15 << 20, "chunkBytes", chunkBytes, "1 to 15 MiB");
        require(trimPerDeleteMax >= 1, "trimPerDeleteMax", trimPerDeleteMax, ">= 1");
        require(headsMax >= 1, "headsMax", headsMax, ">= 1");
        require(threads >= 1, "threads", threads, ">= 1");
        require(recordThreads >= 1, "recordThreads", recordThreads, ">= 1");
        require(selectionTimeout.isPositive(), "selectionTimeout", selectionTimeout.toMillis(), "> 0 ms");
        require(writeTimeout.isPositive(), "writeTimeout", writeTimeout.toMillis(), "> 0 ms");
    }

    private static void require(boolean holds, String name, long value, String bound) {
        if (!holds) {
            throw new IllegalArgumentException("store." + name + " is " + value + ", must be " + bound);
        }
    }
}
