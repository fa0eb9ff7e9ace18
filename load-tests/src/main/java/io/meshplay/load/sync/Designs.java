package io.meshplay.load.sync;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.meshplay.load.rig.ServerProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** Makes designs through the API. */
public final class Designs implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final ServerProcess server;

    Designs(ServerProcess server) {
        this.server = server;
    }

    /** Makes one design and tells its id. */
    public static String create(ServerProcess server, String name) throws IOException, InterruptedException {
        try (var designs = new Designs(server)) {
            return designs.create(name);
        }
    }

    /** Makes a design and tells its id. */
    String create(String name) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(server.uri("/api/v1/designs"))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString("{\"name\":\"%s\"}".formatted(name)))
                .build();
        var answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 201) {
            throw new IOException("POST designs answered " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body()).get("id").asText();
    }

    @Override
    public void close() {
        client.close();
    }
}
