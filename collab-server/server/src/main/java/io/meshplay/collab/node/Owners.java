package io.meshplay.collab.node;

import io.meshplay.collab.room.JoinRefusedException;
import io.meshplay.collab.room.OwnedElsewhereException;
import io.meshplay.collab.room.SessionEnd;
import io.meshplay.collab.room.Turns;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.thread.AnyThread;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Finds the owner of a design and asks it: this node's rooms first, which claim what nobody owns; another node where the
 * lease says so. While an owner dies or moves, the question waits and is asked again, for a bounded while.
 */
@AnyThread
final class Owners {
    /** A planned hand-over takes no longer than so many retries; after that somebody must be found dead first. */
    private static final int QUICK_PAUSES = 8;

    private static final int SLOW_FACTOR = 5;

    private final Turns turns;
    private final Predicate<String> lives;
    private final NodeLimits limits;
    private final Map<String, NodeRef> hints = new ConcurrentHashMap<>();
    private final SharedHints shared;
    /** Nodes that could not be reached a moment ago → until when they are not tried again. */
    private final Map<String, Long> unreachable = new ConcurrentHashMap<>();

    /** Ends one pause each. */
    private final Set<Runnable> pausing = ConcurrentHashMap.newKeySet();

    private volatile boolean stopping;

    /** {@code lives}: whether a node of this id shows signs of life */
    Owners(Turns turns, Predicate<String> lives, SharedHints shared, NodeLimits limits) {
        this.shared = shared;
        this.turns = turns;
        this.lives = lives;
        this.limits = limits;
    }

    void stop() {
        stopping = true;
    }

    /** A node is dead: whatever it owned may be claimed. */
    void died(String nodeId) {
        hints.values().removeIf(node -> node.id().equals(nodeId));
        pausing.forEach(Runnable::run);
    }

    /**
     * Asks the owner of a design.
     *
     * @param here asks this node's rooms; claims if nobody owns the design
     * @param there asks another node; a {@link LinkFailedException} means that another try is harmless
     */
    <T> Future<T> ask(String designId, Supplier<Future<T>> here, Function<NodeRef, Future<T>> there) {
        long deadlineNanos = turns.nanoTime() + limits.joinHeld().toNanos();
        if (hints.containsKey(designId)) {
            return ask(designId, here, there, deadlineNanos, 0);
        }
        return shared.owner(designId).compose(owner -> {
            if (owner.isPresent() && lives.test(owner.get().id())) {
                remember(designId, owner.get());
            }
            return ask(designId, here, there, deadlineNanos, 0);
        });
    }

    private <T> Future<T> ask(
            String designId,
            Supplier<Future<T>> here,
            Function<NodeRef, Future<T>> there,
            long deadlineNanos,
            int pauses) {
        if (stopping) {
            return Future.failedFuture(new JoinRefusedException(SessionEnd.TRY_AGAIN));
        }
        NodeRef hint = hints.get(designId);
        Future<T> asked = hint != null
                ? at(designId, hint, there)
                : here.get()
                        .recover(failure -> failure instanceof OwnedElsewhereException owned
                                ? at(designId, owner(designId, owned), there)
                                : Future.failedFuture(failure));
        return asked.recover(failure -> {
            if (!(failure instanceof LinkFailedException)) {
                return Future.failedFuture(failure);
            }
            if (turns.nanoTime() - deadlineNanos > 0) {
                return Future.failedFuture(
                        new StoreException.Unavailable("the owner of " + designId + " does not answer", failure));
            }
            return pause(pauses < QUICK_PAUSES ? 1 : SLOW_FACTOR)
                    .compose(_ -> ask(designId, here, there, deadlineNanos, pauses + 1));
        });
    }

    private NodeRef owner(String designId, OwnedElsewhereException owned) {
        if (owned.address().isEmpty()) {
            return new NodeRef(owned.nodeId(), "", 0);
        }
        NodeRef node = NodeRef.of(owned.nodeId(), owned.address());
        remember(designId, node);
        return node;
    }

    private void remember(String designId, NodeRef node) {
        if (hints.size() < limits.hintsMax()) {
            hints.put(designId, node);
        }
    }

    private <T> Future<T> at(String designId, NodeRef node, Function<NodeRef, Future<T>> there) {
        Long until = unreachable.get(node.id());
        boolean lost = node.host().isEmpty() || !lives.test(node.id());
        if (lost || (until != null && turns.nanoTime() - until < 0)) {
            hints.remove(designId, node);
            return Future.failedFuture(new LinkFailedException("node " + node.id() + " could not be reached"));
        }
        return there.apply(node).onFailure(failure -> {
            if (failure instanceof LinkFailedException) {
                hints.remove(designId, node);
                unreachable.values().removeIf(over -> turns.nanoTime() - over >= 0);
                unreachable.put(node.id(), turns.nanoTime() + limits.retry().toNanos());
            }
        });
    }

    /** Waits for some retries' length, or for news of a death. */
    private Future<Void> pause(int factor) {
        Promise<Void> over = Promise.promise();
        Context caller = Vertx.currentContext();
        Runnable end = () -> {
            if (caller == null) {
                turns.run(over::tryComplete);
            } else {
                caller.runOnContext(_ -> over.tryComplete());
            }
        };
        pausing.add(end);
        long millis = factor * limits.retry().toMillis();
        long later = millis + ThreadLocalRandom.current().nextLong(1 + millis / 2);
        long timer = turns.after(Duration.ofMillis(later), over::tryComplete);
        return over.future().onComplete(_ -> {
            pausing.remove(end);
            turns.cancel(timer);
        });
    }
}
