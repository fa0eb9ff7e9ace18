package io.meshplay.models.registry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.meshplay.models.design.Json;
import io.meshplay.models.design.OpenJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON files whose weight is in a few long texts (schemas, icons): these become contents of their own as they pass,
 * and the tree holds their names. A file of two megabytes is a tree of two hundred small values.
 */
final class ThinTree {
    /** Field of a map that stands for a text that is a content of its own. */
    static final String REFERENCE = "$content";

    private final JsonFactory factory;
    private final RegistryLimits limits;
    private final TextSink texts;

    /** Keeps a long text. */
    interface TextSink {
        Digest keep(String text) throws IOException;
    }

    ThinTree(RegistryLimits limits, TextSink texts) {
        this.limits = limits;
        this.texts = texts;
        this.factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.depthMax())
                        .maxStringLength(limits.fileBytesMax())
                        .maxNameLength(4_096)
                        .build())
                .build();
    }

    /**
     * Reads one value.
     *
     * @throws IOException when the bytes are no JSON, or nested too deeply
     */
    Json read(byte[] json) throws IOException {
        try (JsonParser parser = factory.createParser(json)) {
            Deque<OpenJson> open = new ArrayDeque<>();
            Json result = null;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (result != null) {
                    throw new IOException("something stands after the end of the value");
                }
                Json value = take(parser, token, open);
                if (value != null && open.isEmpty()) {
                    result = value;
                } else if (value != null) {
                    open.element().add(value);
                }
            }
            if (result == null) {
                throw new IOException("it is empty");
            }
            return result;
        }
    }

    /** {@return the value that is complete; null when it goes on} */
    private @Nullable Json take(JsonParser parser, JsonToken token, Deque<OpenJson> open) throws IOException {
        return switch (token) {
            case START_OBJECT, START_ARRAY -> {
                open.push(new OpenJson(token == JsonToken.START_OBJECT));
                yield null;
            }
            case END_OBJECT, END_ARRAY -> own(open.pop().json());
            case FIELD_NAME -> {
                open.element().key(parser.currentName());
                yield null;
            }
            case VALUE_STRING -> text(parser, open);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
            case VALUE_TRUE -> Json.of(true);
            case VALUE_FALSE -> Json.of(false);
            case VALUE_NULL -> Json.NIL;
            case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> throw new IOException("it is no JSON");
        };
    }

    private static Json number(JsonParser parser) throws IOException {
        double number = parser.getDoubleValue();
        return Double.isFinite(number) ? Json.of(number) : Json.of(parser.getText());
    }

    /** Icons of the model that a component carries along are those of the model's own file. */
    private Json text(JsonParser parser, Deque<OpenJson> open) throws IOException {
        int length = parser.getTextLength();
        if (length <= limits.textCharsInline()) {
            return Json.of(parser.getText());
        }
        OpenJson root = open.peekLast();
        if (root != null && root.key().equals("model") && open.size() > 1) {
            return Json.NIL;
        }
        return reference(texts.keep(parser.getText()));
    }

    /** A file may not name a content: that of another file, or one text a thousand times. */
    private static Json own(Json value) throws IOException {
        if (referenced(value) != null || ComponentReader.shared(value) != null) {
            throw new IOException("it uses a key that registries keep for themselves");
        }
        return value;
    }

    /** Refuses trees from elsewhere that name contents. */
    static void check(List<Json> trees) throws IOException {
        for (Json tree : trees) {
            switch (tree) {
                case Json.Fields fields ->
                    check(List.copyOf(((Json.Fields) own(fields)).values().values()));
                case Json.Items(List<Json> items) -> check(items);
                case Json.Nil _, Json.Flag _, Json.Numeral _, Json.Text _ -> {}
            }
        }
    }

    /**
     * {@return a thin tree with its long texts}
     *
     * @param file the whole file that it is, or is a part of
     */
    static Json whole(Json thin, Json file) {
        Map<Digest, Json> texts = new HashMap<>();
        List<Json> open = new ArrayList<>(List.of(file));
        while (!open.isEmpty()) {
            switch (open.removeLast()) {
                case Json.Fields fields -> open.addAll(fields.values().values());
                case Json.Items(List<Json> items) -> open.addAll(items);
                case Json.Text text -> texts.put(Digest.of(text.value().getBytes(StandardCharsets.UTF_8)), text);
                case Json.Nil _, Json.Flag _, Json.Numeral _ -> {}
            }
        }
        return whole(thin, texts);
    }

    private static Json whole(Json thin, Map<Digest, Json> texts) {
        Digest text = referenced(thin);
        if (text != null) {
            return texts.getOrDefault(text, Json.NIL);
        }
        return switch (thin) {
            case Json.Fields fields -> {
                Map<String, Json> values = new LinkedHashMap<>();
                fields.values().forEach((key, value) -> values.put(key, whole(value, texts)));
                yield new Json.Fields(values);
            }
            case Json.Items(List<Json> items) ->
                new Json.Items(items.stream().map(item -> whole(item, texts)).toList());
            case Json.Nil _, Json.Flag _, Json.Numeral _, Json.Text _ -> thin;
        };
    }

    static Json reference(Digest digest) {
        return new Json.Fields(Map.of(REFERENCE, Json.of(digest.hex())));
    }

    /** {@return what a reference names; null when the value is none} */
    static @Nullable Digest referenced(@Nullable Json value) {
        return named(value, REFERENCE);
    }

    /** {@return the digest in a map that has nothing else; null when the value is another} */
    static @Nullable Digest named(@Nullable Json value, String key) {
        if (value instanceof Json.Fields fields && fields.values().size() == 1) {
            String digest = fields.text(key);
            return digest.matches("[0-9a-f]{64}") ? Digest.parse(digest) : null;
        }
        return null;
    }
}
