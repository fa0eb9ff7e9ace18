package io.meshplay.collab.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.meshplay.collab.api.Problem.Kind;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** A JSON object that holds known fields only; each read checks type and bounds and names the field at fault. */
record JsonBody(JsonNode json) {
    /** {@return one line of text, normalised, 1 to {@code charsMax} UTF-16 units} */
    String line(String field, int charsMax) {
        JsonNode value = json.path(field);
        if (value.isMissingNode()) {
            throw Problem.ofField(Kind.missingField, field, "The field \"" + field + "\" is missing.", "Send it.")
                    .asException();
        }
        if (!value.isTextual()) {
            throw wrongType(field, "a string");
        }
        return Lines.check(Kind.invalidValue, field, value.textValue(), charsMax);
    }

    /** {@return one line of text; empty if absent} */
    String optionalLine(String field, int charsMax) {
        return json.has(field) ? line(field, charsMax) : "";
    }

    /** {@return a JSON object} */
    JsonNode object(String field) {
        JsonNode value = json.path(field);
        if (!value.isObject()) {
            throw wrongType(field, "an object");
        }
        return value;
    }

    @Nullable Long optionalCount(String field) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            throw wrongType(field, "an integer that is not negative");
        }
        return value.longValue();
    }

    /** {@return the instant of an ISO 8601 date and time with an offset; null if absent or null} */
    @Nullable Instant optionalInstant(String field) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw wrongType(field, "a date and time");
        }
        try {
            return OffsetDateTime.parse(value.textValue()).toInstant();
        } catch (DateTimeException _) {
            throw Problem.ofField(
                            Kind.invalidValue,
                            field,
                            "The field \"" + field + "\" is no date and time with an offset.",
                            "Write it like 2030-12-31T23:59:59Z.")
                    .asException();
        }
    }

    private static ProblemException wrongType(String field, String expected) {
        return Problem.ofField(
                        Kind.wrongType,
                        field,
                        "The field \"" + field + "\" is not " + expected + ".",
                        "Send " + expected + ".")
                .asException();
    }
}
