package io.meshplay.models.convert.child;

import io.meshplay.models.convert.report.ImportRefusal.Kind;
import io.meshplay.models.convert.report.ImportRefusedException;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program on hostile input: an empty environment, a directory of its own that is removed afterwards, limits of time,
 * memory and output, and no network where the system lets us. Blocks until it ends; never call it on an event loop.
 */
public final class ChildProcess {
    private static final int ERROR_BYTES_MAX = 8_192;
    private static final int BUFFER_BYTES = 8_192;

    /** Children that run at once in this process: each may take what its limits allow. */
    private static final Semaphore TURNS = new Semaphore(ChildLimits.AT_ONCE, true);

    private final ChildLimits limits;

    /** Runs children within these limits. */
    public ChildProcess(ChildLimits limits) {
        this.limits = limits;
    }

    /**
     * How a child ended.
     *
     * @param exitCode its exit code
     * @param out what it answered
     * @param error the beginning of what it complained of
     */
    public record Outcome(int exitCode, byte[] out, String error) {}

    /** Fills the directory of a child before it runs. */
    @FunctionalInterface
    public interface Filling {
        /** Writes files into an empty directory. */
        void into(Path directory) throws IOException;
    }

    /** Reads the directory of a child after it ended. */
    @FunctionalInterface
    public interface Reading {
        /** Reads files of a directory that is about to be removed. */
        void from(Path directory) throws IOException;
    }

    /** {@return whether children have no network on this machine} */
    public static boolean withoutNetwork() {
        return Isolation.withoutNetwork();
    }

    /** {@return the binary of that name on the path of this process; null when there is none} */
    public static @Nullable Path binary(String name) {
        return Isolation.binary(name);
    }

    /**
     * Runs a Java program of this class path in a machine of its own.
     *
     * @param reading what it wrote into its directory
     * @param program its class
     * @param arguments what it is told; relative paths are in its directory
     */
    public Outcome java(Filling filling, Reading reading, Class<?> program, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx" + limits.heapBytesMax(),
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:ReservedCodeCacheSize=48m",
                "-XX:CompressedClassSpaceSize=64m",
                "-XX:-UsePerfData",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.io.tmpdir=.",
                "-Djna.tmpdir=.",
                "-Duser.home=.",
                "-Dcom.marcnuri.jkube-helm.skipRemoteJar=true",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath(),
                program.getName()));
        command.addAll(List.of(arguments));
        return run(filling, reading, command);
    }

    /** Runs a command in a directory of its own, when it is its turn. */
    public Outcome run(Filling filling, Reading reading, List<String> command) {
        if (!takesTurn()) {
            throw new ImportRefusedException(
                    Kind.RENDER_LIMIT, "Others are rendered, and it did not become this file's turn. Try it again.");
        }
        try {
            return runInTurn(filling, reading, command);
        } finally {
            TURNS.release();
        }
    }

    private boolean takesTurn() {
        try {
            return TURNS.tryAcquire(limits.time().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Outcome runInTurn(Filling filling, Reading reading, List<String> command) {
        try {
            Path directory = Files.createTempDirectory("meshplay-child-");
            try {
                filling.into(directory);
                Outcome outcome = run(directory, command);
                reading.from(directory);
                return outcome;
            } finally {
                remove(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Outcome run(Path directory, List<String> command) throws IOException {
        List<String> held = new ArrayList<>(Isolation.before(limits));
        held.addAll(command);
        var builder = new ProcessBuilder(held).directory(directory.toFile());
        builder.environment().clear();
        builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        Process process = builder.start();
        var out = new Drain(process, process.getInputStream(), limits.outputBytesMax(), true);
        var error = new Drain(process, process.getErrorStream(), ERROR_BYTES_MAX, false);
        boolean ended = false;
        try {
            ended = process.waitFor(limits.time().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            kill(process);
        }
        byte[] answer = out.finish();
        String complaint = new String(error.finish(), StandardCharsets.UTF_8);
        if (!ended) {
            throw new ImportRefusedException(
                    Kind.RENDER_LIMIT,
                    "Rendering took longer than " + limits.time().toSeconds() + " seconds.");
        }
        if (out.over) {
            throw tooMuch();
        }
        return new Outcome(process.exitValue(), answer, complaint);
    }

    private ImportRefusedException tooMuch() {
        return new ImportRefusedException(
                Kind.RENDER_LIMIT, "Rendering gives more than " + limits.outputBytesMax() + " bytes.");
    }

    /** {@return what a child wrote into a file of its directory} */
    public byte[] answer(Path file) throws IOException {
        // A link that the child made would lead out of its directory.
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(limits.outputBytesMax());
            if (in.read() >= 0) {
                throw tooMuch();
            }
            return bytes;
        }
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .reduce((one, next) -> one + File.pathSeparator + next)
                .orElse("");
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator) {
                Files.deleteIfExists(path);
            }
        }
    }

    /** Reads a stream to its end on a thread of its own, keeps the beginning, and ends a child that answers too much. */
    private static final class Drain {
        private final Process process;
        private final InputStream in;
        private final int bytesMax;
        private final boolean endsProcess;
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private final Thread thread;
        /** Read after {@link #finish}, which joins the thread that writes it. */
        private boolean over;

        private Drain(Process process, InputStream in, int bytesMax, boolean endsProcess) {
            this.process = process;
            this.in = in;
            this.bytesMax = bytesMax;
            this.endsProcess = endsProcess;
            this.thread = Thread.ofVirtual().name("child-" + process.pid()).start(this::read);
        }

        private void read() {
            byte[] buffer = new byte[BUFFER_BYTES];
            try {
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    int room = Math.min(count, bytesMax - kept.size());
                    kept.write(buffer, 0, room);
                    if (room < count && endsProcess) {
                        over = true;
                        kill(process);
                        return;
                    }
                }
            } catch (IOException e) {
                // The child was ended: what it said before is what there is.
            }
        }

        private byte[] finish() {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return kept.toByteArray();
        }
    }
}
