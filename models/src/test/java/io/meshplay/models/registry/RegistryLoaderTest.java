package io.meshplay.models.registry;

import static io.meshplay.models.registry.RegistryFixtures.component;
import static io.meshplay.models.registry.RegistryFixtures.model;
import static io.meshplay.models.registry.RegistryFixtures.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplay.models.archive.OciWriter;
import io.meshplay.models.archive.TarWriter;
import io.meshplay.models.registry.RegistryLoader.Loaded;
import io.meshplay.models.relationship.Kinds.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Registries from directories, archives and files, with the quirks of real ones. */
final class RegistryLoaderTest {
    private static final String SCHEMA = "{\"properties\":{\"spec\":{\"type\":\"object\"}}}";

    @TempDir
    private Path directory;

    @Test
    @DisplayName("[REG-1] a directory, a tar, a tar.gz, an OCI layout and its tar hold the same registry")
    void readsEveryContainerAlike() throws IOException {
        Path root = directory.resolve("root");
        small(root);
        SortedMap<String, byte[]> files = RegistryFixtures.files(root);
        Path tar = Files.write(directory.resolve("a.tar"), TarWriter.tar(files));
        SortedMap<String, byte[]> layout = OciWriter.layout(files, "v1");
        Path oci = Files.write(directory.resolve("oci.tar"), TarWriter.tar(layout));

        try (Loaded expected = new RegistryLoader().load(root)) {
            assertThat(expected.report().components()).isEqualTo(2);
            for (Path path : new Path[] {tar, oci}) {
                try (Loaded loaded = new RegistryLoader().load(path)) {
                    assertThat(loaded.registry().components())
                            .isEqualTo(expected.registry().components());
                    assertThat(loaded.registry().models())
                            .isEqualTo(expected.registry().models());
                }
            }
        }
    }

    @Test
    @DisplayName("[REG-1] a single file is a registry of one definition")
    void readsSingleFiles() throws IOException {
        write(directory, "Widget.json", component("shop", "v2", "shop.io/v1", "Widget", SCHEMA));

        try (Loaded loaded = new RegistryLoader().load(directory.resolve("Widget.json"))) {
            assertThat(loaded.registry().find("shop", "shop.io/v1", "Widget"))
                    .hasValueSatisfying(
                            found -> assertThat(found.model()).isEqualTo(new ModelDefinition.Key("shop", "v2")));
        }
    }

    @Test
    @DisplayName("[REG-2] every file that is not taken is listed with its path and reason, and stops nothing")
    void listsWhatItDoesNotTake() throws IOException {
        small(directory);
        write(directory, "mesh/v1/v1.0.0/components/Broken.json", "{\"component\": {\"kind\": \"Broken\"");
        write(directory, "mesh/v1/v1.0.0/components/Empty.json", "");
        write(directory, "mesh/v1/v1.0.0/components/Nothing.json", "{}");
        write(directory, "mesh/v1/v1.0.0/components/Deep.json", "[".repeat(100_000));
        write(directory, "mesh/v1/v1.0.0/policies/a.rego", "package x");
        write(directory, "mesh/v1/v1.0.0/relationships/bad.json", "{\"kind\":\"\",\"selectors\":[]}");
        write(directory, "README.md", "text");
        write(directory, "design.yml", "components: []");
        Files.createSymbolicLink(directory.resolve("link.json"), directory.resolve("README.md"));

        try (Loaded loaded = new RegistryLoader().load(directory)) {
            LoadReport report = loaded.report();

            assertThat(report.components()).isEqualTo(2);
            assertThat(report.files())
                    .isEqualTo(report.taken() + report.refused().size());
            Map<String, String> refused = report.refused().stream()
                    .collect(Collectors.toMap(LoadReport.Refused::path, LoadReport.Refused::reason));
            assertThat(refused)
                    .containsKeys(
                            "mesh/v1/v1.0.0/components/Nothing.json",
                            "mesh/v1/v1.0.0/components/Deep.json",
                            "mesh/v1/v1.0.0/relationships/bad.json")
                    .containsEntry("mesh/v1/v1.0.0/components/Empty.json", "The file is empty.")
                    .containsEntry(
                            "mesh/v1/v1.0.0/policies/a.rego", "A Rego policy: relationships are evaluated without it.")
                    .containsEntry("README.md", "Neither JSON nor YAML.")
                    .containsEntry("design.yml", "A design: it is imported, not loaded into a registry.")
                    .containsEntry("link.json", "It is a link or a device, not a file.");
            assertThat(refused.get("mesh/v1/v1.0.0/components/Broken.json")).contains("line 1");
            assertThat(refused).hasSize(9);
        }
    }

