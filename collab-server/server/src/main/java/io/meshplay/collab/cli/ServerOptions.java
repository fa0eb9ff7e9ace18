package io.meshplay.collab.cli;

import io.meshplay.collab.node.ClusterOptions;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks of the server; already checked.
 *
 * @param host a loopback address or name, or any if the network is trusted
 * @param port 0 to 65535; 0 takes any free port
 * @param data the data directory; need not exist yet
 * @param samples open sample designs on first start
 * @param storage where designs are kept, and whether nodes talk through Redis
 * @param network who may reach it
 * @param log how it logs
 * @param nativeDeadline when native code that has not come back ends the process; zero for never
 * @param registry definitions to evaluate designs with, beside the built-in ones; null for none
 * @param cluster how the process takes part in a cluster; null if it is alone on its store
 */
public record ServerOptions(
        String host,
        int port,
        Path data,
        boolean samples,
        StorageOptions storage,
        NetworkOptions network,
        LogOptions log,
        Duration nativeDeadline,
        @Nullable Path registry,
        @Nullable ClusterOptions cluster) {}
