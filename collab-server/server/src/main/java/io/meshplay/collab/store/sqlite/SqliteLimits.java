package io.meshplay.collab.store.sqlite;

import java.time.Duration;

/**
 * Every bound of the embedded store.
 *
 * @param queuedCallsMax calls that may wait for the writer, or for the readers; one more fails as unavailable
 * @param queuedBytesMax bytes of payload that may wait for the writer; a call above it is taken only by an empty queue
 * @param callsPerCommitMax calls that share one transaction and one disk flush
 * @param trimPerCommitMax journal entries that one transaction deletes, so that a long trim delays no append
 * @param readersCount threads that read, each with a connection of its own
 * @param databasePagesMax largest database file, in pages of 4 KiB; beyond it the store answers as on a full disk
 * @param preparedMax prepared statements that a connection keeps; one more, and it starts afresh
 * @param logMoveInterval how often the log is moved into the database file
 * @param busyTimeout how long a statement waits for a lock of a foreign program, such as a backup
 */
record SqliteLimits(
        int queuedCallsMax,
        long queuedBytesMax,
        int callsPerCommitMax,
        int trimPerCommitMax,
        int readersCount,
        long databasePagesMax,
        int preparedMax,
        Duration logMoveInterval,
        Duration busyTimeout) {
    static final SqliteLimits DEFAULTS = new SqliteLimits(
            10_000, 64L << 20, 1_000, 2_000, 2, 4_294_967_294L, 256, Duration.ofSeconds(1), Duration.ofSeconds(5));

    SqliteLimits {
        require(queuedCallsMax >= 1, "queuedCallsMax", queuedCallsMax, ">= 1");
        require(queuedBytesMax >= 1, "queuedBytesMax", queuedBytesMax, ">= 1");
        require(callsPerCommitMax >= 1, "callsPerCommitMax", callsPerCommitMax, ">= 1");
        require(trimPerCommitMax >= 1, "trimPerCommitMax", trimPerCommitMax, ">= 1");
        require(readersCount >= 1, "readersCount", readersCount, ">= 1");
        require(databasePagesMax >= 32, "databasePagesMax", databasePagesMax, ">= 32");
        require(preparedMax >= 1, "preparedMax", preparedMax, ">= 1");
        require(logMoveInterval.toMillis() >= 1, "logMoveInterval", logMoveInterval.toMillis(), ">= 1 ms");
        require(!busyTimeout.isNegative(), "busyTimeout", busyTimeout.toMillis(), ">= 0 ms");
    }

    private static void require(boolean holds, String name, long value, String bound) {
        if (!holds) {
            throw new IllegalArgumentException("store." + name + " is " + value + ", must be " + bound);
        }
    }
}
