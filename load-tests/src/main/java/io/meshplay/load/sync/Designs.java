package io.meshplay.load.sync;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.meshplay.load.rig.ServerProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** Makes designs through the API. */
public final class Designs {
    private Designs() {}

    /** Makes a design and tells its id. */
    public static String create(ServerProcess server, String name) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(server.uri("/api/v1/designs"))
                    .header("content-type", "application/json")
                    .POST(BodyPublishers.ofString("{\"name\":\"%s\"}".formatted(name)))
                    .build();
            var answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 201) {
                throw new IOException("POST designs answered " + answer.statusCode() + ": " + answer.body());
            }
            return new ObjectMapper().readTree(answer.body()).get("id").asText();
        }
    }
}
