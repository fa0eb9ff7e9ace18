package io.meshplay.collab.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplay.collab.testing.Limits;
import io.meshplay.collab.testing.LogLines;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The watch by hand: a clock that the test moves, and an end that is only written down. */
final class NativeWatchTest {
    private static final long MILLI = 1_000_000;

    @AutoClose
    private final LogLines log = new LogLines();

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RoomMetrics metrics = new RoomMetrics(registry);
    private final List<Integer> ends = new ArrayList<>();
    private final List<NativeCall> reported = new ArrayList<>();
    private long now = 5_000 * MILLI;
    private @Nullable NativeCall current;

    private NativeWatch watch(NativeLimits limits) {
        return watch(limits, (call, _) -> {
            reported.add(call);
            return Optional.of("a file");
        });
    }

    private NativeWatch watch(NativeLimits limits, NativeWatch.Report report) {
        NativeWatch watch = new NativeWatch(limits, metrics, report, ends::add, () -> now);
        watch.add(() -> current);
        return watch;
    }

    private NativeCall begin(NativeTask task) {
        NativeCall call = new NativeCall(
                task, "design-one", 41, 42, List.of(new byte[3], new byte[4]), now, Thread.currentThread());
        current = call;
        return call;
    }

    /** Looks every 250 ms for so long. */
    private void pass(NativeWatch watch, long millis) {
        for (long passed = 0; passed < millis; passed += 250) {
            now += Math.min(250, millis - passed) * MILLI;
            watch.look();
        }
    }

    private double overdue() {
        return Objects.requireNonNull(registry.find("meshplay.native.overdue").gauge())
                .value();
    }

    private double slow() {
        return registry.counter("meshplay.native.slow").count();
    }

    @Test
    @DisplayName("[OPS-21] a call of slowAfter is told of once and counted, one of a millisecond less is not")
    void tellsOfASlowCall() {
        NativeWatch watch = watch(NativeLimits.DEFAULTS);
        begin(NativeTask.APPLY);

        pass(watch, 999);
        assertThat(log.of("WARN")).isEmpty();
        assertThat(overdue()).isZero();

        pass(watch, 1);
        assertThat(overdue()).isEqualTo(1);
        pass(watch, 20_000);

        assertThat(log.of("WARN")).containsExactly("a native call has not come back");
        assertThat(log.keys("WARN")).containsExactly("designId=design-one task=apply sequence=41 bytes=7 millis=1000");
        assertThat(slow()).isEqualTo(1);
        assertThat(ends).isEmpty();
    }

    @Test
    @DisplayName("[OPS-21] a slow call that comes back is told of, and is overdue no more")
    void tellsOfTheReturn() {
        NativeWatch watch = watch(NativeLimits.DEFAULTS);
        begin(NativeTask.APPLY);
        pass(watch, 1_500);

        current = null;
        pass(watch, 250);

        assertThat(overdue()).isZero();
        assertThat(log.of("INFO")).containsExactly("a native call came back");
        pass(watch, 60_000);
        assertThat(ends).isEmpty();
    }

    @Test
    @DisplayName(
            "[OPS-22] a call that has not come back after its deadline ends the process, one of a millisecond less does not")
    void endsTheProcess() {
        NativeWatch watch = watch(NativeLimits.DEFAULTS);
        NativeCall call = begin(NativeTask.DIFF);

        pass(watch, 29_999);
        assertThat(ends).isEmpty();
        pass(watch, 1);

        assertThat(ends).containsExactly(NativeWatch.EXIT_OVERDUE);
        assertThat(reported).containsExactly(call);
        assertThat(log.keys("ERROR"))
                .containsExactly("designId=design-one task=diff sequence=41 bytes=7 millis=30000 report=a file");
    }

    @Test
    @DisplayName("[OPS-22] with a deadline of 0 no call ends the process")
    void endsNothingWithoutADeadline() {
        NativeWatch watch = watch(NativeLimits.DEFAULTS.withDeadline(Duration.ZERO));
        begin(NativeTask.APPLY);

        pass(watch, 3_600_000);

        assertThat(ends).isEmpty();
        assertThat(overdue()).isEqualTo(1);
    }

    @Test
    @DisplayName("[OPS-22] many short calls that look alike, one after the other, are no long one")
    void tellsCallsApart() {
        NativeWatch watch = watch(NativeLimits.DEFAULTS);

        for (int i = 0; i < 100; i++) {
            begin(NativeTask.APPLY);
            pass(watch, 900);
        }

        assertThat(slow()).isZero();
        assertThat(ends).isEmpty();
    }

    @Test
    @DisplayName(
            "[OPS-23] of a time without a look no more than two intervals of look count: a halted process blames no call")
    void countsOnlyWhileItLooks() {
        NativeWatch watch = watch(Limits.with(NativeLimits.DEFAULTS, "slowAfter", Duration.ofMillis(500)));
        begin(NativeTask.APPLY);
        watch.look();

        now += 3_600_000 * MILLI;
        watch.look();
        assertThat(overdue()).as("500 ms of an hour").isEqualTo(1);
        pass(watch, 29_499);
        assertThat(ends).isEmpty();
        pass(watch, 1);

        assertThat(ends).containsExactly(NativeWatch.EXIT_OVERDUE);
    }

    @Test
    @DisplayName("[OPS-23] of a time without a look less than two intervals of look count as they are")
    void countsAsMuchAsItLooked() {
        NativeWatch watch = watch(Limits.with(NativeLimits.DEFAULTS, "slowAfter", Duration.ofMillis(500)));
        begin(NativeTask.APPLY);
        watch.look();

        now += 499 * MILLI;
        watch.look();

        assertThat(overdue()).isZero();
    }

    @Test
    @DisplayName("[OPS-22] a report that cannot be written, or takes longer than reportMax, does not keep the process")
    void endsWithoutItsReport() throws InterruptedException {
        NativeLimits limits = Limits.with(NativeLimits.DEFAULTS, "reportMax", Duration.ofMillis(50));
        CountDownLatch disk = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        NativeWatch stuck = watch(limits, (_, _) -> {
            try {
                disk.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            over.countDown();
            return Optional.empty();
        });
        begin(NativeTask.APPLY);

        pass(stuck, 30_000);
        assertThat(ends).containsExactly(NativeWatch.EXIT_OVERDUE);
        assertThat(log.of("ERROR")).isEmpty();
        disk.countDown();
        assertThat(over.await(10, TimeUnit.SECONDS)).isTrue();

        NativeWatch failing = watch(NativeLimits.DEFAULTS, (_, _) -> {
            throw new IOException("no space");
        });
        pass(failing, 30_000);
        assertThat(ends).hasSize(2);
        assertThat(log.keys("ERROR")).anySatisfy(keys -> assertThat(keys).contains("no space"));
    }

    @Test
    @DisplayName("[OPS-22] a deadline below slowAfter is no limit")
    void refusesNonsense() {
        assertThatThrownBy(() -> NativeLimits.DEFAULTS.withDeadline(Duration.ofMillis(999)))
                .hasMessage("native.deadline is 999, must be 0 or >= slowAfter");
        assertThat(NativeLimits.DEFAULTS.withDeadline(Duration.ofSeconds(1)).deadline())
                .isEqualTo(Duration.ofSeconds(1));
    }
}
