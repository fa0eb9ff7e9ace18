package io.meshplay.collab.room;

import io.meshplay.collab.thread.AnyThread;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Looks how long the calls of the native workers take. A slow one is told of; one that does not come back ends the process,
 * because nothing can interrupt it and the rooms behind it would stand still for ever (adr/0011). What was acknowledged is
 * in the journal.
 *
 * <p>Time counts only while it looks: of a machine that was suspended, or a process that was halted, no call is to blame.
 */
@AnyThread
final class NativeWatch implements AutoCloseable {
    /** The exit code of a process whose native code did not come back. */
    static final int EXIT_OVERDUE = 6;

    private static final Logger LOG = LoggerFactory.getLogger(NativeWatch.class);

    /** Writes down what a call was about. */
    interface Report {
        /** {@return where it is written; empty if there is no room for more} */
        Optional<?> write(NativeCall call, long millis) throws IOException;
    }

    private final NativeLimits limits;
    private final RoomMetrics metrics;
    private final Report report;
    private final IntConsumer halt;
    private final LongSupplier clock;
    private final List<Watched> watched = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private long lookedAt;

    /**
     * Watches nobody yet, and only when it is {@link #start started} by itself.
     *
     * @param halt ends the process with an exit code, whatever its threads do
     * @param clock as {@link System#nanoTime}
     */
    NativeWatch(NativeLimits limits, RoomMetrics metrics, Report report, IntConsumer halt, LongSupplier clock) {
        this.limits = limits;
        this.metrics = metrics;
        this.report = report;
        this.halt = halt;
        this.clock = clock;
        this.lookedAt = clock.getAsLong();
    }

    /** Watches a worker too. {@code current}: what it is doing, null if nothing */
    void add(Supplier<@Nullable NativeCall> current) {
        watched.add(new Watched(current));
    }

    /** Looks from here on, on a thread of its own. */
    void start() {
        Thread.ofPlatform().name("native-watch").daemon(true).start(this::lookUntilClosed);
    }

    private void lookUntilClosed() {
        try {
            while (!closed.await(limits.look().toNanos(), TimeUnit.NANOSECONDS)) {
                try {
                    look();
                } catch (RuntimeException | Error e) {
                    LOG.error("native calls are not watched for a moment", e);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks once. */
    void look() {
        long now = clock.getAsLong();
        long passed = Math.min(now - lookedAt, 2 * limits.look().toNanos());
        lookedAt = now;
        int overdue = 0;
        for (Watched one : watched) {
            if (one.look(now, passed)) {
                overdue++;
            }
        }
        metrics.nativeOverdue(overdue);
    }

    @Override
    public void close() {
        closed.countDown();
    }

    /** One worker, and for how long its present call has been seen. */
    private final class Watched {
        private final Supplier<@Nullable NativeCall> current;
        private @Nullable NativeCall seen;
        private long nanos;
        private boolean told;

        Watched(Supplier<@Nullable NativeCall> current) {
            this.current = current;
        }

        /** {@return whether its call is slow} */
        @SuppressWarnings("ReferenceEquality") // two calls may look alike
        boolean look(long now, long passed) {
            NativeCall call = current.get();
            NativeCall before = seen;
            if (call == before) {
                nanos += passed;
            } else {
                if (told && before != null) {
                    keyed(LOG.atInfo(), before, nanos).log("a native call came back");
                }
                seen = call;
                nanos = call == null ? 0 : Math.min(now - call.startedNanos(), passed);
                told = false;
            }
            if (call == null || nanos < limits.slowAfter().toNanos()) {
                return false;
            }
            if (!told) {
                told = true;
                metrics.nativeSlow();
                keyed(LOG.atWarn(), call, nanos).log("a native call has not come back");
            }
            if (!limits.deadline().isZero() && nanos >= limits.deadline().toNanos()) {
                end(call, nanos);
            }
            return true;
        }
    }

    private static LoggingEventBuilder keyed(LoggingEventBuilder event, NativeCall call, long nanos) {
        return event.addKeyValue("designId", call.designId())
                .addKeyValue("task", call.task().word())
                .addKeyValue("sequence", call.fromSequence())
                .addKeyValue("bytes", call.inputBytes())
                .addKeyValue("millis", TimeUnit.NANOSECONDS.toMillis(nanos));
    }

    /** A disk or a log that hangs too does not keep the process. */
    private void end(NativeCall call, long nanos) {
        try {
            Thread.ofPlatform()
                    .name("native-report")
                    .daemon(true)
                    .start(() -> tellOfTheEnd(call, nanos))
                    .join(limits.reportMax());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            halt.accept(EXIT_OVERDUE);
        }
    }

    private void tellOfTheEnd(NativeCall call, long nanos) {
        LoggingEventBuilder event = keyed(LOG.atError(), call, nanos);
        try {
            Optional<?> file = report.write(call, TimeUnit.NANOSECONDS.toMillis(nanos));
            event = file.isPresent() ? event.addKeyValue("report", file.get()) : event;
        } catch (IOException | RuntimeException e) {
            event = event.addKeyValue("cause", e);
        }
        event.log("a native call does not come back: the process ends with exit code " + EXIT_OVERDUE
                + ", everything acknowledged is saved");
    }
}
