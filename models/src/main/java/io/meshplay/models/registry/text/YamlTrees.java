package io.meshplay.models.registry.text;

import io.meshplay.models.design.Json;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads YAML files of definitions as JSON trees: the core schema, no aliases, no key twice. */
public final class YamlTrees {
    private static final Pattern NUMBER = Pattern.compile("[-+]?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?");

    private final int depthMax;
    private final Deque<Open> open = new ArrayDeque<>();
    private final List<Json> documents = new ArrayList<>();

    private YamlTrees(int depthMax) {
        this.depthMax = depthMax;
    }

    /**
     * Reads all documents of a file.
     *
     * @throws IOException when it is no YAML, or uses what definitions have no use for
     */
    public static List<Json> read(String text, int depthMax) throws IOException {
        var trees = new YamlTrees(depthMax);
        LoadSettings settings = LoadSettings.builder()
                .setAllowDuplicateKeys(false)
                .setCodePointLimit(Math.max(text.length(), 1))
                .build();
        try {
            for (Event event : new Parse(settings).parseString(text)) {
                trees.take(event);
            }
        } catch (YamlEngineException e) {
            throw new IOException(
                    String.valueOf(e.getMessage()).lines().findFirst().orElse("it is no YAML"));
        }
        return trees.documents;
    }

    private void take(Event event) throws IOException {
        switch (event.getEventId()) {
            case MappingStart, SequenceStart -> {
                if (open.size() >= depthMax) {
                    throw new IOException("it is nested deeper than " + depthMax);
                }
                open.push(new Open(event.getEventId() == Event.ID.MappingStart));
            }
            case MappingEnd, SequenceEnd -> put(open.pop().json());
            case Scalar -> scalar((ScalarEvent) event);
            case Alias -> throw new IOException("it uses an alias");
            case StreamStart, StreamEnd, DocumentStart, DocumentEnd, Comment -> {}
        }
    }

    private void scalar(ScalarEvent event) throws IOException {
        Open around = open.peek();
        if (around != null && around.map && around.key == null) {
            around.key(event.getValue());
        } else {
            put(event.getScalarStyle() == ScalarStyle.PLAIN ? plain(event.getValue()) : Json.of(event.getValue()));
        }
    }

    private static Json plain(String text) {
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> Json.NIL;
            case "true", "True", "TRUE" -> Json.of(true);
            case "false", "False", "FALSE" -> Json.of(false);
            default -> {
                boolean number = NUMBER.matcher(text).matches() && Double.isFinite(Double.parseDouble(text));
                yield number ? Json.of(Double.parseDouble(text)) : Json.of(text);
            }
        };
    }

    private void put(Json value) throws IOException {
        Open around = open.peek();
        if (around == null) {
            documents.add(value);
        } else {
            around.add(value);
        }
    }

    /** A list or map that is not at its end. */
    private static final class Open {
        private final boolean map;
        private final Map<String, Json> fields = new LinkedHashMap<>();
        private final List<Json> items = new ArrayList<>();
        private @Nullable String key;

        private Open(boolean map) {
            this.map = map;
        }

        private void key(String name) throws IOException {
            if (fields.containsKey(name)) {
                throw new IOException("the key " + name + " stands twice");
            }
            key = name;
        }

        private void add(Json value) throws IOException {
            String name = key;
            if (!map) {
                items.add(value);
            } else if (name == null) {
                throw new IOException("a key is no scalar");
            } else {
                fields.put(name, value);
                key = null;
            }
        }

        private Json json() {
            return map ? new Json.Fields(fields) : new Json.Items(items);
        }
    }
}
