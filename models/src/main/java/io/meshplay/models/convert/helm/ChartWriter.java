package io.meshplay.models.convert.helm;

import io.meshplay.models.archive.TarWriter;
import io.meshplay.models.convert.kubernetes.ManifestWriter.Manifests;
import io.meshplay.models.convert.text.YamlWriter;
import io.meshplay.models.design.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Writes a chart: an object a template, custom resource definitions in {@code crds} where Helm installs them first. It takes
 * no values, and what looks like a template in an object is written as text.
 */
public final class ChartWriter {
    /** The annotation of a chart that has the name of its design; a chart's own name is a DNS label. */
    static final String DESIGN = "meshplay.io/design";

    private static final String VERSION = "0.1.0";
    private static final int NAME_LENGTH_MAX = 53;

    private ChartWriter() {}

    /** {@return the chart as a tgz; equal objects under an equal name are equal bytes} */
    public static byte[] tgz(String designName, Manifests manifests) {
        String name = name(designName);
        Map<String, Json> chart = new LinkedHashMap<>();
        chart.put("apiVersion", Json.of("v2"));
        chart.put("name", Json.of(name));
        chart.put("description", Json.of(designName.isBlank() ? name : designName));
        chart.put("type", Json.of("application"));
        chart.put("version", Json.of(VERSION));
        chart.put("annotations", new Json.Fields(Map.of(DESIGN, Json.of(designName))));
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(name + "/Chart.yaml", bytes(YamlWriter.text(new Json.Fields(chart))));
        files.put(name + "/values.yaml", bytes("# This chart takes no values.\n{}\n"));
        int number = 1;
        for (Json.Fields object : manifests.objects()) {
            String kind = object.text("kind").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
            boolean definition = kind.equals("customresourcedefinition");
            String file = String.format(Locale.ROOT, "%04d-%.30s.yaml", number, kind);
            String yaml = YamlWriter.text(object);
            files.put(
                    name + (definition ? "/crds/" : "/templates/") + file,
                    bytes(definition ? yaml : yaml.replace("{{", "{{ \"{{\" }}")));
            number++;
        }
        return TarWriter.gzip(TarWriter.tar(files));
    }

    /** {@return the name of a chart for a design, a DNS label} */
    public static String name(String designName) {
        String plain = designName.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String cut =
                plain.substring(0, Math.min(plain.length(), NAME_LENGTH_MAX)).replaceAll("^-+|-+$", "");
        return cut.isEmpty() ? "design" : cut;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
