package io.meshplay.collab.sim;

import java.time.Duration;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/** The world's clock and its agenda: what is due next is done next, and time is what it was due at. One thread. */
final class VirtualTime {
    private static final long EVENTS_MAX = 2_000_000;

    /** {@code order}: breaks ties, so that equal times keep the order in which they were asked for */
    private record Due(long atNanos, long order, Runnable work) {}

    private final PriorityQueue<Due> agenda = new PriorityQueue<>((a, b) ->
            a.atNanos() != b.atNanos() ? Long.compare(a.atNanos(), b.atNanos()) : Long.compare(a.order(), b.order()));
    private long nowNanos = 1_000_000_000L;
    private long orders;
    private long done;
    private final Consumer<String> listener;
    /** Changes with each event and when it was: equal for equal runs. */
    private long trace = 17;

    /** {@code listener}: hears what is noted */
    VirtualTime(Consumer<String> listener) {
        this.listener = listener;
    }

    long nanos() {
        return nowNanos;
    }

    long trace() {
        return trace;
    }

    void after(Duration delay, Runnable work) {
        at(nowNanos + delay.toNanos(), work);
    }

    void at(long nanos, Runnable work) {
        agenda.add(new Due(Math.max(nanos, nowNanos), orders++, work));
    }

    /** Notes something that happened. */
    void note(String what) {
        trace = trace * 31 + what.hashCode();
        listener.accept("%10.3f %s".formatted(nowNanos / 1e9, what));
    }

    /** Does what is due within that time. */
    void pass(Duration time) {
        long end = nowNanos + time.toNanos();
        while (!agenda.isEmpty() && agenda.element().atNanos() <= end) {
            Due due = agenda.remove();
            nowNanos = due.atNanos();
            trace = trace * 31 + nowNanos;
            if (++done > EVENTS_MAX) {
                throw new IllegalStateException("more than " + EVENTS_MAX + " events: something goes round for ever");
            }
            due.work().run();
        }
        nowNanos = end;
    }
}
