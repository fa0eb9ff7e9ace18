package io.meshplay.collab.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What the server says of itself: who one is, its OpenAPI document, health and metrics. */
final class SystemResource {
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final ApiLimits limits;
    private final Vertx vertx;
    private final PrometheusMeterRegistry metrics;
    private final Supplier<Future<Void>> probe;
    private final boolean networkTrusted;
    private final Reply openApi;

    SystemResource(
            Vertx vertx,
            PrometheusMeterRegistry metrics,
            Supplier<Future<Void>> probe,
            ApiLimits limits,
            boolean networkTrusted) {
        this.limits = limits;
        this.vertx = vertx;
        this.metrics = metrics;
        this.probe = probe;
        this.networkTrusted = networkTrusted;
        this.openApi = Reply.of(200, Reply.JSON, Buffer.buffer(OpenApi.document()));
    }

    List<Operation> operations() {
        return List.of(
                Operation.get("/api/v1/me", this::me),
                Operation.get("/api/v1/openapi.json", request -> {
                    request.query();
                    return Future.succeededFuture(openApi);
                }),
                Operation.get("/health/live", _ -> Future.succeededFuture(status(200, "up"))),
                Operation.get("/health/ready", _ -> ready()),
                Operation.get("/metrics", Set.of("text/plain", "application/openmetrics-text"), _ -> scrape()));
    }

    private Future<Reply> me(Request request) {
        request.query();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", request.actor());
        json.put("name", LocalUser.NAME);
        json.put("signIn", false);
        json.put("networkTrusted", networkTrusted);
        return Future.succeededFuture(Reply.json(200, json));
    }

    /** A probe asks again by itself: whatever is wrong, the answer is that the server is not ready, soon. */
    private Future<Reply> ready() {
        return probe.get()
                .timeout(limits.probeWithin().toMillis(), TimeUnit.MILLISECONDS)
                .map(_ -> status(200, "up"))
                .otherwise(_ -> Reply.problem(
                        Problems.unavailable("The store cannot be written; edits are not acknowledged.")));
    }

    private Reply status(int status, String text) {
        return Reply.json(
                status,
                JsonNodeFactory.instance.objectNode().put("status", text).put("networkTrusted", networkTrusted));
    }

    private Future<Reply> scrape() {
        return vertx.executeBlocking(metrics::scrape, false)
                .map(text -> Reply.text(200, METRICS_TYPE, Objects.requireNonNull(text)));
    }
}
