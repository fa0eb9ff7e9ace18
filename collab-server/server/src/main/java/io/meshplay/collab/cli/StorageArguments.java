package io.meshplay.collab.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The arguments that say where designs are kept. The environment is for addresses with a password: arguments show in lists
 * of processes.
 */
final class StorageArguments {
    static final String STORE = "MESHPLAY_STORE";
    private static final String REDIS = "MESHPLAY_REDIS";
    private static final String EMBEDDED = "sqlite";

    @Option(
            names = "--store",
            paramLabel = "<address>",
            description = "sqlite keeps designs in the data directory; mongodb://... or mongodb+srv://... in a MongoDB"
                    + " replica set, for several nodes. Default: sqlite, or the environment's " + STORE)
    private @Nullable String store;

    @Option(
            names = "--redis",
            paramLabel = "<address>",
            description =
                    "redis://... or rediss://...: what nodes tell each other of who is where. Default: none, or the"
                            + " environment's " + REDIS)
    private @Nullable String redis;

    @Option(
            names = "--cluster-name",
            paramLabel = "<name>",
            defaultValue = "meshplay",
            description = "A database belongs to the cluster of this name. Default: ${DEFAULT-VALUE}")
    private String clusterName = "";

    /** {@return the options; fails with IllegalArgumentException, one line for the user that shows no address} */
    StorageOptions options(Map<String, String> environment, boolean clustered) {
        String mongo = mongo(chosen(store, environment));
        if (mongo != null && !clustered) {
            throw new IllegalArgumentException(
                    "--store mongodb://... needs --node-port and the cluster's secret, even for"
                            + " one server: another one may come, and no design may be served twice");
        }
        if (mongo == null && clustered) {
            throw new IllegalArgumentException("--node-port needs a store that nodes can share: --store mongodb://...");
        }
        return new StorageOptions(mongo, given(redis, environment.get(REDIS)), named(clusterName));
    }

    static @Nullable String chosen(@Nullable String store, Map<String, String> environment) {
        return given(store, environment.get(STORE));
    }

    /** {@return the address of a MongoDB, null for the embedded store} */
    static @Nullable String mongo(@Nullable String chosen) {
        String mongo = chosen == null || chosen.equals(EMBEDDED) ? null : chosen;
        if (mongo != null && !mongo.startsWith("mongodb://") && !mongo.startsWith("mongodb+srv://")) {
            throw new IllegalArgumentException("--store must be sqlite, mongodb://... or mongodb+srv://...");
        }
        return mongo;
    }

    static String named(String clusterName) {
        if (clusterName.isBlank()) {
            throw new IllegalArgumentException("--cluster-name is empty, must be a name");
        }
        return clusterName;
    }

    private static @Nullable String given(@Nullable String argument, @Nullable String environment) {
        String value = argument == null ? environment : argument;
        return value == null || value.isBlank() ? null : value;
    }
}
