package io.meshplay.collab.room;

import io.meshplay.collab.thread.AnyThread;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What rooms count, under the names that the Grafana board uses. */
@AnyThread
public final class RoomMetrics {
    private final MeterRegistry registry;
    private final AtomicInteger rooms = new AtomicInteger();
    private final AtomicInteger sessions = new AtomicInteger();
    private final AtomicInteger lagging = new AtomicInteger();
    private final AtomicInteger stalled = new AtomicInteger();
    private final AtomicInteger damaged = new AtomicInteger();
    private final Counter deliveries;
    private final Counter deliveredBytes;
    private final Counter resyncs;
    private final Counter joinEncodings;
    private final Counter fanOuts;
    private final Counter faults;
    private final Counter presenceMessages;
    private final Counter decidedOffLoop;
    private final DistributionSummary turnUpdates;
    private final Timer durable;

    /** Registers the meters. */
    public RoomMetrics(MeterRegistry registry) {
        this.registry = registry;
        registry.gauge("meshplay.rooms", rooms);
        registry.gauge("meshplay.sessions", sessions);
        registry.gauge("meshplay.sessions.lagging", lagging);
        registry.gauge("meshplay.rooms.stalled", stalled);
        registry.gauge("meshplay.rooms.damaged", damaged);
        deliveries = registry.counter("meshplay.deliveries");
        deliveredBytes = registry.counter("meshplay.delivered.bytes");
        resyncs = registry.counter("meshplay.resyncs");
        joinEncodings = registry.counter("meshplay.join.encodings");
        fanOuts = registry.counter("meshplay.fanouts");
        faults = registry.counter("meshplay.room.faults");
        presenceMessages = registry.counter("meshplay.presence.messages");
        decidedOffLoop = registry.counter("meshplay.updates.off.loop");
        turnUpdates =
                DistributionSummary.builder("meshplay.journal.turn.updates").register(registry);
        durable = Timer.builder("meshplay.durable.latency")
                .description("from an update's acceptance to its place on disk")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofNanos(100_000))
                .maximumExpectedValue(Duration.ofSeconds(10))
                .register(registry);
    }

    void roomOpened() {
        rooms.incrementAndGet();
    }

    void roomClosed() {
        rooms.decrementAndGet();
    }

    void damaged(boolean is) {
        damaged.addAndGet(is ? 1 : -1);
    }

    void sessionJoined() {
        sessions.incrementAndGet();
    }

    void sessionLeft() {
        sessions.decrementAndGet();
    }

    void laggingStarted() {
        lagging.incrementAndGet();
    }

    void laggingEnded(boolean resynced) {
        lagging.decrementAndGet();
        if (resynced) {
            resyncs.increment();
        }
    }

    void stalled(boolean away) {
        stalled.addAndGet(away ? 1 : -1);
    }

    void delivered(int bytes) {
        deliveries.increment();
        deliveredBytes.increment(bytes);
    }

    /** A step 2 was encoded by native code, not taken from the kept ones. */
    void joinEncoded() {
        joinEncodings.increment();
    }

    void fannedOut() {
        fanOuts.increment();
    }

    /** Something failed that must not fail. */
    void fault() {
        faults.increment();
    }

    /** An update was too large to be decided on the event loop. */
    void decidedOffLoop() {
        decidedOffLoop.increment();
    }

    void presence(int receivers) {
        presenceMessages.increment(receivers);
    }

    void durable(int updates, long nanos) {
        turnUpdates.record(updates);
        durable.record(nanos, TimeUnit.NANOSECONDS);
    }

    void refused(String code) {
        registry.counter("meshplay.refusals", "code", code).increment();
    }

    void ignored(String kind) {
        registry.counter("meshplay.ignored", "kind", kind).increment();
    }
}
