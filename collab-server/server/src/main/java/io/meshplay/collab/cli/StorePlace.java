package io.meshplay.collab.cli;

import java.nio.file.Path;

/** Where a store is that a command reads or fills. Its text never holds credentials. */
public sealed interface StorePlace {
    /** A data directory. */
    record Directory(Path path) implements StorePlace {
        @Override
        public String toString() {
            return path.toString();
        }
    }

    /**
     * A MongoDB database.
     *
     * @param address may hold credentials
     * @param clusterName of the cluster that is to own a database that is filled
     * @param secretFingerprint of that cluster's secret; empty where a database is only read
     */
    record Database(String address, String clusterName, String secretFingerprint) implements StorePlace {
        @Override
        public String toString() {
            return "the MongoDB database";
        }
    }
}
