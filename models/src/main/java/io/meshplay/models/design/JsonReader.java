package io.meshplay.models.design;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Reads JSON that a machine wrote, without recursion; what is nested too deeply is left out and reported. */
public final class JsonReader {
    /** Room for the roots above a component's configuration. */
    static final int DEPTH_MAX = Configuration.DEPTH_MAX + 8;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final JsonParser parser;
    private final int depthMax;
    private final BiConsumer<String, String> report;
    private final Deque<OpenJson> open = new ArrayDeque<>();
    private @Nullable Json result;

    private JsonReader(JsonParser parser, int depthMax, BiConsumer<String, String> report) {
        this.parser = parser;
        this.depthMax = depthMax;
        this.report = report;
    }

    /**
     * Reads one value.
     *
     * @param report takes a pointer and a message
     * @throws IOException when the bytes are no JSON
     */
    static Json read(byte[] json, BiConsumer<String, String> report) throws IOException {
        return read(json, DEPTH_MAX, report);
    }

    /**
     * Reads one value.
     *
     * @param depthMax deepest nesting that is kept
     * @param report takes a pointer and a message
     * @throws IOException when the bytes are no JSON
     */
    public static Json read(byte[] json, int depthMax, BiConsumer<String, String> report) throws IOException {
        try (JsonParser parser = FACTORY.createParser(json)) {
            return new JsonReader(parser, depthMax, report).read();
        }
    }

    private Json read() throws IOException {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (result != null) {
                throw new IOException("there is more than one value");
            }
            take(token);
        }
        if (result == null) {
            throw new IOException("there is no value");
        }
        return result;
    }

    private void take(JsonToken token) throws IOException {
        switch (token) {
            case START_OBJECT, START_ARRAY -> enter(token == JsonToken.START_OBJECT);
            case END_OBJECT, END_ARRAY -> put(open.pop().json());
            case FIELD_NAME -> top().key(parser.currentName());
            case VALUE_STRING -> put(Json.of(parser.getText()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> putNumber();
            case VALUE_TRUE -> put(Json.of(true));
            case VALUE_FALSE -> put(Json.of(false));
            case VALUE_NULL -> put(Json.NIL);
            case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> throw new IOException("not JSON: " + token);
        }
    }

    private void enter(boolean map) throws IOException {
        if (open.size() < depthMax) {
            open.push(new OpenJson(map));
        } else {
            parser.skipChildren();
            report.accept(path(), "is nested deeper than " + depthMax + "; it is left out");
            put(map ? Json.NO_FIELDS : Json.NO_ITEMS);
        }
    }

    private void putNumber() throws IOException {
        double number = parser.getDoubleValue();
        if (Double.isFinite(number)) {
            put(Json.of(number));
        } else {
            report.accept(path(), "is a number too large for a design; it is left out");
            put(Json.NIL);
        }
    }

    private void put(Json value) {
        if (open.isEmpty()) {
            result = value;
        } else {
            top().add(value);
        }
    }

    private OpenJson top() {
        return open.element();
    }

    private String path() {
        String path = "";
        for (var level = open.descendingIterator(); level.hasNext(); ) {
            path = level.next().pointer(path);
        }
        return path;
    }
}
