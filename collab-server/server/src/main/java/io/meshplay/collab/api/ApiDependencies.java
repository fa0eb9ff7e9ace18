package io.meshplay.collab.api;

import io.meshplay.collab.designs.Designs;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * What the HTTP side needs of the rest of the server.
 *
 * @param designs the designs
 * @param ready completes if the store can be written right now: {@code store::probe}
 * @param metrics what {@code /metrics} shows; also takes the counts of the requests
 * @param guard who may ask
 * @param limits bounds
 * @param clock the time
 * @param administration what the admin routes show
 */
public record ApiDependencies(
        Designs designs,
        Supplier<Future<Void>> ready,
        PrometheusMeterRegistry metrics,
        OriginGuard guard,
        ApiLimits limits,
        Clock clock,
        Administration administration) {}
