package io.meshplay.models.registry;

import static io.meshplay.models.registry.RegistryFixtures.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.meshplay.models.archive.OciWriter;
import io.meshplay.models.archive.TarWriter;
import io.meshplay.models.registry.RegistryLoader.Loaded;
import io.meshplay.models.registry.text.GoTemplate;
import io.meshplay.models.relationship.Kinds.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Helm charts as models. */
final class ChartsTest {
    private static final String CHART =
            "apiVersion: v2\nname: shop\nversion: 1.4.0\nappVersion: v9\ndescription: A shop.\n";
    private static final String CRD = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata:
              name: %1$ss.shop.io
            spec:
              group: shop.io
              scope: Cluster
              names: {kind: %1$s, plural: %1$ss}
              versions:
              - name: v1
                served: true
                storage: true
                schema:
                  openAPIV3Schema:
                    type: object
                    properties:
                      spec:
                        type: object
                        x-kubernetes-validations: [{rule: "self.min <= self.max", message: no}]
                        properties:
                          port: {x-kubernetes-int-or-string: true}
              - {name: v1beta1, served: true, storage: false, schema: {openAPIV3Schema: {type: object}}}
              - {name: v1alpha1, served: false, storage: false, schema: {openAPIV3Schema: {type: object}}}
            """;
    private static final String METADATA = """
            metadata:
              annotations:
                {{- if .Values.keep }}
                keep: "{{ .Values.policy }}"
                {{- end }}
              labels:
                {{- include "shop.labels" . | nindent 4 }}
                ns: {{ .Release.Namespace }}
            """;
    private static final String TEMPLATE = """
            {{- /* }} { */ -}}
            {{- if .Values.crds.enabled }}
            {{- $labels := include "shop.labels" . }}
            """
            + CRD.formatted("Cart")
                    .replace("metadata:\n", METADATA)
                    .replace("message: no", "message: '{{ \"{{\" }} braces {{ `}}` }}'")
            + """
            ---
            apiVersion: v1
            kind: Service
            metadata:
            {{ toYaml .Values.meta | indent 2 }}
            {{- end }}
            """;

    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"directory", "tgz", "tgz in a directory", "tgz in a tar", "oci"})
    @DisplayName(
            "[REG-15] a chart is a model, packed or not: definitions of crds and templates, each version that is served")
    void readsCharts(String form) throws IOException {
        try (Loaded loaded = new RegistryLoader().load(source(form))) {
            Registry registry = loaded.registry();

            assertThat(registry.models())
                    .extracting(ModelDefinition::name, ModelDefinition::version, ModelDefinition::description)
                    .containsExactly(tuple("shop", "1.4.0", "A shop."));
            assertThat(registry.components())
                    .extracting(
                            ComponentDefinition::kind,
                            ComponentDefinition::apiVersion,
                            ComponentDefinition::storage,
                            ComponentDefinition::scope)
                    .containsExactlyInAnyOrder(
                            tuple("Cart", "shop.io/v1", true, Scope.CLUSTER),
                            tuple("Cart", "shop.io/v1beta1", false, Scope.CLUSTER),
                            tuple("Widget", "shop.io/v1", true, Scope.CLUSTER),
                            tuple("Widget", "shop.io/v1beta1", false, Scope.CLUSTER));
            String cart = registry.schemaText(
                            registry.find("shop", "shop.io/v1", "Cart").orElseThrow())
                    .orElseThrow();
            assertThat(cart)
                    .contains(
                            "\"x-kubernetes-validations\":[{\"message\":\"{{ braces }}\",\"rule\":\"self.min <= self.max\"}]")
                    .contains("\"x-kubernetes-int-or-string\":true");
        }
    }

    @Test
    @DisplayName(
            "[REG-15] files of a chart that define nothing are listed, and templates that cannot be read by their names")
    void listsWhatItCannotRead() throws IOException {
        chart(directory);
        write(
                directory,
                "shop/templates/broken.yaml",
                "{{ if .Values.a }}\n" + CRD.formatted("Broken") + "\n  - {{ end }}: [\n");
        write(
                directory,
                "shop/templates/named.yaml",
                CRD.formatted("Named").replace("group: shop.io", "group: {{ .Values.group }}"));
        write(directory, "shop/templates/service.yaml", "kind: {{ .Values.kind }}\n");
        write(directory, "empty/Chart.yaml", CHART.replace("shop", "empty"));

        try (Loaded loaded = new RegistryLoader().load(directory)) {
            LoadReport report = loaded.report();
            Map<String, String> refused = report.refused().stream()
                    .collect(Collectors.toMap(LoadReport.Refused::path, LoadReport.Refused::reason));

            assertThat(refused)
                    .containsOnlyKeys(
                            "shop/values.yaml",
                            "shop/templates/broken.yaml",
                            "shop/templates/named.yaml",
                            "shop/templates/service.yaml",
                            "empty/Chart.yaml")
                    .containsEntry("shop/templates/service.yaml", "A template without a custom resource definition.")
                    .containsEntry(
                            "shop/templates/named.yaml",
                            "The group, version or kind of a definition is a value of its template.")
                    .containsEntry("empty/Chart.yaml", "A Helm chart that holds no custom resource definition.");
            assertThat(refused.get("shop/templates/broken.yaml"))
                    .startsWith("Without its Go template directives a definition is no YAML: ")
                    .endsWith("Render the chart with helm template, and load that.");
            assertThat(report.files()).isEqualTo(report.taken() + refused.size());
            assertThat(report.models()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName(
            "[REG-15] a definition is of the nearest chart: two versions of a chart, and a chart in a chart, are told apart")
    void findsTheNearestChart() throws IOException {
        for (String version : new String[] {"1.4.0", "2.0.0"}) {
            Path unpacked = directory.resolve("unpacked-" + version);
            write(unpacked, "shop/Chart.yaml", CHART.replace("1.4.0", version));
            write(unpacked, "shop/crds/w.yaml", CRD.formatted("Widget"));
            write(unpacked, "shop/charts/sub/Chart.yaml", CHART.replace("shop", "sub"));
            write(unpacked, "shop/charts/sub/crds/s.yaml", CRD.formatted("Sub"));
            Files.createDirectories(directory.resolve("charts"));
            Files.write(
                    directory.resolve("charts").resolve("shop-" + version + ".tgz"),
                    TarWriter.gzip(TarWriter.tar(RegistryFixtures.files(unpacked))));
        }

        try (Loaded loaded = new RegistryLoader().load(directory.resolve("charts"))) {
            assertThat(loaded.registry().models())
                    .extracting(model -> model.name() + " " + model.version() + " "
                            + loaded.registry().components(model.key()).size())
                    .containsExactly("shop 1.4.0 2", "shop 2.0.0 2", "sub 1.4.0 4");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: {{ .x }}b                          | a: VALUEb",
                "a: {{ \"b}}\" }}                      | a: b}}",
                "a: {{ `c` }}                          | a: c",
                "a: {{ if .x }}b{{ else }}c{{ end }}   | a: bc",
                "a: {{- /* {{ }} \" */ -}} b           | a:  b",
                "a: {{ $x := 1 }}b                     | a: b",
                "a: {{ printf \"}}%s\" .b }}           | a: VALUE",
                "a: {{ open                            | a: VALUE",
                "{{ include \"a\" . }}                 | ''",
                "a: {b: {c: 1}}                        | a: {b: {c: 1}}",
            })
    @DisplayName("[REG-15] directives alone in a line go, texts in them stay, values are a word")
    void removesDirectives(String template, String plain) {
        assertThat(GoTemplate.plain(template))
                .isEqualTo((plain.isEmpty() ? "" : plain + "\n").replace("VALUE", GoTemplate.VALUE));
    }

    private Path source(String form) throws IOException {
        Path unpacked = directory.resolve("unpacked");
        chart(unpacked);
        SortedMap<String, byte[]> files = RegistryFixtures.files(unpacked);
        byte[] tgz = TarWriter.gzip(TarWriter.tar(files));
        Path packed = Files.createDirectories(directory.resolve("packed"));
        return switch (form) {
            case "directory" -> unpacked;
            case "tgz" -> Files.write(directory.resolve("shop-1.4.0.tgz"), tgz);
            case "tgz in a directory" -> {
                Files.write(packed.resolve("shop-1.4.0.tgz"), tgz);
                yield packed;
            }
            case "oci" -> Files.write(packed.resolve("a.tar"), TarWriter.tar(OciWriter.layout(files, "v1")));
            default ->
                Files.write(packed.resolve("a.tar"), TarWriter.tar(new java.util.TreeMap<>(Map.of("a/shop.tgz", tgz))));
        };
    }

    private static void chart(Path root) {
        write(root, "shop/Chart.yaml", CHART);
        write(root, "shop/values.yaml", "crds: {enabled: false}\n");
        write(root, "shop/crds/widget.yaml", CRD.formatted("Widget"));
        write(root, "shop/templates/crds/cart.yaml", TEMPLATE);
    }
}
