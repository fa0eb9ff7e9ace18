package io.meshplay.collab.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplay.collab.designs.DesignExchange;
import io.meshplay.collab.designs.DesignForm;
import io.meshplay.collab.designs.DesignRefusal;
import io.meshplay.collab.designs.DesignRefusedException;
import io.meshplay.collab.designs.FileDesign;
import io.meshplay.collab.designs.ImportReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A form whose files are JSON: {@code {"name":…,"components":{id:{…}}}} with plain values only. */
public final class JsonDesignForm implements DesignForm {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    @Override
    public int number() {
        return 1;
    }

    @Override
    public byte[] canonical(byte[] projection) {
        JsonNode roots = parse(projection);
        ObjectNode content = MAPPER.createObjectNode();
        content.set("name", roots.at("/meta/name"));
        ObjectNode components = content.putObject("components");
        roots.path("components").properties().stream()
                .filter(entry -> !entry.getValue().has("deleted"))
                .forEach(entry -> components.set(entry.getKey(), entry.getValue()));
        try {
            return MAPPER.writeValueAsBytes(MAPPER.treeToValue(content, TreeMap.class));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public byte[] restoring(byte[] present, byte[] content) {
        ArrayNode operations = MAPPER.createArrayNode();
        parse(present).path("components").properties().forEach(entry -> {
            ObjectNode delete = operations.addObject().put("op", "delete");
            delete.putArray("path").add("components").add(entry.getKey());
        });
        writing(operations, parse(content));
        return operations.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void writing(ArrayNode operations, JsonNode content) {
        ObjectNode named = operations.addObject().put("op", "set");
        named.putArray("path").add("meta").add("name");
        named.set("value", content.path("name"));
        content.path("components").properties().forEach(entry -> {
            ObjectNode create = operations.addObject().put("op", "create").put("type", "map");
            create.putArray("path").add("components").add(entry.getKey());
            create.set("entries", entry.getValue());
        });
    }

    @Override
    public FileDesign read(@Nullable String name, byte[] file) {
        if (!(parse(file) instanceof ObjectNode content)
                || !content.path("components").isObject()) {
            throw new DesignRefusedException(new DesignRefusal.Unreadable(null, "The file is no design."));
        }
        if (name != null) {
            content.put("name", name);
        }
        ArrayNode operations = MAPPER.createArrayNode();
        writing(operations, content);
        int components = content.path("components").size();
        return new FileDesign(
                content.path("name").asText(),
                components,
                operations.toString().getBytes(StandardCharsets.UTF_8),
                new ImportReport("json", components, 0, List.of(new ImportReport.Warning("/x", "left out"))));
    }

    @Override
    public byte[] write(byte[] projection, DesignExchange.Format format) {
        return canonical(projection);
    }

    @Override
    public List<FileDesign> samples() {
        return List.of(sample("One"), sample("Two"), sample("Three"));
    }

    private FileDesign sample(String name) {
        String file = "{\"components\":{\"aaaaaaaaaaaaaaaa\":{\"kind\":\"Service\"}}}";
        return read(name, file.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode parse(byte[] json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new DesignRefusedException(new DesignRefusal.Unreadable("line 1", "The file is no JSON."));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
