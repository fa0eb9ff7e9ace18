package io.meshplay.collab.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One answer, not yet written.
 *
 * @param status the HTTP status
 * @param contentType the media type of the body; null without a body
 * @param headers further headers
 * @param body the whole body
 */
record Reply(int status, @Nullable String contentType, Map<String, String> headers, Buffer body) {
    static final String JSON = "application/json";

    static Reply json(int status, JsonNode json) {
        return of(status, JSON, Buffer.buffer(json.toString()));
    }

    static Reply problem(Problem problem) {
        Reply reply = of(
                problem.kind().status(),
                Problem.MEDIA_TYPE,
                Buffer.buffer(problem.toJson().toString()));
        return switch (problem.kind().status()) {
            case 401 -> reply.with("WWW-Authenticate", "Bearer");
            case 503 -> reply.with("Retry-After", "1");
            default -> reply;
        };
    }

    static Reply text(int status, String contentType, String text) {
        return of(status, contentType, Buffer.buffer(text.getBytes(StandardCharsets.UTF_8)));
    }

    static Reply of(int status, String contentType, Buffer body) {
        return new Reply(status, contentType, Map.of(), body);
    }

    static Reply empty(int status) {
        return new Reply(status, null, Map.of(), Buffer.buffer());
    }

    Reply with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Reply(status, contentType, more, body);
    }
}
