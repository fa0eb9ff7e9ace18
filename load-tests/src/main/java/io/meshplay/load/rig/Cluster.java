package io.meshplay.load.rig;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
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
    private static final long LISTEN_MILLIS_MAX = 20_000;
    private static final long BUILD_MINUTES_MAX = 30;

    private final List<Process> services = new ArrayList<>();
    private final List<ServerProcess> nodes = new ArrayList<>();
    private final Thread undertaker = new Thread(this::endServices, "cluster-undertaker");

    /** Starts all of it with its data below a directory. */
    public static Cluster start(Path data, int nodes) {
        var cluster = new Cluster();
        try {
            cluster.launch(data, nodes);
            return cluster;
        } catch (RuntimeException | IOException | InterruptedException e) {
            cluster.close();
            throw e instanceof RuntimeException bug ? bug : new IllegalStateException(e);
        }
    }

    private void launch(Path data, int count) throws IOException, InterruptedException {
        Runtime.getRuntime().addShutdownHook(undertaker);
        var storePort = ServerProcess.freePort();
        var redisPort = ServerProcess.freePort();
        var store = Files.createDirectories(data.resolve("store"));
        var redis = Files.createDirectories(data.resolve("redis"));
        serve(store, storePort, List.of(ferret(), "127.0.0.1:" + storePort, store.toString()));
        serve(
                redis,
                redisPort,
                List.of(
                        "redis-server",
                        "--bind",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(redisPort),
                        "--dir",
                        redis.toString(),
                        "--save",
                        "",
                        "--appendonly",
                        "no"));
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
        for (var i = 0; i < count; i++) {
            nodes.add(ServerProcess.start(data.resolve("node-" + i), ServerProcess.freePort(), arguments));
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

    private void serve(Path directory, int port, List<String> command) throws IOException, InterruptedException {
        var log = directory.resolveSibling(directory.getFileName() + ".log").toFile();
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        services.add(process);
        var deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LISTEN_MILLIS_MAX);
        while (!listens(port)) {
            if (process.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        command.getFirst() + " does not listen: " + Files.readString(log.toPath()));
            }
        }
    }

    private static boolean listens(int port) {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /** The nodes, in the order of their start. */
    public List<ServerProcess> nodes() {
        return List.copyOf(nodes);
    }

    @Override
    public void close() {
        nodes.forEach(ServerProcess::close);
        endServices();
        try {
            for (var service : services) {
                service.waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(undertaker);
    }

    private void endServices() {
        services.forEach(Process::destroyForcibly);
    }
}
