package io.meshplay.collab.presence;

import io.meshplay.collab.thread.AnyThread;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What presence across nodes counts. */
@AnyThread
final class PresenceMetrics {
    private final AtomicInteger connected = new AtomicInteger();
    private final Counter dropped;
    private final Counter ignored;
    private final Timer latency;

    PresenceMetrics(MeterRegistry registry) {
        registry.gauge("meshplay.redis.connected", connected);
        dropped = Counter.builder("meshplay.redis.dropped")
                .description("messages and writes that Redis did not take; presence is written again later")
                .register(registry);
        ignored = Counter.builder("meshplay.redis.ignored")
                .description("messages of other nodes that could not be read")
                .register(registry);
        latency = Timer.builder("meshplay.redis.publish.latency")
                .description("from the sending of a write or message to the answer of Redis")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofNanos(100_000))
                .maximumExpectedValue(Duration.ofSeconds(5))
                .register(registry);
    }

    void connected(boolean is) {
        connected.set(is ? 1 : 0);
    }

    void dropped() {
        dropped.increment();
    }

    void ignored() {
        ignored.increment();
    }

    void published(long nanos) {
        latency.record(nanos, TimeUnit.NANOSECONDS);
    }
}
