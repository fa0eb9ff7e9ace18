package io.meshplay.models.convert.compose;

import io.meshplay.models.convert.report.Warnings;
import io.meshplay.models.design.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a service mounts: named volumes, memory, configs and secrets. Directories of the host are reported. */
final class Mounts {
    private final Json.Fields file;
    private final String path;
    private final Warnings warnings;
    private final Map<String, Json> volumes = new LinkedHashMap<>();
    private final List<Json> mounts = new ArrayList<>();

    Mounts(Json.Fields service, String path, Json.Fields file, Warnings warnings) {
        this.file = file;
        this.path = path;
        this.warnings = warnings;
        for (Json volume : service.items("volumes")) {
            if (volume instanceof Json.Fields fields) {
                takeLong(fields);
            } else {
                takeShort(String.valueOf(ComposeValues.text(volume)));
            }
        }
        for (String memory : ComposeValues.list(service.find("tmpfs"))) {
            int colon = memory.indexOf(':');
            memory(colon < 0 ? memory : memory.substring(0, colon), null);
        }
        if (service.find("shm_size") != null) {
            memory("/dev/shm", ComposeValues.quantity(service.find("shm_size")));
        }
        service.items("configs").forEach(item -> content(item, "configs", "configMap", "name", "/"));
        service.items("secrets").forEach(item -> content(item, "secrets", "secret", "secretName", "/run/secrets/"));
    }

    List<Json> volumes() {
        List<Json> list = new ArrayList<>();
        volumes.forEach((name, source) -> {
            Map<String, Json> volume = new LinkedHashMap<>();
            volume.put("name", Json.of(name));
            if (source instanceof Json.Fields(Map<String, Json> fields)) {
                volume.putAll(fields);
            }
            list.add(new Json.Fields(volume));
        });
        return list;
    }

    List<Json> mounts() {
        return mounts;
    }

    private void takeShort(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length == 1) {
            empty(parts[0]);
        } else if (isOfHost(parts[0])) {
            warnings.add(path + "/volumes", "Not mapped: \"" + text + "\" is a directory of the host.");
        } else {
            boolean readOnly =
                    parts.length > 2 && List.of(parts[2].split(",", -1)).contains("ro");
            claim(parts[0], parts[1], readOnly, "");
        }
    }

    private static boolean isOfHost(String source) {
        return source.isEmpty()
                || source.startsWith(".")
                || source.startsWith("/")
                || source.startsWith("~")
                || source.length() == 1;
    }

    private void takeLong(Json.Fields volume) {
        String target = volume.text("target");
        switch (volume.text("type")) {
            case "volume", "" -> {
                String subPath = volume.fields("volume").text("subpath");
                if (volume.text("source").isEmpty()) {
                    empty(target);
                } else {
                    claim(volume.text("source"), target, ComposeValues.flag(volume.find("read_only")), subPath);
                }
            }
            case "tmpfs" ->
                memory(target, ComposeValues.quantity(volume.fields("tmpfs").find("size")));
            default ->
                warnings.add(
                        path + "/volumes",
                        "Not mapped: a mount of type " + volume.text("type") + " at \"" + target + "\".");
        }
    }

    private void claim(String source, String target, boolean readOnly, String subPath) {
        String claim = Stores.name(file, "volumes", source);
        volumes.put(
                claim,
                new Json.Fields(Map.of("persistentVolumeClaim", new Json.Fields(Map.of("claimName", Json.of(claim))))));
        mount(claim, target, readOnly, subPath);
    }

    private void empty(String target) {
        String name = "empty-" + (volumes.size() + 1);
        volumes.put(name, new Json.Fields(Map.of("emptyDir", Json.NO_FIELDS)));
        mount(name, target, false, "");
    }

    private void memory(String target, @Nullable String size) {
        String name = "memory-" + (volumes.size() + 1);
        Map<String, Json> directory = new LinkedHashMap<>();
        directory.put("medium", Json.of("Memory"));
        if (size != null) {
            directory.put("sizeLimit", Json.of(size));
        }
        volumes.put(name, new Json.Fields(Map.of("emptyDir", new Json.Fields(directory))));
        mount(name, target, false, "");
    }

    private void content(Json item, String section, String kind, String nameField, String directory) {
        Json.Fields fields = item instanceof Json.Fields own ? own : Json.NO_FIELDS;
        String source = item instanceof Json.Text(String text) ? text : fields.text("source");
        if (source.isEmpty()) {
            warnings.add(path + "/" + section, "It names no source; it is left out.");
            return;
        }
        for (String field : fields.values().keySet()) {
            if (!Set.of("source", "target").contains(field)) {
                warnings.add(path + "/" + section, "Not mapped: " + field + " of " + source + ".");
            }
        }
        String target = fields.text("target").isEmpty() ? directory + source : fields.text("target");
        String absolute = target.startsWith("/") ? target : directory + target;
        String name =
                kind.equals("secret") ? "secret-" + ComposeForm.name(source) : "config-" + ComposeForm.name(source);
        volumes.put(
                name,
                new Json.Fields(Map.of(
                        kind, new Json.Fields(Map.of(nameField, Json.of(Stores.name(file, section, source)))))));
        mount(name, absolute, true, source);
    }

    private void mount(String volume, String target, boolean readOnly, String subPath) {
        Map<String, Json> mount = new LinkedHashMap<>();
        mount.put("name", Json.of(volume));
        mount.put("mountPath", Json.of(target));
        if (readOnly) {
            mount.put("readOnly", Json.of(true));
        }
        if (!subPath.isEmpty()) {
            mount.put("subPath", Json.of(subPath));
        }
        mounts.add(new Json.Fields(mount));
    }
}
