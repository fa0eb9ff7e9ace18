package io.meshplay.collab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerCommandTest {
    private final List<ServerOptions> started = new ArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private final List<String> done = new ArrayList<>();
    private final StoreTasks tasks = new StoreTasks() {
        @Override
        public int backup(StorePlace store, Path to) {
            done.add("backup " + store + " " + to);
            return 0;
        }

        @Override
        public int restore(Path from, StorePlace store, boolean sameHistory) {
            done.add("restore " + from + " " + store + " " + sameHistory);
            return 5;
        }

        @Override
        public int verify(StorePlace store) {
            done.add("verify " + store);
            return 0;
        }
    };

    private static ServerOptions options(String host, int port, String data, boolean samples) {
        return new ServerOptions(
                host,
                port,
                Path.of(data),
                samples,
                StorageOptions.EMBEDDED,
                NetworkOptions.LOOPBACK,
                LogOptions.DEFAULTS,
                Duration.ofSeconds(30),
                null,
                null);
    }

    private int run(String... arguments) {
        Starter starter = options -> {
            started.add(options);
            return 0;
        };
        return ServerCommand.run(starter, tasks, new PrintWriter(out), new PrintWriter(err), arguments);
    }

    @Test
    @DisplayName("[CLI-1] without arguments the defaults are used")
    void usesDefaults() {
        assertThat(run()).isZero();

        assertThat(started).containsExactly(options("127.0.0.1", 8080, "./data", true));
    }

    @Test
    @DisplayName("[CLI-1] every option reaches the server")
    void readsOptions() {
        run("--port", "0", "--host=::1", "--data", "/tmp/x", "--no-samples");

        assertThat(started).containsExactly(options("::1", 0, "/tmp/x", false));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 3_600})
    @DisplayName("[CLI-1] the deadline of native code is 0 or 5 to 3600 seconds")
    void readsTheDeadline(int seconds) {
        run("--native-deadline=" + seconds);

        assertThat(started.getFirst().nativeDeadline()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @DisplayName("[CLI-2] a wrong argument is one line that names it, and exit code 2")
    @CsvSource(
            delimiter = '|',
            value = {
                "--port=x | --port",
                "--port=-1 | --port is -1, must be 0 to 65535",
                "--port=65536 | --port is 65536, must be 0 to 65535",
                "--port | --port",
                "--data= | --data is empty",
                "--unknown | --unknown",
                "--log-format=xml | --log-format is xml, must be text or json",
                "--native-deadline=-1 | --native-deadline is -1, must be 0 or 5 to 3600 seconds",
                "--native-deadline=4 | --native-deadline is 4",
                "--native-deadline=3601 | --native-deadline is 3601",
                "--log-level=loud | --log-level is loud",
                "--public-url=https://x.example | go with --trust-network",
                "--admin-token-file=/dev/null | go with --trust-network",
                "up | up"
            })
    void refusesWrongArguments(String argument, String said) {
        assertThat(run(argument)).isEqualTo(2);

        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("meshplay: ")
                .contains(said);
        assertThat(started).isEmpty();
    }

    @Test
    @DisplayName("[CLI-6] a node port, an address and a secret make a node of a cluster")
    void readsTheCluster(@TempDir Path directory) throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "0123456789abcdef0123456789abcdef\n");

        run(
                "--store=mongodb://user:hidden@127.0.0.1/meshplay",
                "--redis=redis://:hidden@127.0.0.1",
                "--node-port=8480",
                "--node-address=[::1]:9000",
                "--cluster-secret-file=" + secret);

        assertThat(started.getFirst().storage()).satisfies(storage -> {
            assertThat(storage.mongo()).isEqualTo("mongodb://user:hidden@127.0.0.1/meshplay");
            assertThat(storage.redis()).isEqualTo("redis://:hidden@127.0.0.1");
        });
        assertThat(started.getFirst().toString())
                .as("what a log might hold")
                .doesNotContain("hidden")
                .doesNotContain("0123456789abcdef");
        assertThat(started.getFirst().cluster()).isNotNull().satisfies(cluster -> {
            assertThat(cluster.host()).isEqualTo("::1");
            assertThat(cluster.port()).isEqualTo(8480);
            assertThat(cluster.address()).isEqualTo("[::1]:9000");
        });
    }

    @ParameterizedTest
    @DisplayName("[CLI-6] half a cluster is one line that says what is missing, and exit code 2")
    @CsvSource(
            delimiter = '|',
            value = {
                "--node-port=8480 | MESHPLAY_CLUSTER_SECRET",
                "--node-port=-1 | --node-port is -1",
                "--node-address=host:1 | need --node-port",
                "--node-port=1 --cluster-secret-file=/nowhere/secret | cannot be read",
                "--node-port=1 --cluster-secret-file=/dev/null | at least 32",
                "--store=mongodb://127.0.0.1/x | needs --node-port",
                "--store=postgres://hidden | --store must be sqlite",
            })
    void refusesHalfACluster(String arguments, String said) {
        assertThat(run(arguments.split(" "))).isEqualTo(2);

        assertThat(err.toString().lines()).singleElement().asString().contains(said);
        assertThat(started).isEmpty();
    }

    @Test
    @DisplayName("[CLI-7] a node of a cluster needs a store that others can share")
    void refusesAClusterOnItsOwnDisk(@TempDir Path directory) throws IOException {
        Path secret = Files.writeString(directory.resolve("secret"), "0123456789abcdef0123456789abcdef");

        assertThat(run("--node-port=1", "--cluster-secret-file=" + secret)).isEqualTo(2);

        assertThat(err.toString().lines()).singleElement().asString().contains("--store mongodb://");
        assertThat(started).isEmpty();
    }

    @ParameterizedTest
    @DisplayName("[CLI-3] a host that is not loopback is refused, with the reason")
    @ValueSource(strings = {"0.0.0.0", "::", "192.168.0.1", "example.org", ""})
    void refusesOtherHosts(String host) {
        assertThat(run("--host", host)).isEqualTo(2);

        assertThat(err.toString().lines()).singleElement().asString().contains("--host", "sign-in");
        assertThat(started).isEmpty();
    }

    @Test
    @DisplayName("[CLI-3] in a trusted network any address will do, with its names and an admin token that is not told")
    void trustsTheNetwork(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "correct-horse-battery\n");

        run("--host=0.0.0.0", "--trust-network", "--public-url=https://x.example", "--admin-token-file=" + file);

        assertThat(started).singleElement().satisfies(options -> {
            assertThat(options.network())
                    .isEqualTo(new NetworkOptions(true, List.of("https://x.example"), "correct-horse-battery"));
            assertThat(options.toString()).doesNotContain("correct-horse");
        });
    }

    @ParameterizedTest
    @DisplayName("[CLI-2] what a trusted network needs is checked: names, a token that cannot be guessed")
    @ValueSource(
            strings = {
                "--public-url=x.example",
                "--public-url=https://x.example/path",
                "--host=",
                "--admin-token-file=short"
            })
    void checksTheNetworkOptions(String argument, @TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("short"), "guess-me");

        assertThat(run("--trust-network", argument.replace("=short", "=" + directory.resolve("short"))))
                .isEqualTo(2);

        assertThat(started).isEmpty();
    }

    @Test
    @DisplayName("[CLI-5] stores are saved, restored and verified by command, whose exit code is the answer")
    void runsStoreTasks() {
        assertThat(run("backup", "--data", "d", "--to", "f")).isZero();
        assertThat(run("restore", "--from", "f", "--data", "n", "--same-history"))
                .isEqualTo(5);
        assertThat(run("verify", "--data", "d")).isZero();
        assertThat(run("backup", "--data", "d")).isEqualTo(2);

        assertThat(done).containsExactly("backup d f", "restore f n true", "verify d");
        assertThat(started).isEmpty();
    }

    @Test
    @DisplayName("[CLI-5] a MongoDB is named as for the server; restore needs the cluster's secret, or says so")
    void namesDatabases(@TempDir Path directory) throws IOException {
        String address = "mongodb://ada:s3cr3t@h/x";
        Path secret = Files.writeString(directory.resolve("secret"), "0123456789abcdef0123456789abcdef");

        assertThat(run("backup", "--store", address, "--to", "f")).isZero();
        assertThat(run("verify", "--store=sqlite")).isZero();
        assertThat(run("restore", "--from", "f", "--store", address, "--cluster-secret-file", secret.toString()))
                .isEqualTo(5);

        assertThat(done)
                .containsExactly(
                        "backup the MongoDB database f", "verify ./data", "restore f the MongoDB database false");
        assertThat(run("restore", "--from", "f", "--store", address)).isEqualTo(2);
        assertThat(run("restore", "--from", "f")).isEqualTo(2);
        assertThat(run("verify", "--store", address, "--data", "d")).isEqualTo(2);
        assertThat(run("verify", "--store", "postgres://ada:s3cr3t@h/x")).isEqualTo(2);
        assertThat(err.toString())
                .contains("--cluster-secret-file", "say what to fill", "name one store", "--store must be sqlite")
                .doesNotContain("s3cr3t");
    }

    @ParameterizedTest
    @DisplayName("[CLI-1] help and version are told and nothing is started")
    @CsvSource({"--help, --no-samples", "--version, Meshplay"})
    void tellsHelpAndVersion(String argument, String said) {
        assertThat(run(argument)).isZero();

        assertThat(out.toString()).contains(said);
        assertThat(started).isEmpty();
    }

    @Test
    @DisplayName("[CLI-4] the exit code is the starter's; an unexpected failure is 1")
    void passesTheExitCodeOn() {
        var writer = new PrintWriter(err);

        assertThat(ServerCommand.run(_ -> 3, tasks, writer, writer)).isEqualTo(3);
        assertThat(ServerCommand.run(
                        _ -> {
                            throw new IllegalStateException("a bug");
                        },
                        tasks,
                        writer,
                        writer))
                .isEqualTo(1);
        assertThat(err.toString()).contains("a bug");
    }
}
