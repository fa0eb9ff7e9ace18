package io.meshplay.models.registry;

import static io.meshplay.models.registry.RegistryFixtures.component;
import static io.meshplay.models.registry.RegistryFixtures.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.meshplay.models.archive.ArchiveLimits;
import io.meshplay.models.archive.TarWriter;
import io.meshplay.models.design.Json;
import io.meshplay.models.registry.RegistryLoader.Loaded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every bound of a loading, at its value and one beyond it. */
final class RegistryLimitsTest {
    private static final RegistryLimits USUAL = RegistryLimits.DEFAULTS;

    @TempDir
    private Path directory;

    @Test
    @DisplayName("[REG-11] filesMax: so many files are read, of the rest the first is named")
    void boundsFiles() throws IOException {
        widgets(3);

        assertThat(load(limits(3, USUAL.fileBytesMax(), USUAL.depthMax())).refused())
                .isEmpty();
        LoadReport beyond = load(limits(2, USUAL.fileBytesMax(), USUAL.depthMax()));
        assertThat(beyond.taken()).isEqualTo(2);
        assertThat(beyond.refused())
                .singleElement()
                .satisfies(one -> assertThat(one.reason()).isEqualTo("This and all further files are beyond 2."));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("[REG-11] fileBytesMax: a file of that size is taken and a larger one is not, in an archive too")
    void boundsBytesOfFiles(boolean archived) throws IOException {
        byte[] content = component("m", "1", "v1", "Widget", "").getBytes(StandardCharsets.UTF_8);
        byte[] file = archived ? TarWriter.tar(new TreeMap<>(Map.of("Widget.json", content))) : content;
        Files.write(directory.resolve(archived ? "a.tar" : "Widget.json"), file);

        assertThat(load(limits(9, content.length, USUAL.depthMax())).components())
                .isEqualTo(1);
        assertThat(load(limits(9, content.length - 1, USUAL.depthMax())).refused())
                .singleElement()
                .satisfies(one ->
                        assertThat(one.reason()).isEqualTo("It is larger than " + (content.length - 1) + " bytes."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "yaml"})
    @DisplayName("[REG-11] depthMax: maps and lists so deep are read, in JSON and in YAML, deeper ones are not")
    void boundsDepth(String format) throws IOException {
        write(
                directory,
                "deep." + format,
                (format.equals("yaml") ? "--- \n" : "")
                        + "{\"component\": {\"kind\": \"A\", \"version\": \"v1\"}, \"model\": {\"name\": \"m\"}, \"metadata\": {\"a\": [{\"b\": [1]}]}}");

        assertThat(load(limits(9, USUAL.fileBytesMax(), 5)).components()).isEqualTo(1);
        LoadReport beyond = load(limits(9, USUAL.fileBytesMax(), 4));
        assertThat(beyond.components()).isZero();
        assertThat(beyond.refused()).hasSize(1);
    }

    @Test
    @DisplayName(
            "[REG-11] textCharsInline: a text so long stays with its definition, a longer one is a content of its own")
    void boundsTextsInline() throws IOException {
        List<String> kept = new ArrayList<>();
        var reader = new ThinTree(new RegistryLimits(9, 9_999, 9, 4, 9, 9, ArchiveLimits.DEFAULTS), text -> {
            kept.add(text);
            return Digest.of(text.getBytes(StandardCharsets.UTF_8));
        });

        Json.Fields tree =
                (Json.Fields) reader.read("{\"a\":\"1234\",\"b\":\"12345\"}".getBytes(StandardCharsets.UTF_8));

        assertThat(tree.text("a")).isEqualTo("1234");
        assertThat(ThinTree.referenced(tree.find("b"))).isNotNull();
        assertThat(kept).containsExactly("12345");
    }

    @Test
    @DisplayName(
            "[REG-11] definitionsMax: so many definitions of a file are taken, one more is refused, whatever they are")
    void boundsDefinitions() throws IOException {
        String both = IntStream.range(0, 3)
                .mapToObj(i -> component("m", "1", "v1", "Widget" + i, ""))
                .collect(Collectors.joining(",", "[", "]"));
        write(directory, "all.json", both);
        write(directory, "crd.yaml", """
                kind: CustomResourceDefinition
                spec:
                  group: shop.io
                  names: {kind: Shop}
                  versions: [{name: v1, served: true}, {name: v2, served: true}, {name: v3, served: true}]
                """);

        assertThat(load(definitions(3, 9)).components()).isEqualTo(6);
        LoadReport beyond = load(definitions(2, 9));
        assertThat(beyond.components()).isEqualTo(2);
        assertThat(beyond.refused())
                .extracting(LoadReport.Refused::reason)
                .containsExactly(
                        "Document 3: More than 2 definitions in one file.", "More than 2 definitions in one file.");
    }

    @Test
    @DisplayName("[REG-11] refusalsMax: so many refusals are listed, the others are counted")
    void boundsRefusals() throws IOException {
        write(directory, "1.md", "text");
        write(directory, "2.md", "text");

        assertThat(load(definitions(9, 2)).refusedMore()).isZero();
        LoadReport beyond = load(definitions(9, 1));
        assertThat(beyond.refused()).hasSize(1);
        assertThat(beyond.refusedMore()).isEqualTo(1);
        assertThat(beyond.files()).isEqualTo(2);
    }

    @Test
    @DisplayName("[REG-11] RegistryLimits.archive bounds the archives of a registry")
    void boundsArchives() throws IOException {
        var files = new TreeMap<String, byte[]>();
        for (String kind : List.of("A", "B")) {
            files.put(kind + ".json", component("m", "1", "v1", kind, "").getBytes(StandardCharsets.UTF_8));
        }
        Files.write(directory.resolve("a.tar"), TarWriter.tar(files));

        assertThat(load(entries(2)).components()).isEqualTo(2);
        LoadReport beyond = load(entries(1));
        assertThat(beyond.components()).isEqualTo(1);
        assertThat(beyond.refused()).isNotEmpty();
    }

    @Test
    @DisplayName("[REG-11] bounds that leave nothing are refused by name")
    void refusesBoundsOfNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limits(0, 1, 1))
                .withMessage("registry.filesMax is 0, must be >= 1");
    }

