package io.meshplay.collab.room;

import io.meshplay.collab.thread.EventLoop;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * The order of a room's work: one thing at a time; before the room is loaded, and while a worker has the structure, the
 * rest waits. Once closed, everything runs at once and must see for itself that the room is closed. Confined to the
 * room's event loop.
 */
@EventLoop
final class WorkQueue {
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final Consumer<Throwable> failed;
    private boolean open;
    private boolean closed;
    private int jobs;

    /** {@code failed}: told of work that throws, which ends that work alone. */
    WorkQueue(Consumer<Throwable> failed) {
        this.failed = failed;
    }

    void open() {
        open = true;
        proceed();
    }

    void close() {
        closed = true;
        proceed();
    }

    /** {@return whether a worker has the structure} */
    boolean busy() {
        return jobs > 0;
    }

    /** {@return whether nothing runs and nothing waits} */
    boolean idle() {
        return jobs == 0 && waiting.isEmpty();
    }

    /** Runs work now, or after what waits already. */
    void add(Runnable work) {
        waiting.add(work);
        proceed();
    }

    /** Runs work before everything that waits, in order. */
    void addFirst(List<Runnable> work) {
        for (Runnable one : work.reversed()) {
            waiting.addFirst(one);
        }
        proceed();
    }

    /** Nothing else runs until the job is done. */
    void waitFor(Future<?> job) {
        if (!job.isComplete()) {
            jobs++;
            job.onComplete(_ -> {
                jobs--;
                proceed();
            });
        }
    }

    private void proceed() {
        while (!waiting.isEmpty() && (closed || (open && jobs == 0))) {
            try {
                waiting.remove().run();
            } catch (RuntimeException | StackOverflowError e) {
                failed.accept(e);
            }
        }
    }
}
