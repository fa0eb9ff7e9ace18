package io.meshplay.models.registry.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplay.models.design.Json;
import io.meshplay.models.registry.ComponentDefinition;
import io.meshplay.models.registry.ModelDefinition;
import io.meshplay.models.registry.Registry;
import io.meshplay.models.registry.RegistryFixtures;
import io.meshplay.models.registry.RegistryLoader;
import io.meshplay.models.registry.RegistryLoader.Loaded;
import io.meshplay.models.registry.export.ExportWriter.Target;
import io.meshplay.models.registry.export.ModelExport.Exported;
import io.meshplay.models.relationship.RelationshipDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Models that leave a registry and come back. */
final class ModelExportTest {
    private static final String SCHEMA = "{\"properties\":{\"spec\":{\"type\":\"object\"}}}";

    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @EnumSource
    @DisplayName("[REG-12] what is exported loads as the same models, components, relationships and schemas")
    void loadsAsItWas(Target target) throws IOException, ExportRefusedException {
        mesh(directory.resolve("in"));

        try (Loaded before = new RegistryLoader().load(directory.resolve("in"))) {
            Path out = all(before.registry(), target);
            try (Loaded after = new RegistryLoader().load(out)) {
                assertThat(after.report().refused()).isEmpty();
                assertSame(before.registry(), after.registry());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("[REG-12] the real registry is the same after an export, and a second export of it is the same bytes")
    void exportsTheRealRegistry(Target target) throws IOException, ExportRefusedException {
        Path shared = RegistryFixtures.shared().orElse(null);
        Assumptions.assumeTrue(shared != null, "the shared fixtures are not here");

        try (Loaded before = new RegistryLoader().load(shared)) {
            Path out = all(before.registry(), target);
            try (Loaded after = new RegistryLoader().load(out)) {
                assertThat(after.report().refused()).isEmpty();
                assertThat(after.registry().components()).hasSize(602);
                assertSame(before.registry(), after.registry());
                for (ModelDefinition model : before.registry().models()) {
                    Exported first = export(before.registry(), model);
                    Exported second = export(
                            after.registry(),
                            after.registry().model(model.key()).orElseThrow());
                    assertThat(second.files().keySet()).isEqualTo(first.files().keySet());
                    first.files()
                            .forEach(
                                    (path, content) -> assertThat(second.files().get(path))
                                            .as(path)
                                            .isEqualTo(content));
                }
            }
        }
    }

    @Test
    @DisplayName("[REG-12] older forms, custom resource definitions and odd names are exported in the form of today")
    void exportsOlderForms() throws IOException, ExportRefusedException {
        Path in = directory.resolve("in");
        write(in, "old/1.2/model.json", "{\"hostID\":\"0\",\"displayName\":\"Old\",\"category\":{\"name\":\"C\"}}");
        write(
                in,
                "old/1.2/Gadget.json",
                "{\"kind\":\"Gadget\",\"apiVersion\":\"old.io/v1\",\"schema\":\"" + SCHEMA.replace("\"", "\\\"")
                        + "\",\"metadata\":{\"isNamespaced\":\"true\",\"svgColor\":\"<svg/>\"},\"model\":{\"version\":\"1.2\"}}");
        write(
                in,
                "crd.yaml",
                "kind: CustomResourceDefinition\nspec:\n  group: shop.io\n  names: {kind: Shop}\n  versions:\n"
                        + "  - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {description: "
                        + "d".repeat(900) + "}}}\n  - {name: v2, served: true}\n");
        write(in, "odd.json", component("../a/b:c", "1/2", "v1", "../../X"));
        write(in, "none.json", component("none", "", "v1", "Thing"));

        try (Loaded before = new RegistryLoader().load(in)) {
            Path out = all(before.registry(), Target.DIRECTORY);
            try (Loaded after = new RegistryLoader().load(out)) {
                assertThat(after.report().refused()).isEmpty();
                assertSame(before.registry(), after.registry());
                assertThat(after.registry().find("shop.io", "shop.io/v1", "Shop"))
                        .hasValueSatisfying(shop -> assertThat(shop.storage()).isTrue());
            }
            assertThat(RegistryFixtures.paths(out))
                    .contains(
                            "old/1.2/v1.0.0/components/Gadget.json",
                            "shop.io/v0.0.0/v1.0.0/components/Shop.shop.io-v1.json",
                            "a-b-c/1-2/v1.0.0/components/X.json",
                            "none/model.json");
        }
    }

    @Test
    @DisplayName("[REG-13] what Meshplay takes no definition without is there: schema version, status, registrant")
    void fillsWhatMeshplayAsksFor() throws IOException, ExportRefusedException {
        write(
                directory,
                "Thing.json",
                "{\"component\":{\"kind\":\"Thing\",\"version\":\"v1\"},\"model\":{\"name\":\"m\"}}");

        try (Loaded loaded = new RegistryLoader().load(directory)) {
            Exported exported =
                    export(loaded.registry(), loaded.registry().models().getFirst());
            Json.Fields model = json(exported, "m/model.json");
            Json.Fields component = json(exported, "m/components/Thing.json");

            assertThat(model.text("schemaVersion")).startsWith("models.").endsWith("/v1beta1");
            assertThat(model.fields("registrant").text("kind")).isEqualTo("meshplay");
            assertThat(component.text("schemaVersion"))
                    .startsWith("components.")
                    .endsWith("/v1beta1");
            assertThat(component.text("status")).isEqualTo("enabled");
            assertThat(component.fields("model").text("name")).isEqualTo("m");
        }
    }

    @Test
    @DisplayName("[REG-13] of relationships the whole file is kept, whatever it came in; credentials are not")
    void keepsFilesOfRelationships() throws IOException, ExportRefusedException {
        String longText = "x".repeat(2_000);
        String relationship =
                "{\"kind\":\"edge\",\"type\":\"non-binding\",\"subType\":\"network\",\"own\":{\"a\":[1.5,\""
                        + longText + "\"]},\"model\":{\"name\":\"mesh\",\"svg\":\"" + longText
                        + "\",\"registrant\":{\"kind\":\"k\",\"metadata\":{\"token\":\"MADE-UP\"}}},"
                        + "\"selectors\":[{\"allow\":{\"from\":[{\"kind\":\"A\"}],\"to\":[{\"kind\":\"B\"}]}}]}";
        write(directory, "a.json", component("mesh", "v1", "v1", "A"));
        write(directory, "edge.json", relationship);
        write(directory, "list.json", "{\"kind\":\"List\",\"items\":[" + relationship.replace("\"A\"", "\"C\"") + "]}");

        try (Loaded loaded = new RegistryLoader().load(directory)) {
            Exported exported =
                    export(loaded.registry(), loaded.registry().latest("mesh").orElseThrow());

            assertThat(exported.relationships()).isEqualTo(2);
            for (String file : List.of("edge", "list")) {
                Json.Fields kept = json(exported, "mesh/v1/v1.0.0/relationships/" + file + ".json");
                assertThat(kept.fields("own").items("a")).containsExactly(Json.of(1.5), Json.of(longText));
                assertThat(kept.fields("model").text("svg")).isEqualTo(longText);
                assertThat(kept.fields("model").fields("registrant").text("kind"))
                        .isEqualTo("k");
                assertThat(kept.toString()).doesNotContain("MADE-UP");
            }
            assertThat(exported.leftOut())
                    .extracting(finding -> finding.path())
                    .containsExactly(
                            "mesh/v1/v1.0.0/relationships/edge.json#/model/registrant/metadata/token",
                            "mesh/v1/v1.0.0/relationships/list.json#/model/registrant/metadata/token");
        }
    }

    @Test
    @DisplayName("[REG-14] leftOutMax: so many remarks on a file are told, the others are counted")
    void boundsRemarks() throws IOException, ExportRefusedException {
        write(
                directory,
                "model.json",
                "{\"name\":\"m\",\"category\":{},\"registrant\":{\"token\":\"MADE-UP\",\"secret\":\"MADE-UP\"}}");

        try (Loaded loaded = new RegistryLoader().load(directory)) {
            ModelDefinition model = loaded.registry().models().getFirst();
            Exported told = ModelExport.of(loaded.registry(), model, new ExportLimits(9_999, 2));
            Exported counted = ModelExport.of(loaded.registry(), model, new ExportLimits(9_999, 1));

            assertThat(told.leftOut())
                    .extracting(one -> one.path())
                    .containsExactly("m/model.json#/registrant/secret", "m/model.json#/registrant/token");
            assertThat(counted.leftOut())
                    .extracting(one -> one.message())
                    .hasSize(2)
                    .last()
                    .isEqualTo("1 more warnings.");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("[REG-14] an export that stands there is left, anything else is refused and stays as it is")
    void changesNothing(Target target) throws IOException, ExportRefusedException {
        mesh(directory.resolve("in"));
        Path out = directory.resolve("out");

        try (Loaded loaded = new RegistryLoader().load(directory.resolve("in"))) {
            Exported exported =
                    export(loaded.registry(), loaded.registry().latest("mesh").orElseThrow());
            ExportWriter.write(exported, target, out);
            Map<String, byte[]> written = tree(out);
            ExportWriter.write(exported, target, out);
            assertThat(tree(out)).containsExactlyEntriesOf(written);

            Path changed = target == Target.OCI ? out : out.resolve("mesh/v1/v1.0.0/components/Gateway.json");
            Files.writeString(changed, "{}");
            assertThatThrownBy(() -> ExportWriter.write(exported, target, out))
                    .isInstanceOf(ExportRefusedException.class)
                    .hasMessageContaining("is there and is something else");
            assertThat(changed).hasContent("{}");
            assertThat(RegistryFixtures.paths(directory)).noneMatch(path -> path.contains(".meshplay-export-"));
        }
    }

    @Test
    @DisplayName(
            "[REG-14] a file of somebody's beside the export's is not ours: nothing is written; a file is no directory")
    void leavesOthersAlone() throws IOException, ExportRefusedException {
        mesh(directory.resolve("in"));
        Path out = directory.resolve("out");
        write(out, "mesh/v1/notes.txt", "mine");
        write(directory, "file", "mine");

        try (Loaded loaded = new RegistryLoader().load(directory.resolve("in"))) {
            Exported exported =
                    export(loaded.registry(), loaded.registry().latest("mesh").orElseThrow());
            assertThatThrownBy(() -> ExportWriter.write(exported, Target.DIRECTORY, out))
                    .isInstanceOf(ExportRefusedException.class);
            assertThatThrownBy(() -> ExportWriter.write(exported, Target.DIRECTORY, directory.resolve("file")))
                    .hasMessageContaining("is no directory");
            assertThat(RegistryFixtures.paths(out)).containsExactly("mesh/v1/notes.txt");
        }
    }

    @Test
    @DisplayName("[REG-14] modelBytesMax: a model so large is exported, a larger one is refused")
    void boundsModels() throws IOException, ExportRefusedException {
        mesh(directory);
        try (Loaded loaded = new RegistryLoader().load(directory)) {
            ModelDefinition mesh = loaded.registry().latest("mesh").orElseThrow();
            long bytes = export(loaded.registry(), mesh).files().values().stream()
                    .mapToLong(content -> content.length)
                    .sum();

            assertThat(ModelExport.of(loaded.registry(), mesh, new ExportLimits(bytes, 1))
                            .files())
                    .isNotEmpty();
            assertThatThrownBy(() -> ModelExport.of(loaded.registry(), mesh, new ExportLimits(bytes - 1, 1)))
                    .isInstanceOf(ExportRefusedException.class)
                    .hasMessageContaining("more than " + (bytes - 1) + " bytes");
        }
    }

    /** Writes all versions of all models; OCI layouts one beside the other. */
    private Path all(Registry registry, Target target) throws IOException, ExportRefusedException {
        Path out = Files.createDirectories(directory.resolve("out-" + target.label()));
        int count = 0;
        for (ModelDefinition model : registry.models()) {
            Exported exported = export(registry, model);
            assertThat(export(registry, model).files().values())
                    .as("twice")
                    .containsExactlyElementsOf(exported.files().values());
            count++;
            ExportWriter.write(exported, target, target == Target.OCI ? out.resolve(count + ".tar") : out);
        }
        return out;
    }

    private static Exported export(Registry registry, ModelDefinition model) throws ExportRefusedException {
        return ModelExport.of(registry, model, ExportLimits.DEFAULTS);
    }

    /** Two registries are the same but for where their files stand, and for what older files leave out. */
    private static void assertSame(Registry before, Registry after) {
        assertThat(after.models())
                .usingRecursiveComparison()
                .ignoringFields("source", "details", "schemaVersion", "definitionVersion", "status", "registrant")
                .isEqualTo(before.models());
        assertThat(after.components()).hasSameSizeAs(before.components());
        for (int i = 0; i < before.components().size(); i++) {
            ComponentDefinition was = before.components().get(i);
            ComponentDefinition is = after.components().get(i);
            assertThat(is)
                    .usingRecursiveComparison()
                    .ignoringFields("source", "details", "schemaVersion", "definitionVersion", "status")
                    .isEqualTo(was);
            assertThat(after.schemaText(is)).isEqualTo(before.schemaText(was));
            assertThat(said(after.details(is))).as(was.source()).containsAllEntriesOf(said(before.details(was)));
        }
        assertThat(rules(after)).isEqualTo(rules(before));
    }

    private static Map<String, Json> said(Json.Fields details) {
        Map<String, Json> said = new TreeMap<>(details.values());
        said.values().removeIf(value -> value.equals(Json.NIL) || value.equals(Json.of("")));
        said.keySet().removeAll(List.of("kind", "apiVersion"));
        return said;
    }

    private static List<String> rules(Registry registry) {
        Stream<RelationshipDefinition> all = registry.relationships().stream();
        return all.map(one -> one.key() + " " + one.selectors() + " " + one.metadata() + " " + registry.file(one))
                .sorted()
                .toList();
    }

    private static Json.Fields json(Exported exported, String path) throws IOException {
        assertThat(exported.files()).containsKey(path);
        byte[] content = Objects.requireNonNull(exported.files().get(path));
        return (Json.Fields) io.meshplay.models.design.JsonReader.read(content, 64, (_, _) -> {});
    }

    private static Map<String, byte[]> tree(Path out) {
        return Files.isDirectory(out) ? RegistryFixtures.files(out) : Map.of("", RegistryFixtures.bytes(out));
    }

    private static String component(String model, String version, String apiVersion, String kind) {
        return RegistryFixtures.component(model, version, apiVersion, kind, SCHEMA);
    }

    private static void write(Path root, String path, String content) {
        RegistryFixtures.write(root, path, content);
    }

    private static void mesh(Path root) {
        write(root, "mesh/v1/v1.0.0/model.json", RegistryFixtures.model("mesh", "v1"));
        write(root, "mesh/v1/v1.0.0/components/Gateway.json", component("mesh", "v1", "mesh.io/v1", "Gateway"));
        write(root, "mesh/v1/v1.0.0/components/old.json", component("mesh", "v1", "mesh.io/v1beta1", "Gateway"));
        write(root, "mesh/v1/v1.0.0/components/twice.json", component("mesh", "v1", "mesh.io/v1beta1", "gateway"));
        write(
                root,
                "mesh/v1/v1.0.0/relationships/edge.json",
                "{\"kind\":\"edge\",\"type\":\"non-binding\",\"subType\":\"network\",\"model\":{\"name\":\"mesh\"},"
                        + "\"selectors\":[{\"allow\":{\"from\":[{\"kind\":\"Gateway\"}],\"to\":[{\"kind\":\"Gateway\"}]}}]}");
    }
}
