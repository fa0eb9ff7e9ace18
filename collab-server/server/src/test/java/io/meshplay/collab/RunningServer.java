package io.meshplay.collab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.meshplay.collab.cli.LogOptions;
import io.meshplay.collab.cli.NetworkOptions;
import io.meshplay.collab.cli.ServerOptions;
import io.meshplay.collab.cli.StorageOptions;
import io.meshplay.collab.node.ClusterOptions;
import io.meshplay.collab.testing.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

/** The whole server, wired as the product is, on a free port of 127.0.0.1. */
final class RunningServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Wiring wiring;

    RunningServer(Path data, NetworkOptions network) {
        wiring = Outcome.of(Wiring.start(new ServerOptions(
                "127.0.0.1",
                0,
                data,
                false,
                StorageOptions.EMBEDDED,
                network,
                LogOptions.DEFAULTS,
                Duration.ofSeconds(30),
                null,
                null)));
    }

    /** A server over a MongoDB, one node of a cluster. */
    RunningServer(Path data, StorageOptions storage, ClusterOptions cluster) {
        wiring = Outcome.of(Wiring.start(new ServerOptions(
                "127.0.0.1",
                0,
                data,
                false,
                storage,
                NetworkOptions.LOOPBACK,
                LogOptions.DEFAULTS,
                Duration.ofSeconds(30),
                null,
                cluster)));
    }

    int port() {
        return wiring.port();
    }

    /** {@return the answer's body}; {@code headers}: name, value, name, value… */
    String send(String method, String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    JsonNode json(String method, String path, String body, String... headers) {
        try {
            return JSON.readTree(send(method, path, body, headers));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the id of a new design} */
    String design(String name) {
        return json(
                        "POST",
                        "/api/v1/designs",
                        JSON.createObjectNode().put("name", name).toString())
                .path("id")
                .textValue();
    }

    /** Renames a design, and looks at the answer. */
    void rename(String designId, String name) {
        JsonNode renamed = json("PATCH", "/api/v1/designs/" + designId, "{\"name\":\"" + name + "\"}");
        assertThat(renamed.path("name").textValue()).isEqualTo(name);
    }

    /** {@return a design with a checkpoint, entries after it, a version and a link; there is another one beside it} */
    String fill() {
        String designId = design("First");
        send("POST", "/api/v1/designs/" + designId + "/versions", "{\"message\":\"v\"}");
        send("POST", "/api/v1/designs/" + designId + "/links", "{\"role\":\"viewer\"}");
        send("POST", "/api/v1/admin/rooms/" + designId + "/flush", "{}");
        rename(designId, "Second");
        design("Other");
        return designId;
    }

    @Override
    public void close() {
        client.close();
        Outcome.of(wiring.close());
    }
}