    private void widgets(int count) {
        for (int i = 0; i < count; i++) {
            write(directory, i + ".json", component("m", "1", "v1", "Widget" + i, ""));
        }
    }

    private LoadReport load(RegistryLimits limits) throws IOException {
        try (Loaded loaded = new RegistryLoader(limits, 1).load(directory)) {
            return loaded.report();
        }
    }

    private static RegistryLimits limits(int files, int bytes, int depth) {
        return new RegistryLimits(
                files,
                bytes,
                depth,
                USUAL.textCharsInline(),
                USUAL.definitionsMax(),
                USUAL.refusalsMax(),
                USUAL.archive());
    }

    private static RegistryLimits definitions(int definitions, int refusals) {
        return new RegistryLimits(
                USUAL.filesMax(),
                USUAL.fileBytesMax(),
                USUAL.depthMax(),
                USUAL.textCharsInline(),
                definitions,
                refusals,
                USUAL.archive());
    }

    private static RegistryLimits entries(int entries) {
        ArchiveLimits usual = ArchiveLimits.DEFAULTS;
        return new RegistryLimits(
                USUAL.filesMax(),
                USUAL.fileBytesMax(),
                USUAL.depthMax(),
                USUAL.textCharsInline(),
                USUAL.definitionsMax(),
                USUAL.refusalsMax(),
                new ArchiveLimits(
                        entries,
                        usual.entryBytesMax(),
                        usual.bytesMax(),
                        usual.ratioMax(),
                        usual.ratioFreeBytes(),
                        usual.nestingMax(),
                        usual.pathSegmentsMax(),
                        usual.pathCharsMax()));
    }
}
