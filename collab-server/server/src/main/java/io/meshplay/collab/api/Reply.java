package io.meshplay.collab.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One answer, not yet written.
 *
 * @param status the HTTP status
 * @param contentType the media type of the body; null without a body
 * @param headers further headers
 * @param body the whole body, if the answer is no stream
 * @param stream writes the body bit by bit, for as long as the client listens; null for a whole one
 */
record Reply(
        int status,
        @Nullable String contentType,
        Map<String, String> headers,
        Buffer body,
        @Nullable Consumer<HttpServerRequest> stream) {
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
        return new Reply(status, contentType, Map.of(), body, null);
    }

    /** A stream is not compressed: what is compressed is held back until there is enough of it. */
    static Reply stream(String contentType, Consumer<HttpServerRequest> stream) {
        return new Reply(200, contentType, Map.of("Content-Encoding", "identity"), Buffer.buffer(), stream);
    }

    static Reply empty(int status) {
        return new Reply(status, null, Map.of(), Buffer.buffer(), null);
    }

    Reply with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Reply(status, contentType, more, body, stream);
    }
}
