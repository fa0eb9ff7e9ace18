package io.meshplay.collab.cli;

import io.meshplay.collab.node.ClusterSecret;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The arguments that name the store of a command, as {@code up} names its own. */
final class PlaceArguments {
    @Option(
            names = "--data",
            paramLabel = "<directory>",
            description = "The data directory. Default, where a store is read: ./data")
    private @Nullable Path data;

    @Option(
            names = "--store",
            paramLabel = "<address>",
            description =
                    "mongodb://... or mongodb+srv://...: the MongoDB database instead of a directory. Default: the"
                            + " environment's " + StorageArguments.STORE + " if there is no --data")
    private @Nullable String store;

    /** {@return what is read}; fails with IllegalArgumentException, one line for the user that shows no address */
    StorePlace read(Map<String, String> environment) {
        String mongo = mongo(environment);
        return mongo == null
                ? new StorePlace.Directory(data == null ? Path.of("./data") : data)
                : new StorePlace.Database(mongo, "", "");
    }

    /** {@return what is filled}; fails as {@link #read} */
    StorePlace filled(Map<String, String> environment, String clusterName, String secretFile) {
        String mongo = mongo(environment);
        if (mongo != null) {
            return new StorePlace.Database(
                    mongo,
                    StorageArguments.named(clusterName),
                    new ClusterSecret(ClusterArguments.secret(secretFile, "--store mongodb://...", environment))
                            .fingerprint());
        }
        if (data == null) {
            throw new IllegalArgumentException("--data or --store is missing: say what to fill");
        }
        return new StorePlace.Directory(data);
    }

    private @Nullable String mongo(Map<String, String> environment) {
        String mongo = StorageArguments.mongo(data == null ? StorageArguments.chosen(store, environment) : store);
        if (mongo != null && data != null) {
            throw new IllegalArgumentException("--data and --store mongodb://... are both given: name one store");
        }
        return mongo;
    }
}
