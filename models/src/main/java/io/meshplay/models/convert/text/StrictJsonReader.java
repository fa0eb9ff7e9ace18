package io.meshplay.models.convert.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.meshplay.models.convert.report.ImportLimits;
import io.meshplay.models.convert.report.ImportRefusal.Kind;
import io.meshplay.models.convert.text.TreeBuilder.Place;
import io.meshplay.models.design.Json;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads a JSON file as RFC 8259 has it: one value, no comments, no key twice. */
public final class StrictJsonReader {
    private final JsonFactory factory;
    private final TreeBuilder builder;

    /** A reader of one file. */
    public StrictJsonReader(ImportLimits limits) {
        this.builder = new TreeBuilder(limits);
        // The builder counts the depth, and says where; the parser's own bounds only must not come first.
        this.factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.depthMax() + 2)
                        .maxStringLength(limits.codePointsMax())
                        .maxNameLength(limits.codePointsMax())
                        .build())
                .build();
    }

    /** {@return the value} */
    public Json read(String text) {
        try (JsonParser parser = factory.createParser(text)) {
            int depth = 0;
            boolean done = false;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (done) {
                    throw place(parser.currentTokenLocation())
                            .refused(Kind.SYNTAX, "No JSON: something stands after the end of the value.");
                }
                take(parser, token);
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                done = depth == 0;
            }
            return builder.finish();
        } catch (JsonProcessingException e) {
            throw place(e.getLocation()).refused(Kind.SYNTAX, "No JSON: " + e.getOriginalMessage() + ".");
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot fail", e);
        }
    }

    private void take(JsonParser parser, JsonToken token) throws IOException {
        Place place = place(parser.currentTokenLocation());
        switch (token) {
            case START_OBJECT, START_ARRAY -> builder.enter(token == JsonToken.START_OBJECT, null, place);
            case END_OBJECT, END_ARRAY -> builder.leave(place);
            case FIELD_NAME -> builder.scalar(Json.of(parser.currentName()), false, null, place);
            case VALUE_STRING -> builder.scalar(Json.of(parser.getText()), false, null, place);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                builder.scalar(YamlScalar.resolve(parser.getText()), false, null, place);
            case VALUE_TRUE -> builder.scalar(Json.of(true), false, null, place);
            case VALUE_FALSE -> builder.scalar(Json.of(false), false, null, place);
            case VALUE_NULL -> builder.scalar(Json.NIL, false, null, place);
            case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> throw place.refused(Kind.SYNTAX, "No JSON.");
        }
    }

    private static Place place(JsonLocation location) {
        return new Place(location.getLineNr(), location.getColumnNr());
    }
}
