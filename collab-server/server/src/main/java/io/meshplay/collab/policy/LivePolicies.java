package io.meshplay.collab.policy;

import io.meshplay.collab.room.Advisor;
import io.meshplay.collab.thread.AnyThread;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Evaluates live designs for their rooms, on workers: an evaluation may take long, and no loop waits for one. */
@AnyThread
public final class LivePolicies implements Advisor {
    private final Vertx vertx;
    private final Definitions definitions;
    private final PolicyLimits limits;
    private final Map<String, FollowedDesign> followed = new ConcurrentHashMap<>();

    /** Evaluates with these definitions, which stay open. */
    public LivePolicies(Vertx vertx, Definitions definitions, PolicyLimits limits) {
        this.vertx = vertx;
        this.definitions = definitions;
        this.limits = limits;
    }

    @Override
    public Future<Advice> advise(String designId, long sequence, byte[] projection) {
        FollowedDesign design = followed.computeIfAbsent(
                designId, _ -> new FollowedDesign(definitions.engine().session(), limits));
        return vertx.executeBlocking(() -> design.evaluate(sequence, projection), false)
                .map(Objects::requireNonNull);
    }

    @Override
    public void forget(String designId) {
        followed.remove(designId);
    }
}
