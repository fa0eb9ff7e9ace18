package io.meshplay.models.convert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meshplay.models.design.CanonicalDesign;
import io.meshplay.models.design.Component;
import io.meshplay.models.design.Deletion;
import io.meshplay.models.design.Design;
import io.meshplay.models.design.LiveDocument;
import io.meshplay.models.design.RandomDesigns;
import io.meshplay.models.design.SimulatedDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoundTripTest {
    private static final int CATALOG_FILES = 24;

    static LongStream seeds() {
        return LongStream.range(0, 8);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName(
            "[DESIGN-24] what is exported reads back as an equal design, in YAML and in JSON, and exports to equal bytes")
    void readsItsOwnFiles(long seed) {
        var random = new RandomDesigns(seed);
        for (int i = 0; i < 30; i++) {
            Design design = random.design();

            assertStable(design);
        }
    }

    @Test
    @DisplayName("[DESIGN-25] own files survive import, live document, restore, version, export and import")
    void survivesTheWholeWay() {
        for (String name : Files.OWN) {
            assertWholeWay(Files.own(name).design());
        }
    }

    @Test
    @DisplayName("[DESIGN-25] every design of the catalog survives the whole way, and none of its credentials does")
    void survivesTheWholeWayFromTheCatalog() throws IOException {
        List<Path> files = catalog();
        assumeTrue(!files.isEmpty(), "the shared fixtures are not there");

        assertThat(files).hasSize(CATALOG_FILES);
        for (Path file : files) {
            byte[] bytes = java.nio.file.Files.readAllBytes(file);
            var imported = Files.imported(Files.read(bytes, file.getFileName().toString()));
            assertThat(imported.design().components()).as(file.toString()).isNotEmpty();
            assertWholeWay(imported.design());
            assertThat(new String(DesignExporter.yaml(imported.design()), UTF_8))
                    .doesNotContain("MADE-UP-SECRET");
        }
    }

    @Test
    @DisplayName(
            "[DESIGN-26] the samples are three designs, written as the exporter writes them, and survive the whole way")
    void shipsSamples() throws IOException {
        List<Design> samples = Samples.all();

        assertThat(samples)
                .extracting(Design::name)
                .containsExactly("Shop checkout", "Observability stack", "Batch pipeline");
        for (Design sample : samples) {
            assertWholeWay(sample);
            assertThat(sample.components()).allMatch(component -> component.id().matches("[A-Za-z0-9]{16}"));
            assertThat(sample.relationships()).hasSizeGreaterThan(5);
            assertNothingOverlaps(sample.components());
            String file = "/samples/" + sample.name().toLowerCase(Locale.ROOT).replace(' ', '-') + ".yaml";
            assertThat(RoundTripTest.class.getResourceAsStream(file).readAllBytes())
                    .asString()
                    .isEqualTo(new String(DesignExporter.yaml(sample), UTF_8));
        }
    }

    static List<Path> catalog() throws IOException {
        for (String root : List.of("../shared", "../../shared", "../../../shared")) {
            Path directory = Path.of(root, "fixtures", "catalog");
            if (java.nio.file.Files.isDirectory(directory)) {
                try (Stream<Path> files = java.nio.file.Files.list(directory)) {
                    return files.filter(file -> file.toString().endsWith(".yml"))
                            .sorted()
                            .toList();
                }
            }
        }
        return List.of();
    }

    private static void assertWholeWay(Design design) {
        assertStable(design);
        var document = new SimulatedDocument();
        document.edit(LiveDocument.creating(design));
        Design live = LiveDocument.fromProjection(document.projection()).design();
        byte[] version = CanonicalDesign.of(live).bytes();
        byte[] file = DesignExporter.yaml(live);
        document.edit(LiveDocument.restoring(
                new Design("empty", List.of(), List.of()), document.projection(), new Deletion("a", Instant.EPOCH)));
        document.edit(LiveDocument.restoring(
                CanonicalDesign.read(version), document.projection(), new Deletion("a", Instant.EPOCH)));

        var restored = LiveDocument.fromProjection(document.projection());

        assertThat(live).isEqualTo(design);
        assertThat(restored.design()).isEqualTo(design);
        assertThat(restored.findings()).isEmpty();
        assertThat(DesignExporter.yaml(restored.design())).isEqualTo(file);
    }

    private static void assertStable(Design design) {
        for (byte[] file : List.of(DesignExporter.yaml(design), DesignExporter.json(design))) {
            var read = Files.imported(Files.read(file, "x.yaml"));

            assertThat(read.design()).isEqualTo(design);
            assertThat(read.report().warnings()).isEmpty();
        }
        Design again =
                Files.imported(Files.read(DesignExporter.yaml(design), "")).design();
        assertThat(DesignExporter.yaml(again)).isEqualTo(DesignExporter.yaml(design));
    }

    private static void assertNothingOverlaps(List<Component> components) {
        for (Component one : components) {
            for (Component other : components) {
                boolean related = one.equals(other)
                        || one.id().equals(other.parent())
                        || other.id().equals(one.parent());
                assertThat(related || apart(one, other) || apart(other, one))
                        .as(one.name() + " and " + other.name())
                        .isTrue();
            }
        }
    }

    private static boolean apart(Component one, Component other) {
        return one.position().x() + one.size().width() < other.position().x()
                || one.position().y() + one.size().height() < other.position().y();
    }
}
