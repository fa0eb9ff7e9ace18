package io.meshplay.collab.socket;

import io.meshplay.collab.thread.AnyThread;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What sockets are counted by. Queues are added up when somebody asks: a frame on its way costs nothing for it. */
@AnyThread
public final class SocketMetrics {
    private final Set<Outbox> outboxes = ConcurrentHashMap.newKeySet();
    private final AtomicInteger sync = new AtomicInteger();
    private final AtomicInteger collab = new AtomicInteger();
    private final Set<LoopBudget> budgets = ConcurrentHashMap.newKeySet();

    /** Registers the meters. */
    public SocketMetrics(MeterRegistry registry) {
        Gauge.builder("meshplay.sockets", sync, AtomicInteger::get)
                .tag("framing", "sync")
                .register(registry);
        Gauge.builder("meshplay.sockets", collab, AtomicInteger::get)
                .tag("framing", "collab")
                .register(registry);
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

    void opened(Outbox outbox, boolean yWebsocket) {
        outboxes.add(outbox);
        (yWebsocket ? sync : collab).incrementAndGet();
    }

    void closed(Outbox outbox, boolean yWebsocket) {
        if (outboxes.remove(outbox)) {
            (yWebsocket ? sync : collab).decrementAndGet();
        }
    }
}