    @Test
    @DisplayName("[REG-3] hosts, spellings of keys, file names and old forms make no difference")
    void readsQuirks() throws IOException {
        write(
                directory,
                "old/1.2/model.json",
                "{\"hostID\":\"0\",\"displayName\":\"Old\",\"category\":{\"name\":\"C\"}}");
        write(
                directory,
                "old/1.2/Gadget.json",
                "{\"kind\":\"Gadget\",\"apiVersion\":\"old.io/v1\",\"schema\":\"" + SCHEMA.replace("\"", "\\\"")
                        + "\",\"hostID\":\"1\",\"metadata\":{\"isNamespaced\":\"true\"},\"model\":{\"version\":\"1.2\"}}");
        write(
                directory,
                "pretty/2/v1.0.0/components/Thing.txt",
                "{\"schema Version\":\"core.host/v1alpha2\",\"Display Name\":\"The thing\",\"metdata\":{\"is Namespaced\":"
                        + "false},\"component\":{\"Kind\":\"Thing\",\"version\":\"v1\",\"schema\":\"\"},"
                        + "\"model\":{\"name\":\"pretty \",\"model\":{\"version\":\"2\"}}}");
        write(directory, "named/3/v1.0.0/model.json", model("", "3"));

        try (Loaded loaded = new RegistryLoader().load(directory)) {
            Registry registry = loaded.registry();

            assertThat(loaded.report().refused()).isEmpty();
            assertThat(registry.models())
                    .extracting(ModelDefinition::key)
                    .containsExactly(
                            new ModelDefinition.Key("named", "3"),
                            new ModelDefinition.Key("old", "1.2"),
                            new ModelDefinition.Key("pretty", "2"));
            ComponentDefinition gadget =
                    registry.find("old", "old.io/v1", "Gadget").orElseThrow();
            assertThat(gadget.scope()).isEqualTo(Scope.NAMESPACED);
            assertThat(registry.schemaText(gadget)).hasValue(SCHEMA);
            ComponentDefinition thing = registry.find("", "v1", "Thing").orElseThrow();
            assertThat(thing.displayName()).isEqualTo("The thing");
            assertThat(thing.scope()).isEqualTo(Scope.CLUSTER);
            assertThat(thing.schema()).isNull();
        }
    }

    @Test
    @DisplayName("[REG-17] a file that names contents is refused, in JSON and in YAML")
    void refusesNamesOfContents() throws IOException {
        String digest = "0".repeat(64);
        for (String key : List.of("$content", "$json")) {
            String file = component("m", "1", "v1", "A", SCHEMA)
                    .replace("\"circle\"", "{\"" + key + "\":\"" + digest + "\"}");
            write(directory, key + ".json", file);
            write(directory, key + ".yaml", "--- \n" + file);
        }

        try (Loaded loaded = new RegistryLoader().load(directory)) {
            assertThat(loaded.report().components()).isZero();
            assertThat(loaded.report().refused())
                    .hasSize(4)
                    .allMatch(one -> one.reason()
                            .equals("It cannot be read: it uses a key that registries keep for themselves."));
        }
    }

    @Test
    @DisplayName("[REG-4] equal schemas stand once in the file, and nothing is read before it is asked for")
    void keepsEachContentOnce() throws IOException {
        String schema = "{\"description\":\"" + "x".repeat(200_000) + "\"}";
        for (int i = 0; i < 20; i++) {
            write(directory, "m/" + i + "/v1.0.0/components/A.json", component("m", "" + i, "v1", "A", schema));
        }
        Path file = directory.resolve("registry.bin");

        try (Loaded loaded = new RegistryLoader().load(directory.resolve("m"), file)) {
            assertThat(loaded.report().schemas()).isEqualTo(1);
            assertThat(loaded.registry()
                            .schemaText(loaded.registry().components().getFirst()))
                    .hasValue(schema);
            assertThat(Files.size(file)).isLessThan(30_000);
        }
    }

