package io.meshplay.models.convert.compose;

import io.meshplay.models.convert.report.Warnings;
import io.meshplay.models.design.Json;
import io.meshplay.models.design.Pointer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The volumes, configs and secrets at the top of a Compose file, as claims, config maps and secrets. */
final class Stores {
    private static final String STORAGE = "1Gi";
    private static final Set<String> VOLUME_MAPPED = Set.of("name", "external", "labels");
    private static final Set<String> CONFIG_MAPPED = Set.of("name", "external", "content", "labels");

    private final Warnings warnings;
    private final Consumer<Json.Fields> found;

    Stores(Warnings warnings, Consumer<Json.Fields> found) {
        this.warnings = warnings;
        this.found = found;
    }

    void read(Json.Fields file) {
        file.fields("volumes").values().forEach((key, value) -> volume(key, fields(value)));
        file.fields("configs").values().forEach((key, value) -> content("ConfigMap", "/configs", key, fields(value)));
        file.fields("secrets").values().forEach((key, value) -> content("Secret", "/secrets", key, fields(value)));
    }

    /** {@return the name of the object that stands for a volume, config or secret of the file} */
    static String name(Json.Fields file, String section, String key) {
        String own = fields(file.fields(section).values().getOrDefault(key, Json.NIL))
                .text("name");
        return ComposeForm.name(own.isEmpty() ? key : own);
    }

    private static Json.Fields fields(Json value) {
        return value instanceof Json.Fields fields ? fields : Json.NO_FIELDS;
    }

    private void volume(String key, Json.Fields volume) {
        String path = Pointer.child("/volumes", key);
        report(volume, path, VOLUME_MAPPED);
        if (isExternal(volume)) {
            return;
        }
        warnings.add(path, "Compose says no size; the claim asks for " + STORAGE + ".");
        Map<String, Json> claim = ComposeForm.object("v1", "PersistentVolumeClaim", name(key, volume));
        labels(volume, claim);
        Map<String, Json> spec = new LinkedHashMap<>();
        spec.put("accessModes", ComposeValues.items(List.of("ReadWriteOnce")));
        spec.put(
                "resources", new Json.Fields(Map.of("requests", new Json.Fields(Map.of("storage", Json.of(STORAGE))))));
        claim.put("spec", new Json.Fields(spec));
        found.accept(new Json.Fields(claim));
    }

    private void content(String kind, String section, String key, Json.Fields config) {
        String path = Pointer.child(section, key);
        report(config, path, CONFIG_MAPPED);
        if (isExternal(config)) {
            return;
        }
        Map<String, Json> object = ComposeForm.object("v1", kind, name(key, config));
        labels(config, object);
        String content = ComposeValues.text(config.find("content"));
        if (content == null) {
            warnings.add(path, "Its content is not in the file; the " + kind + " is empty and wants to be filled.");
        } else {
            String data = kind.equals("Secret") ? "stringData" : "data";
            object.put(data, new Json.Fields(Map.of(key, Json.of(content))));
        }
        found.accept(new Json.Fields(object));
    }

    private static String name(String key, Json.Fields fields) {
        return ComposeForm.name(fields.text("name").isEmpty() ? key : fields.text("name"));
    }

    private static boolean isExternal(Json.Fields fields) {
        return ComposeValues.flag(fields.find("external")) || fields.find("external") instanceof Json.Fields;
    }

    private void report(Json.Fields fields, String path, Set<String> mapped) {
        for (String field : fields.values().keySet()) {
            if (!mapped.contains(field) && !field.startsWith("x-")) {
                warnings.add(Pointer.child(path, field), "Not mapped: only name, labels, content and external are.");
            }
        }
    }

    private static void labels(Json.Fields from, Map<String, Json> object) {
        Map<String, Json> labels = new LinkedHashMap<>();
        ComposeValues.map(from.find("labels"))
                .forEach((key, value) -> labels.put(key, Json.of(value == null ? "" : value)));
        if (!labels.isEmpty() && object.get("metadata") instanceof Json.Fields(Map<String, Json> metadata)) {
            Map<String, Json> more = new LinkedHashMap<>(metadata);
            more.put("annotations", new Json.Fields(labels));
            object.put("metadata", new Json.Fields(more));
        }
    }
}
