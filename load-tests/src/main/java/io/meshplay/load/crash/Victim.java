package io.meshplay.load.crash;

import io.meshplay.load.rig.Scenario;
import io.meshplay.load.rig.ServerProcess;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What a crash trial kills and starts again: one server on one data directory.
 */
public final class Victim implements AutoCloseable {
    private final ServerProcess server;
    private final Path data;
    private final Consumer<Path> whileDown;
    private final Set<String> errors = new LinkedHashSet<>();

    private Victim(ServerProcess server, Path data, Consumer<Path> whileDown) {
        this.server = server;
        this.data = data;
        this.whileDown = whileDown;
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
        return new Victim(start.apply(data), data, whileDown);
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
    }
}
