package io.meshplay.load.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Several nodes on one store: a FerretDB, which speaks MongoDB's protocol over a SQLite, a Redis, and servers, all on the
 * loopback and ended by their ids. One thread at a time.
 */
public final class Cluster implements AutoCloseable {
    private static final long BUILD_MINUTES_MAX = 30;

    private final ServiceProcess store;
    private final ServiceProcess redis;
    private final List<ServerProcess> nodes = new ArrayList<>();

    private Cluster(ServiceProcess store, ServiceProcess redis) {
        this.store = store;
        this.redis = redis;
    }

    /** Starts all of it with its data below a directory. */
    public static Cluster start(Path data, int nodes) {
        try {
            var storePort = ServerProcess.freePort();
            var redisPort = ServerProcess.freePort();
            var store = store(Files.createDirectories(data.resolve("store")), storePort);
            try {
                var redis = redis(Files.createDirectories(data.resolve("redis")), redisPort);
                var cluster = new Cluster(store, redis);
                cluster.launch(data, nodes, storePort, redisPort);
                return cluster;
            } catch (RuntimeException | IOException e) {
                store.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static ServiceProcess store(Path data, int port) throws IOException, InterruptedException {
        return ServiceProcess.start(List.of(ferret(), "127.0.0.1:" + port, data.toString()), port, log(data));
    }

    private static ServiceProcess redis(Path data, int port) {
        var command = new ArrayList<>(List.of("redis-server", "--bind", "127.0.0.1", "--port", Integer.toString(port)));
        command.addAll(List.of("--dir", data.toString(), "--save", "", "--appendonly", "no"));
        return ServiceProcess.start(command, port, log(data));
    }

    private static Path log(Path data) {
        return data.resolveSibling(data.getFileName() + ".log");
    }

    private void launch(Path data, int count, int storePort, int redisPort) throws IOException {
        var secret = Files.writeString(data.resolve("secret"), "a secret of this run alone, and of no other");
        var arguments = List.of(
                "--store",
                "mongodb://127.0.0.1:" + storePort + "/meshplay?meshplay.standalone=true",
                "--redis",
                "redis://127.0.0.1:" + redisPort,
                "--node-port",
                "0",
                "--cluster-secret-file",
                secret.toString());
        try {
            for (var i = 0; i < count; i++) {
                nodes.add(ServerProcess.start(data.resolve("node-" + i), ServerProcess.freePort(), arguments));
            }
        } catch (RuntimeException e) {
            nodes.forEach(ServerProcess::close);
            redis.close();
            throw e;
        }
    }

    /** The built store; building it is kept for later runs. */
    private static String ferret() throws IOException, InterruptedException {
        var script = Workspace.root().resolve("infra/testcluster/ferretdb/build.sh");
        var building = new ProcessBuilder(script.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var path = new String(building.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (!building.waitFor(BUILD_MINUTES_MAX, TimeUnit.MINUTES) || building.exitValue() != 0) {
            throw new IllegalStateException(script + " failed: run it to see why");
        }
        return path;
    }

    /** The nodes, in the order of their start. */
    public List<ServerProcess> nodes() {
        return List.copyOf(nodes);
    }

    /** What they all write to. */
    public ServiceProcess store() {
        return store;
    }

    /** By which they tell each other who is present. */
    public ServiceProcess redis() {
        return redis;
    }

    @Override
    public void close() {
        nodes.forEach(ServerProcess::close);
        redis.close();
        store.close();
    }
}
