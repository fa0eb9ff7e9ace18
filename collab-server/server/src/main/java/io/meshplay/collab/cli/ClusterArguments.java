package io.meshplay.collab.cli;

import io.meshplay.collab.node.ClusterOptions;
import io.meshplay.collab.node.ClusterSecret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The arguments that make the server one node of a cluster. */
final class ClusterArguments {
    private static final String SECRET = "MESHPLAY_CLUSTER_SECRET";
    private static final String LOOPBACK = "127.0.0.1";

    @Option(
            names = "--node-port",
            paramLabel = "<port>",
            description =
                    "The port on which other nodes ask this one; 0 takes any free one. Makes this a node of a cluster.")
    private @Nullable Integer nodePort;

    @Option(
            names = "--node-address",
            paramLabel = "<host:port>",
            defaultValue = "",
            description =
                    "Where other nodes reach the node port, which listens on that host. Default: 127.0.0.1 and the port")
    private String nodeAddress = "";

    @Option(
            names = "--cluster-secret-file",
            paramLabel = "<file>",
            defaultValue = "",
            description = "Holds what all nodes of the cluster know, 32 characters or more; or the environment's "
                    + SECRET + ".")
    private String secretFile = "";

    /** {@return how to take part in a cluster, null if alone; fails with IllegalArgumentException, one line for the user} */
    @Nullable ClusterOptions options(Map<String, String> environment) {
        Integer port = nodePort;
        if (port == null) {
            if (!nodeAddress.isEmpty() || !secretFile.isEmpty()) {
                throw new IllegalArgumentException("--node-address and --cluster-secret-file need --node-port");
            }
            return null;
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("--node-port is " + port + ", must be 0 to 65535");
        }
        return new ClusterOptions(
                host(), port, nodeAddress, new ClusterSecret(secret(secretFile, "--node-port", environment)));
    }

    private String host() {
        int colon = nodeAddress.lastIndexOf(':');
        String host = colon < 0 ? "" : nodeAddress.substring(0, colon).replaceAll("^\\[|]$", "");
        return host.isEmpty() ? LOOPBACK : host;
    }

    /** {@return the text of the secret}; {@code wanting}: the argument that needs it */
    static String secret(String secretFile, String wanting, Map<String, String> environment) {
        if (secretFile.isEmpty()) {
            String secret = environment.get(SECRET);
            if (secret == null || secret.isBlank()) {
                throw new IllegalArgumentException(
                        wanting + " needs the cluster's secret: --cluster-secret-file, or " + SECRET);
            }
            return secret;
        }
        try {
            return Files.readString(Path.of(secretFile));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "--cluster-secret-file " + secretFile + " cannot be read: " + e.getMessage(), e);
        }
    }
}
