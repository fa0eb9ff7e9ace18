package io.meshplay.models.registry;

import io.meshplay.models.design.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Helm charts as models: what they define belongs to them, be they packed or not. A custom resource definition is of the
 * nearest chart around its file.
 */
final class Charts {
    static final String FILE = "Chart.yaml";

    private static final int DESCRIPTION_CHARS_MAX = 500;

    private final Map<String, Found.Chart> byDirectory = new HashMap<>();

    private Charts(List<Found> found) {
        for (Found one : found) {
            if (one instanceof Found.Chart chart) {
                byDirectory.put(directory(chart.source()), chart);
            }
        }
    }

    /** {@return whether a file is what every chart has at its top} */
    static boolean is(Place place, Json.Fields file) {
        return place.file().equals(FILE)
                && !file.text("name").isBlank()
                && !file.text("version").isBlank()
                && file.find("kind") == null;
    }

    static Found.Chart read(Json.Fields chart, Place place, ModelReader models) throws IOException {
        Map<String, Json> metadata = new LinkedHashMap<>();
        for (String key : List.of("appVersion", "home", "icon", "kubeVersion")) {
            if (!chart.text(key).isBlank()) {
                metadata.put(key, Json.of(chart.text(key)));
            }
        }
        Map<String, Json> model = new LinkedHashMap<>();
        model.put("schemaVersion", Json.of("models.meshplay.io/v1beta1"));
        model.put("version", Json.of("v1.0.0"));
        model.put("name", Json.of(chart.text("name").strip()));
        model.put("displayName", Json.of(chart.text("name").strip()));
        String description = chart.text("description").strip();
        model.put(
                "description",
                Json.of(description.substring(0, Math.min(description.length(), DESCRIPTION_CHARS_MAX))));
        model.put("status", Json.of("enabled"));
        model.put("registrant", new Json.Fields(Map.of("kind", Json.of("helm"))));
        model.put(
                "model",
                new Json.Fields(Map.of("version", Json.of(chart.text("version").strip()))));
        model.put("metadata", new Json.Fields(metadata));
        return new Found.Chart(models.file(new Json.Fields(model), place).model());
    }

    /**
     * {@return what was found, with charts as models of what they define}
     *
     * @param empty takes the file of each chart that defines nothing
     */
    static List<Found> settled(List<Found> found, Consumer<String> empty) {
        var charts = new Charts(found);
        if (charts.byDirectory.isEmpty()) {
            return found;
        }
        List<Found> settled = new ArrayList<>();
        Set<Found.Chart> used = new HashSet<>();
        for (Found one : found) {
            Found.Chart chart = one instanceof Found.Component component && component.guessed()
                    ? charts.around(component.source())
                    : null;
            if (chart != null && one instanceof Found.Component component) {
                used.add(chart);
                settled.add(new Found.Component(
                        component.component().in(chart.model().key()), chart.model(), false));
            } else if (!(one instanceof Found.Chart)) {
                settled.add(one);
            }
        }
        for (Found.Chart chart : charts.byDirectory.values()) {
            if (used.contains(chart)) {
                settled.add(new Found.Model(chart.model()));
            } else {
                empty.accept(chart.source());
            }
        }
        return settled;
    }

    private Found.@Nullable Chart around(String source) {
        String directory = source;
        while (!directory.isEmpty()) {
            directory = directory(directory);
            Found.Chart chart = byDirectory.get(directory);
            if (chart != null) {
                return chart;
            }
        }
        return null;
    }

    private static String directory(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
}