    @Test
    @DisplayName("[REG-5] a registry that was written opens again as it was")
    void reopensAsItWas() throws IOException {
        small(directory.resolve("root"));
        Path file = directory.resolve("registry.bin");

        try (Loaded loaded = new RegistryLoader().load(directory.resolve("root"), file);
                Registry again = Registry.open(file)) {
            assertThat(again.models()).isEqualTo(loaded.registry().models());
            assertThat(again.components()).isEqualTo(loaded.registry().components());
            assertThat(again.relationships()).isEqualTo(loaded.registry().relationships());
            ComponentDefinition first = again.components().getFirst();
            assertThat(again.details(first).fields("styles").text("svgColor")).isEqualTo("<svg/>");
            assertThat(again.details(first).items("capabilities")).hasSize(1);
        }
    }

    @Test
    @DisplayName("[REG-5] a damaged or cut file is refused, never read as something less")
    void refusesDamagedFiles() throws IOException {
        small(directory.resolve("root"));
        Path file = directory.resolve("registry.bin");
        new RegistryLoader().load(directory.resolve("root"), file).close();
        byte[] whole = Files.readAllBytes(file);
        Path damaged = directory.resolve("damaged.bin");
        String expected = readAll(file);

        for (long seed = 0; seed < 200; seed++) {
            byte[] bytes = whole.clone();
            var random = new SplittableRandom(seed);
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
            Files.write(damaged, bytes);

            assertThat(readAll(damaged)).as("seed %d", seed).isIn("", expected);
        }
        Files.write(damaged, Arrays.copyOf(whole, whole.length - 1));
        assertThatThrownBy(() -> Registry.open(damaged)).isInstanceOf(IOException.class);
    }

    @Test
    @DisplayName("[REG-5] with one thread the same files are the same bytes")
    void writesTheSameBytes() throws IOException {
        small(directory.resolve("root"));
        Path first = directory.resolve("1.bin");
        Path second = directory.resolve("2.bin");

        new RegistryLoader(RegistryLimits.DEFAULTS, 1)
                .load(directory.resolve("root"), first)
                .close();
        new RegistryLoader(RegistryLimits.DEFAULTS, 1)
                .load(directory.resolve("root"), second)
                .close();

        assertThat(first).hasSameBinaryContentAs(second);
    }

    @Test
    @DisplayName("[REG-2] all files of the real registry are taken but its Rego policies")
    void takesTheRealRegistry() throws IOException {
        Path shared = RegistryFixtures.shared().orElse(null);
        Assumptions.assumeTrue(shared != null, "the shared fixtures are not here");

        try (Loaded loaded = new RegistryLoader().load(shared)) {
            LoadReport report = loaded.report();
            assertThat(report.refused()).allMatch(refused -> refused.path().endsWith(".rego"));
            assertThat(report.files()).isEqualTo(745);
            assertThat(report.modelFiles()).isEqualTo(21);
            assertThat(report.components()).isEqualTo(602);
            assertThat(report.relationships()).isEqualTo(111);
        }
    }

    /** All that a registry gives; empty when it does not open, or fails on the way. */
    private static String readAll(Path file) {
        try (Registry registry = Registry.open(file)) {
            var all = new StringBuilder();
            registry.models().forEach(model -> all.append(model).append(registry.details(model)));
            registry.components()
                    .forEach(component -> all.append(component)
                            .append(registry.details(component))
                            .append(registry.schemaText(component)));
            return all.append(registry.relationships()).toString();
        } catch (IOException | RuntimeException e) {
            return "";
        }
    }

    private static void small(Path root) {
        write(root, "mesh/v1/v1.0.0/model.json", model("mesh", "v1"));
        write(root, "mesh/v1/v1.0.0/components/Gateway.json", component("mesh", "v1", "mesh.io/v1", "Gateway", SCHEMA));
        write(root, "mesh/v1/v1.0.0/components/Route.json", component("mesh", "v1", "mesh.io/v1", "Route", SCHEMA));
        write(
                root,
                "mesh/v1/v1.0.0/relationships/edge.json",
                "{\"kind\":\"edge\",\"type\":\"non-binding\",\"subType\":\"network\",\"model\":{\"name\":\"mesh\"},"
                        + "\"selectors\":[{\"allow\":{\"from\":[{\"kind\":\"Gateway\"}],\"to\":[{\"kind\":\"Route\"}]}}]}");
    }
}
