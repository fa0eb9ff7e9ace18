package io.meshplay.models.convert.child;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meshplay.models.convert.child.ChildProcess.Outcome;
import io.meshplay.models.convert.report.ImportRefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ChildLimitsTest {
    private static final ChildLimits LIMITS =
            new ChildLimits(Duration.ofSeconds(30), 20, 4L << 30, 64L << 20, 1_000_000);
    private static final int EXIT_OUT_OF_MEMORY = 3;

    /** A program that needs memory: as many MiB as it is told. */
    static final class Hog {
        private Hog() {}

        public static void main(String[] arguments) {
            byte[][] kept = new byte[Integer.parseInt(arguments[0])][];
            for (int i = 0; i < kept.length; i++) {
                kept[i] = new byte[1 << 20];
            }
            Runtime.getRuntime().exit(kept.length);
        }
    }

    private static Outcome shell(ChildLimits limits, String script) {
        return new ChildProcess(limits).run(_ -> {}, _ -> {}, List.of("/bin/sh", "-c", script));
    }

    private static ChildLimits within(Duration time) {
        return new ChildLimits(
                time,
                LIMITS.cpuSecondsMax(),
                LIMITS.addressSpaceBytesMax(),
                LIMITS.heapBytesMax(),
                LIMITS.outputBytesMax());
    }

    @Test
    @DisplayName(
            "[FORMAT-13] outputBytesMax: an answer of n bytes is taken, one of n + 1 refused, on the pipe and in a file")
    void holdsOutput() {
        var limits = new ChildLimits(Duration.ofSeconds(30), 20, 4L << 30, 64L << 20, 5_000);
        var child = new ChildProcess(limits);

        assertThat(shell(limits, "head -c 5000 /dev/zero").out()).hasSize(5_000);
        assertThatThrownBy(() -> shell(limits, "head -c 5001 /dev/zero")).hasMessageContaining("more than 5000 bytes");
        child.run(
                directory -> Files.write(directory.resolve("a"), new byte[5_000]),
                directory -> assertThat(child.answer(directory.resolve("a"))).hasSize(5_000),
                List.of("/bin/true"));
        assertThatThrownBy(() -> child.run(
                        directory -> Files.write(directory.resolve("a"), new byte[5_001]),
                        directory -> child.answer(directory.resolve("a")),
                        List.of("/bin/true")))
                .isInstanceOf(ImportRefusedException.class);
        assertThatThrownBy(() -> child.run(
                        directory -> Files.createSymbolicLink(directory.resolve("a"), Path.of("/etc/hostname")),
                        directory -> child.answer(directory.resolve("a")),
                        List.of("/bin/true")))
                .as("a link of the child's")
                .isInstanceOf(java.io.UncheckedIOException.class);
    }

    @Test
    @DisplayName(
            "[FORMAT-13] time: a child that needs less is heard, one that needs more is ended with all that it started")
    void holdsTime() {
        assertThat(shell(within(Duration.ofSeconds(20)), "sleep 0.2; echo a").out())
                .isEqualTo("a\n".getBytes(UTF_8));

        long start = System.nanoTime();
        assertThatThrownBy(() -> shell(within(Duration.ofMillis(300)), "sleep 47 & setsid sleep 47 & wait"))
                .hasMessageContaining("longer than");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        assumeTrue(ChildProcess.withoutNetwork(), "the system lets children have no processes of their own");
        assertThat(ProcessHandle.allProcesses()
                        .filter(process -> process.info().arguments().stream()
                                .anyMatch(arguments -> List.of(arguments).contains("47")))
                        .filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    @Test
    @DisplayName("[FORMAT-13] cpuSecondsMax and addressSpaceBytesMax are held by the system")
    void holdsWhatTheSystemHolds() {
        assumeTrue(!Isolation.before(LIMITS).isEmpty(), "no prlimit on this machine");
        var second = new ChildLimits(Duration.ofSeconds(40), 1, 4L << 30, 64L << 20, 1_000_000);
        var small = new ChildLimits(Duration.ofSeconds(40), 20, 64L << 20, 64L << 20, 1_000_000);
        String busy = "while :; do :; done";
        String memory = "head -c 134217728 /dev/zero | tail -c 134217728 | wc -c";

        assertThat(shell(second, busy).exitCode()).isNotZero();
        assertThat(shell(second, "echo a").exitCode()).isZero();
        assertThat(shell(LIMITS, memory).out()).asString(UTF_8).isEqualTo("134217728\n");
        assertThat(shell(small, memory).out()).asString(UTF_8).isEqualTo("0\n");
    }

    @Test
    @DisplayName("[FORMAT-13] heapBytesMax: a Java program within it runs, one beyond it ends")
    void holdsHeap() {
        var child = new ChildProcess(LIMITS);

        assertThat(child.java(_ -> {}, _ -> {}, Hog.class, "20").exitCode()).isEqualTo(20);
        assertThat(child.java(_ -> {}, _ -> {}, Hog.class, "80").exitCode()).isEqualTo(EXIT_OUT_OF_MEMORY);
    }

    @Test
    @DisplayName(
            "[FORMAT-13] children run two at once; the others wait for their turn, and are refused when it does not come")
    void takesTurns() throws Exception {
        String script = "sleep 0.4; echo a";
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = IntStream.range(0, 6)
                    .mapToObj(_ -> threads.submit(() -> shell(LIMITS, script).exitCode()))
                    .toList();
            for (var one : all) {
                assertThat(one.get()).isZero();
            }
            var waiting = IntStream.range(0, 5)
                    .mapToObj(_ -> threads.submit(() -> shell(within(Duration.ofMillis(300)), "sleep 5")))
                    .toList();
            for (var one : waiting) {
                assertThatThrownBy(one::get).cause().isInstanceOf(ImportRefusedException.class);
            }
        }
        assertThat(shell(LIMITS, script).exitCode()).isZero();
    }

    @Test
    @DisplayName("a limit below 1 is refused")
    void refusesNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ChildLimits(Duration.ZERO, 1, 1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ChildLimits(Duration.ofSeconds(1), 1, 1, 1, 0));
    }
}
