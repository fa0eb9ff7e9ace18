package io.meshplay.collab.cli;

import org.jspecify.annotations.Nullable;

/**
 * Where designs are kept, and through what nodes tell each other who is where.
 *
 * @param mongo the address of a MongoDB, which may hold credentials; null keeps designs in the data directory
 * @param redis the address of a Redis, which may hold credentials; null is without
 * @param clusterName tells the clusters apart that could meet in one database
 */
public record StorageOptions(
        @Nullable String mongo, @Nullable String redis, String clusterName) {
    /** All in the data directory. */
    public static final StorageOptions EMBEDDED = new StorageOptions(null, null, "meshplay");

    /** Says what there is, never the addresses. */
    @Override
    public String toString() {
        return "StorageOptions[mongo=" + (mongo == null ? "none" : "set") + ", redis="
                + (redis == null ? "none" : "set") + ", clusterName=" + clusterName + "]";
    }
}
