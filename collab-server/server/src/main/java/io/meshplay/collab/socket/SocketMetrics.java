package io.meshplay.collab.socket;

import io.meshplay.collab.thread.AnyThread;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What sockets are counted by. Queues are added up when somebody asks: a frame on its way costs nothing for it. */
@AnyThread
public final class SocketMetrics {
    private final Set<Outbox> outboxes = ConcurrentHashMap.newKeySet();
    private final Map<SocketKind, AtomicInteger> open = new EnumMap<>(SocketKind.class);
    private final Set<LoopBudget> budgets = ConcurrentHashMap.newKeySet();

    /** Registers the meters. */
    public SocketMetrics(MeterRegistry registry) {
        for (SocketKind kind : SocketKind.values()) {
            AtomicInteger count = new AtomicInteger();
            open.put(kind, count);
            Gauge.builder("meshplay.sockets", count, AtomicInteger::get)
                    .tag("framing", kind.label())
                    .register(registry);
        }
        Gauge.builder(
                        "meshplay.inbound.unhandled.bytes",
                        budgets,
                        all -> all.stream()
                                .mapToLong(one -> one.unhandledBytes().get())
                                .sum())
                .register(registry);
        Gauge.builder(
                        "meshplay.outbound.queue.bytes",
                        outboxes,
                        all -> all.stream().mapToLong(Outbox::queuedBytes).sum())
                .register(registry);
        Gauge.builder(
                        "meshplay.outbound.queue.largest.bytes",
                        outboxes,
                        all -> all.stream().mapToLong(Outbox::queuedBytes).max().orElse(0))
                .register(registry);
    }

    /** {@return the budget, which is measured from here on} */
    LoopBudget budget(LoopBudget budget) {
        budgets.add(budget);
        return budget;
    }

    void opened(Outbox outbox, SocketKind kind) {
        outboxes.add(outbox);
        count(kind).incrementAndGet();
    }

    void closed(Outbox outbox, SocketKind kind) {
        if (outboxes.remove(outbox)) {
            count(kind).decrementAndGet();
        }
    }

    private AtomicInteger count(SocketKind kind) {
        return Objects.requireNonNull(open.get(kind));
    }
}
