package io.meshplay.collab.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.meshplay.collab.designs.Designs;
import io.meshplay.collab.designs.DesignsLimits;
import io.meshplay.collab.history.Autosaves;
import io.meshplay.collab.policy.Definitions;
import io.meshplay.collab.policy.Evaluations;
import io.meshplay.collab.presence.PresenceBoard;
import io.meshplay.collab.testing.FakeLiveDesigns;
import io.meshplay.collab.testing.MemoryStore;
import io.meshplay.collab.testing.NoRooms;
import io.meshplay.collab.testing.Outcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The API on a free port of 127.0.0.1 over a store in memory. Every answer is held against the OpenAPI document. */
final class ApiServer implements AutoCloseable {
    static final ObjectMapper MAPPER = new ObjectMapper();

    final MemoryStore store;
    final FakeLiveDesigns live;
    final Designs designs;
    final Definitions definitions;
    final Evaluations evaluations;
    final Administration administration;
    final PresenceBoard board;
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer server;
    private final int port;

    ApiServer() {
        this(ApiLimits.DEFAULTS, DesignsLimits.DEFAULTS);
    }

    ApiServer(ApiLimits limits, DesignsLimits designsLimits) {
        this(limits, designsLimits, StreamLimits.DEFAULTS);
    }

    ApiServer(ApiLimits limits, DesignsLimits designsLimits, StreamLimits streams) {
        this(limits, designsLimits, streams, new Administration(new NoRooms(), false, null, Instant.now()));
    }

    ApiServer(Administration administration) {
        this(ApiLimits.DEFAULTS, DesignsLimits.DEFAULTS, StreamLimits.DEFAULTS, administration);
    }

    /** With models, components and relationships of a directory. */
    ApiServer(Path registry) {
        this(
                ApiLimits.DEFAULTS,
                DesignsLimits.DEFAULTS,
                StreamLimits.DEFAULTS,
                new Administration(new NoRooms(), false, null, Instant.now()),
                registry);
    }

    private ApiServer(
            ApiLimits limits, DesignsLimits designsLimits, StreamLimits streams, Administration administration) {
        this(limits, designsLimits, streams, administration, null);
    }

    private ApiServer(
            ApiLimits limits,
            DesignsLimits designsLimits,
            StreamLimits streams,
            Administration administration,
            @Nullable Path registry) {
        this.administration = administration;
        store = new MemoryStore(vertx, new MemoryStore.Disk());
        live = new FakeLiveDesigns(vertx);
        Clock clock = Clock.systemUTC();
        board = PresenceBoard.local(vertx, new SimpleMeterRegistry());
        designs = new Designs(vertx, store.records(), live, board, clock, new SecureRandom(), designsLimits);
        definitions = open(registry);
        evaluations = new Evaluations(vertx, designs, live, definitions, clock);
        var listening = new AtomicInteger();
        var dependencies = new ApiDependencies(
                designs,
                new Autosaves(designs, store.records()),
                evaluations,
                definitions.registry(),
                board,
                board,
                store::probe,
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                OriginGuard.loopback(listening::get),
                limits,
                streams,
                clock,
                administration);
        var options = new HttpServerOptions()
                .setMaxHeaderSize(limits.headersBytesMax())
                .setMaxInitialLineLength(limits.requestLineBytesMax());
        server = Outcome.of(vertx.createHttpServer(options)
                .invalidRequestHandler(Api::malformed)
                .requestHandler(Api.router(vertx, dependencies))
                .listen(0, "127.0.0.1"));
        port = server.actualPort();
        listening.set(port);
    }

    private static Definitions open(@Nullable Path registry) {
        try {
            return Definitions.open(registry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    Answer get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    Answer delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    Answer post(String path, String json) {
        return send("POST", path, BodyPublishers.ofString(json), "Content-Type", "application/json");
    }

    Answer patch(String path, String json, String... headers) {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 2, headers.length);
        all[0] = "Content-Type";
        all[1] = "application/json";
        return send("PATCH", path, BodyPublishers.ofString(json), all);
    }

    Answer send(String method, String path, BodyPublisher body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
            var answer = new Answer(response.statusCode(), response.headers().map(), response.body());
            OpenApiCheck.INSTANCE.holds(method, path.split("\\?", 2)[0], answer);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends a file and waits for nothing. */
    CompletableFuture<HttpResponse<String>> later(String method, String path, String body) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, BodyPublishers.ofString(body))
                .header("Content-Type", "text/yaml");
        return client.sendAsync(request.build(), BodyHandlers.ofString());
    }

    /** Sends bytes as they are and reads until the server closes: for what no client library sends. */
    String raw(String request) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the id of a new design} */
    String design(String name) {
        return post(
                        "/api/v1/designs",
                        MAPPER.createObjectNode().put("name", name).toString())
                .json()
                .path("id")
                .textValue();
    }

    @Override
    public void close() {
        client.close();
        Outcome.of(vertx.close());
        definitions.close();
    }

    /** One answer. */
    record Answer(int status, Map<String, java.util.List<String>> headers, byte[] body) {
        String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> String.join(", ", header.getValue()))
                    .findFirst()
                    .orElse("");
        }

        JsonNode json() {
            try {
                return MAPPER.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** {@return the stable part of the problem's type and its field, as {@code unknownField owner}} */
        String problem() {
            String type = json().path("type").asText().replace("urn:meshplay:problem:", "");
            return (type + " " + json().path("field").asText()).strip();
        }
    }
}
