package io.meshplay.collab.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.meshplay.collab.api.Problem.Kind;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/** Reads JSON bodies strictly: bounded depth and size, no duplicate keys, nothing after the object, no unknown field. */
final class JsonReader {
    private final ApiLimits limits;
    private final ObjectMapper mapper;

    JsonReader(ApiLimits limits) {
        this.limits = limits;
        this.mapper = mapper(limits);
    }

    /** Reads a body that may hold these fields and no others. */
    JsonBody read(Buffer body, Set<String> fields) {
        JsonNode json = parse(body);
        if (!json.isObject()) {
            throw malformed("The body is no JSON object.");
        }
        for (var field : json.properties()) {
            if (!fields.contains(field.getKey())) {
                throw Problem.ofField(
                                Kind.unknownField,
                                Quoted.shortened(field.getKey(), limits),
                                "The field \"" + Quoted.shortened(field.getKey(), limits) + "\" is not known here.",
                                fields.isEmpty()
                                        ? "Send no fields."
                                        : "Send only " + String.join(", ", new TreeSet<>(fields)) + ".")
                        .asException();
            }
        }
        return new JsonBody(json);
    }

    private JsonNode parse(Buffer body) {
        try {
            JsonNode json = mapper.readTree(body.getBytes());
            if (json == null || json.isMissingNode()) {
                throw malformed("The body is empty.");
            }
            return json;
        } catch (JsonProcessingException e) {
            throw malformed("The body is no JSON: " + Quoted.line(e.getOriginalMessage())
                    + (e.getLocation() == null
                            ? "."
                            : " at offset " + e.getLocation().getByteOffset() + "."));
        } catch (IOException e) {
            throw malformed("The body is no JSON in UTF-8.");
        }
    }

    private static ObjectMapper mapper(ApiLimits limits) {
        var constraints = StreamReadConstraints.builder()
                .maxNestingDepth(limits.jsonDepthMax())
                .maxDocumentLength(limits.jsonBytesMax())
                .build();
        var factory = JsonFactory.builder()
                .streamReadConstraints(constraints)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .build();
        return new ObjectMapper(factory).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    private static ProblemException malformed(String detail) {
        return Problem.of(Kind.malformedJson, detail, "Send one JSON object in UTF-8.")
                .asException();
    }
}
