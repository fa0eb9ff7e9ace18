package io.meshplay.models.convert.child;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What this machine has to hold a child process: prlimit for its limits, unshare for a network of its own with nobody in it. */
final class Isolation {
    private static final int PROBE_SECONDS = 10;
    /** A child unpacks Helm's engine, of about 100 MB, into its directory. */
    private static final long LIBRARY_BYTES_MAX = 160L << 20;

    private static final List<String> DIRECTORIES = List.of("/usr/bin", "/bin");
    /** The best that the system lets us: with a tree of processes of its own, whatever a child starts ends with it. */
    private static final List<String> UNSHARE = Stream.of(
                    List.of("--map-root-user", "--net", "--pid", "--fork", "--kill-child"),
                    List.of("--map-root-user", "--net"))
            .map(options -> probe("unshare", options))
            .filter(command -> !command.isEmpty())
            .findFirst()
            .orElse(List.of());

    private static final @Nullable String PRLIMIT = system("prlimit");

    private Isolation() {}

    /** {@return whether a child has no network} */
    static boolean withoutNetwork() {
        return !UNSHARE.isEmpty();
    }

    /** {@return what stands before a command to hold it} */
    static List<String> before(ChildLimits limits) {
        List<String> before = new ArrayList<>(UNSHARE);
        if (PRLIMIT != null) {
            before.add(PRLIMIT);
            before.add("--as=" + limits.addressSpaceBytesMax());
            before.add("--cpu=" + limits.cpuSecondsMax());
            before.add("--fsize=" + (LIBRARY_BYTES_MAX + limits.outputBytesMax()));
            before.add("--nofile=512");
            before.add("--core=0");
            before.add("--");
        }
        return before;
    }

    /** {@return the binary of that name on the path of this process; null when there is none} */
    static @Nullable Path binary(String name) {
        String path = System.getenv("PATH");
        if (path == null) {
            return null;
        }
        for (String directory : path.split(File.pathSeparator, -1)) {
            Path binary = directory.startsWith("/") ? Path.of(directory, name) : null;
            if (binary != null && Files.isExecutable(binary) && Files.isRegularFile(binary)) {
                return binary;
            }
        }
        return null;
    }

    private static @Nullable String system(String name) {
        return DIRECTORIES.stream()
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse(null);
    }

    /** {@return a command, when it runs here: a container may forbid it} */
    private static List<String> probe(String name, List<String> options) {
        String binary = system(name);
        if (binary == null) {
            return List.of();
        }
        List<String> command = new ArrayList<>(List.of(binary));
        command.addAll(options);
        List<String> probe = new ArrayList<>(command);
        probe.add("true");
        try {
            Process process = new ProcessBuilder(probe)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean ended = process.waitFor(PROBE_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            return ended && process.exitValue() == 0 ? List.copyOf(command) : List.of();
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
