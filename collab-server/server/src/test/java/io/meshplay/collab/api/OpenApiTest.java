package io.meshplay.collab.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.meshplay.collab.history.Autosaves;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OpenApiTest {
    private static final JsonNode DOCUMENT = OpenApiCheck.INSTANCE.document();

    @Test
    @DisplayName("[API-1] the document names every operation of the router and no other")
    void namesEveryOperation() {
        var served = new TreeSet<String>();
        try (var server = new ApiServer()) {
            var dependencies = new ApiDependencies(
                    server.designs,
                    new Autosaves(server.designs, server.store.records()),
                    server.evaluations,
                    server.definitions.registry(),
                    server.board,
                    server.board,
                    Future::succeededFuture,
                    new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                    OriginGuard.loopback(() -> 1),
                    ApiLimits.DEFAULTS,
                    StreamLimits.DEFAULTS,
                    Clock.systemUTC(),
                    server.administration);
            Vertx vertx = Vertx.vertx();
            Api.operations(vertx, dependencies)
                    .forEach(operation -> served.add(operation.method() + " " + operation.template()));
            vertx.close();
        }

        var documented = new TreeSet<String>();
        for (var path : DOCUMENT.path("paths").properties()) {
            for (var method : path.getValue().properties()) {
                if (!method.getKey().equals("parameters")) {
                    documented.add(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
                }
            }
        }
        assertThat(documented).isEqualTo(served);
    }

    @Test
    @DisplayName("[API-1] every reference of the document leads somewhere, every operation has a name of its own")
    void holdsTogether() {
        List<String> references = new ArrayList<>();
        collect(DOCUMENT, "$ref", references);
        List<String> names = new ArrayList<>();
        collect(DOCUMENT, "operationId", names);

        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                DOCUMENT.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
        assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThan(15);
    }

    private static void collect(JsonNode node, String key, List<String> found) {
        node.properties().forEach(entry -> {
            if (entry.getKey().equals(key) && entry.getValue().isTextual()) {
                found.add(entry.getValue().textValue());
            }
        });
        node.forEach(child -> collect(child, key, found));
    }

    @Test
    @DisplayName("[API-1] the document is served")
    void isServed() {
        try (var server = new ApiServer()) {
            assertThat(server.get("/api/v1/openapi.json").json()).isEqualTo(DOCUMENT);
        }
    }
}
