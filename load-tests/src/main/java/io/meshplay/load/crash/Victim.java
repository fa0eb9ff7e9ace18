package io.meshplay.load.crash;

import io.meshplay.load.rig.Cluster;
import io.meshplay.load.rig.Scenario;
import io.meshplay.load.rig.ServerProcess;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What a crash trial kills and starts again: one server on one data directory, or on a store that is killed too.
 */
public final class Victim implements AutoCloseable {
    private final ServerProcess server;
    private final Path data;
    private final Consumer<Path> whileDown;
    private final Runnable first;
    private final Runnable beneath;
    private final Set<String> errors = new LinkedHashSet<>();

    private Victim(ServerProcess server, Path data, Runnable first, Consumer<Path> whileDown, Runnable beneath) {
        this.server = server;
        this.data = data;
        this.first = first;
        this.whileDown = whileDown;
        this.beneath = beneath;
    }

    /** A server on the embedded store. */
    public static Victim embedded(Path data) {
        return of(data, ServerProcess::start, _ -> {});
    }

    /**
     * A server that is started in another way.
     *
     * @param whileDown done to the data directory between each kill and the next start
     */
    public static Victim of(Path data, Function<Path, ServerProcess> start, Consumer<Path> whileDown) {
        return new Victim(start.apply(data), data, () -> {}, whileDown, () -> {});
    }

    /**
     * One server on a store of the MongoDB protocol. One time in three the store is killed and started again under the
     * living server, which must find out what became of the appends that were under way; one time in three it is killed
     * together with the server.
     */
    public static Victim mongo(Path data, long seed) {
        var cluster = Cluster.start(data, 1);
        var random = new SplittableRandom(seed);
        var store = cluster.store();
        var server = cluster.nodes().getFirst();
        var way = new int[1];
        return new Victim(
                server,
                data,
                () -> {
                    way[0] = random.nextInt(3);
                    if (way[0] == 1) {
                        store.kill();
                        server.letRun(random.nextInt(400));
                        store.startAgain();
                        server.letRun(500 + random.nextInt(2_000));
                    } else if (way[0] == 2) {
                        store.kill();
                        server.letRun(random.nextInt(100));
                    }
                },
                _ -> {
                    if (way[0] == 2) {
                        store.startAgain();
                    }
                },
                cluster::close);
    }

    /** Where clients find it. */
    public String base() {
        return server.base();
    }

    /** Lets a scenario kill it and start it again. */
    public Scenario answering(Scenario scenario) {
        return scenario.answering(
                        "kill", question -> kill(question.get("afterMillis").asLong()))
                .answering("start", _ -> start());
    }

    /** Lets it work for a while, then kill -9. */
    private void kill(long afterMillis) {
        server.letRun(afterMillis);
        first.run();
        server.kill();
        server.output().lines().filter(Victim::isError).forEach(errors::add);
    }

    /** Starts it again on what is left. */
    private void start() {
        whileDown.accept(data);
        server.startAgain();
    }

    /** Warnings and errors in its log. */
    Collection<String> said() {
        return errors;
    }

    private static boolean isError(String line) {
        return line.contains(" ERROR ") || line.contains(" WARN ");
    }

    @Override
    public void close() {
        server.close();
        beneath.run();
    }
}
