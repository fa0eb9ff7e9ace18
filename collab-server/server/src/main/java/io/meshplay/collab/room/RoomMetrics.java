package io.meshplay.collab.room;

import io.meshplay.collab.thread.AnyThread;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;

/** What rooms count, under the names that the Grafana board uses; docs/operating.md says what each means. */
@AnyThread
public final class RoomMetrics {
    private static final double NANOS_PER_SECOND = 1e9;

    private final MeterRegistry registry;
    private final AtomicInteger rooms = new AtomicInteger();
    private final AtomicInteger sessions = new AtomicInteger();
    private final AtomicInteger lagging = new AtomicInteger();
    private final AtomicInteger stalled = new AtomicInteger();
    private final AtomicInteger damaged = new AtomicInteger();
    private final AtomicInteger nativeOverdue = new AtomicInteger();
    private final Map<Object, RoomSurvey> surveys = new ConcurrentHashMap<>();
    private final Map<String, Counter> refusals = new ConcurrentHashMap<>();
    private final Map<String, Counter> ignored = new ConcurrentHashMap<>();
    private final Counter deliveries;
    private final Counter deliveredBytes;
    private final Counter resyncs;
    private final Counter joinEncodings;
    private final Counter fanOuts;
    private final Counter faults;
    private final Counter presenceMessages;
    private final Counter checkpointsMade;
    private final Counter checkpointsFailed;
    private final Counter decidedOffLoop;
    private final Counter nativeSlow;
    private final DistributionSummary turnUpdates;
    private final Timer durable;
    private final Timer acknowledged;

    /** Registers the meters. */
    public RoomMetrics(MeterRegistry registry) {
        this.registry = registry;
        registry.gauge("meshplay.rooms", rooms);
        registry.gauge("meshplay.sessions", sessions);
        registry.gauge("meshplay.sessions.lagging", lagging);
        registry.gauge("meshplay.rooms.stalled", stalled);
        registry.gauge("meshplay.rooms.damaged", damaged);
        registry.gauge("meshplay.native.overdue", nativeOverdue);
        nativeSlow = registry.counter("meshplay.native.slow");
        deliveries = registry.counter("meshplay.deliveries");
        deliveredBytes = registry.counter("meshplay.delivered.bytes");
        resyncs = registry.counter("meshplay.resyncs");
        joinEncodings = registry.counter("meshplay.join.encodings");
        fanOuts = registry.counter("meshplay.fanouts");
        faults = registry.counter("meshplay.room.faults");
        presenceMessages = registry.counter("meshplay.presence.messages");
        checkpointsMade = registry.counter("meshplay.checkpoints", "outcome", "made");
        checkpointsFailed = registry.counter("meshplay.checkpoints", "outcome", "failed");
        decidedOffLoop = registry.counter("meshplay.updates.off.loop");
        turnUpdates =
                DistributionSummary.builder("meshplay.journal.turn.updates").register(registry);
        durable = Timer.builder("meshplay.durable.latency")
                .description("from a journal turn's cut to its place on disk")
                .register(registry);
        acknowledged = Timer.builder("meshplay.ack.latency")
                .description("from an update's arrival at its room to its acknowledgement")
                .register(registry);
        surveyed("meshplay.journal.lag.entries", 1, RoomSurvey::unsavedEntries);
        surveyed("meshplay.journal.unsaved.bytes", 1, RoomSurvey::unsavedBytes);
        surveyed("meshplay.journal.oldest.unsaved.seconds", NANOS_PER_SECOND, RoomSurvey::oldestUnsavedNanosMax);
        surveyed("meshplay.checkpoint.age.seconds", NANOS_PER_SECOND, RoomSurvey::checkpointAgeNanosMax);
        surveyed("meshplay.checkpoint.tail.updates", 1, RoomSurvey::tailUpdatesMax);
    }

    private void surveyed(String name, double unit, ToLongFunction<RoomSurvey> value) {
        Gauge.builder(name, surveys, loops -> {
                    RoomSurvey all = loops.values().stream().reduce(RoomSurvey.NOTHING, RoomSurvey::with);
                    return value.applyAsLong(all) / unit;
                })
                .register(registry);
    }

    void surveyed(RoomLoop loop, RoomSurvey survey) {
        surveys.put(loop, survey);
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

    /** So many native calls have taken too long and are not back. */
    void nativeOverdue(int calls) {
        nativeOverdue.set(calls);
    }

    /** A native call took too long, whether it comes back or not. */
    void nativeSlow() {
        nativeSlow.increment();
    }

    void presence(int receivers) {
        presenceMessages.increment(receivers);
    }

    void durable(int updates, long nanos) {
        turnUpdates.record(updates);
        durable.record(nanos, TimeUnit.NANOSECONDS);
    }

    void acknowledged(long nanos) {
        acknowledged.record(nanos, TimeUnit.NANOSECONDS);
    }

    void checkpointed(boolean made) {
        (made ? checkpointsMade : checkpointsFailed).increment();
    }

    void refused(String code) {
        refusals.computeIfAbsent(code, one -> registry.counter("meshplay.refusals", "code", one))
                .increment();
    }

    void ignored(String kind) {
        ignored.computeIfAbsent(kind, one -> registry.counter("meshplay.ignored", "kind", one))
                .increment();
    }
}
