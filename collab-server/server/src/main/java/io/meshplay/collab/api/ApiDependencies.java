package io.meshplay.collab.api;

import io.meshplay.collab.designs.DesignFeed;
import io.meshplay.collab.designs.Designs;
import io.meshplay.collab.designs.PresenceView;
import io.meshplay.collab.history.Autosaves;
import io.meshplay.collab.policy.Evaluations;
import io.meshplay.models.registry.Registry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * What the HTTP side needs of the rest of the server.
 *
 * @param designs the designs
 * @param autosaves what was saved of them by itself
 * @param evaluations what policies say of them
 * @param registry models and components
 * @param feed what is new
 * @param presence who is where
 * @param ready completes if the store can be written right now: {@code store::probe}
 * @param metrics what {@code /metrics} shows; also takes the counts of the requests
 * @param guard who may ask
 * @param limits bounds
 * @param streams bounds of the streams of events
 * @param clock the time
 * @param administration what the admin routes show
 */
public record ApiDependencies(
        Designs designs,
        Autosaves autosaves,
        Evaluations evaluations,
        Registry registry,
        DesignFeed feed,
        PresenceView presence,
        Supplier<Future<Void>> ready,
        PrometheusMeterRegistry metrics,
        OriginGuard guard,
        ApiLimits limits,
        StreamLimits streams,
        Clock clock,
        Administration administration) {}
