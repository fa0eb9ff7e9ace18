package io.meshplay.models.convert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meshplay.models.archive.ArchiveLimits;
import io.meshplay.models.archive.FileTree;
import io.meshplay.models.convert.DesignExporter.Exported;
import io.meshplay.models.convert.DesignExporter.Target;
import io.meshplay.models.convert.child.ChildLimits;
import io.meshplay.models.convert.helm.HelmChart;
import io.meshplay.models.convert.report.ImportRefusal;
import io.meshplay.models.convert.report.ImportRefusal.Kind;
import io.meshplay.models.convert.report.ImportReport;
import io.meshplay.models.convert.report.ImportReport.Format;
import io.meshplay.models.design.Component;
import io.meshplay.models.design.Design;
import io.meshplay.models.design.Finding;
import io.meshplay.models.design.Json;
import io.meshplay.models.design.RandomDesigns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FormatsTest {
    private static final String POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: %s}\n";

    static LongStream seeds() {
        return LongStream.range(0, 8);
    }

    @Test
    @DisplayName("[FORMAT-2] a document that cannot be read does not take the others with it, and says line and column")
    void readsWhatCanBeRead() {
        String file = POD.formatted("a") + "---\nb: [1, 2\nc: 3\n---\n" + POD.formatted("c")
                + "---\n<<<<<<< HEAD\nx: 1\n=======\nx: 2\n>>>>>>> theirs\n---\na: 1\na: 2\n";

        ImportReport report = Files.text(file).report();

        assertThat(report.partial()).isTrue();
        assertThat(report.components()).isEqualTo(2);
        assertThat(report.documents()).extracting(ImportReport.Document::line).containsExactly(1, 4, 7, 11, 17);
        assertThat(report.documents())
                .extracting(document ->
                        document.refusal() == null ? null : document.refusal().kind())
                .containsExactly(null, Kind.SYNTAX, null, Kind.CONFLICT_MARKERS, Kind.DUPLICATE_KEY);
        assertThat(report.documents().get(1).refusal())
                .extracting(ImportRefusal::line, ImportRefusal::column)
                .containsExactly(6, 2);
        assertThat(report.documents().get(3).refusal())
                .extracting(ImportRefusal::line, ImportRefusal::column)
                .containsExactly(12, 1);
    }

    @Test
    @DisplayName("[FORMAT-2] limits hold for all documents of a file together")
    void limitsAllDocuments() {
        String aliases = "---\na: &x 1\nb: [" + "*x,".repeat(30) + "]\n";

        assertThat(Files.refused(POD.formatted("a") + aliases + aliases).kind()).isEqualTo(Kind.TOO_LARGE);
    }

    @Test
    @DisplayName("[FORMAT-3] UTF-16 is refused by its name")
    void refusesUtf16() {
        ImportRefusal refusal =
                Files.refused(Files.read(("\uFEFF" + POD).getBytes(java.nio.charset.StandardCharsets.UTF_16LE), ""));

        assertThat(refusal.kind()).isEqualTo(Kind.NOT_TEXT);
        assertThat(refusal.message()).contains("UTF-16");
    }

    @Test
    @DisplayName("[FORMAT-4] an object of an unknown kind is a generic component, with a warning; lists are unrolled")
    void takesUnknownKinds() {
        var imported = Files.text("""
                        apiVersion: v1
                        kind: List
                        items:
                        - {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}
                        - {apiVersion: v1, kind: PodList, items: [{apiVersion: v1, kind: Pod, metadata: {name: b}}]}
                        - {apiVersion: zoo.example.com/v1, kind: Zebra, metadata: {name: c}, spec: {stripes: 7}}
                        """);

        Component zebra = Files.component(imported.design(), "Zebra");
        assertThat(imported.report().components()).isEqualTo(3);
        assertThat(zebra.model()).isEqualTo("zoo.example.com");
        assertThat(zebra.configuration().entries()).containsEntry("/spec/stripes", Json.of(7));
        assertThat(imported.report().warnings())
                .extracting(ImportReport.Warning::message)
                .containsExactly("No model is known for zoo.example.com/v1 Zebra; it is a generic component.");
    }

    @Test
    @DisplayName(
            "[FORMAT-4] a kind that Kubernetes does not serve is unknown in its own groups too, and in groups like them")
    void takesUnknownKindsOfKnownGroups() {
        var imported = Files.text("""
                        apiVersion: apps/v1
                        kind: Zebra
                        metadata: {name: a}
                        ---
                        apiVersion: snapshot.storage.k8s.io/v1
                        kind: VolumeSnapshot
                        metadata: {name: b}
                        ---
                        apiVersion: plain/v1
                        kind: Thing
                        metadata: {name: c}
                        ---
                        apiVersion: batch/v1
                        kind: Job
                        metadata: {name: d}
                        """);

        assertThat(imported.design().components())
                .extracting(Component::model)
                .containsExactlyInAnyOrder("kubernetes", "snapshot.storage.k8s.io", "plain", "kubernetes");
        assertThat(imported.report().warnings())
                .extracting(ImportReport.Warning::path)
                .containsExactly("/0", "/1", "/2");
    }

    @Test
    @DisplayName(
            "[FORMAT-19] a field of a design that nothing reads is named once, where it stands first, and how often it stands")
    void namesUnreadFields() {
        var components = Files.text("""
                        schemaVersion: designs.example.com/v1beta3
                        mood: blue
                        components:
                        - {id: a1, component: {kind: Pod, version: v1}, zoo: 1, metadata: {herd: {size: 2}, tags: []}}
                        - {id: b1, component: {kind: Pod, version: v1}, zoo: 2, capabilities: [{a: 1}]}
                        relationships:
                        - {id: c1, kind: edge, from: a1, to: b1, weight: 3, model: {name: x}}
                        """).report();
        var services = Files.text("""
                        name: x
                        mood: blue
                        services:
                          a: {type: Pod, zoo: 1, traits: {other: {b: 1}, meshmap: {id: a1, fieldRefData: {path: p}}}}
                        """).report();

        assertThat(components.warnings())
                .extracting(ImportReport.Warning::path)
                .containsExactly(
                        "/mood", "/components/0/zoo", "/components/0/metadata/herd", "/relationships/0/weight");
        assertThat(components.warnings().get(1).message()).endsWith("It stands in 2 places.");
        assertThat(services.warnings())
                .extracting(ImportReport.Warning::path)
                .containsExactly(
                        "/mood",
                        "/services/a/zoo",
                        "/services/a/traits/other",
                        "/services/a/traits/meshmap/fieldRefData");
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("[FORMAT-5] v1beta1 and OCI layouts read back as an equal design, and write to equal bytes")
    void readsItsOwnFiles(long seed) {
        var random = new RandomDesigns(seed);
        for (int i = 0; i < 10; i++) {
            Design design = random.design();
            for (Target target : List.of(Target.V1BETA1, Target.V1BETA3, Target.OCI)) {
                byte[] file = DesignExporter.write(design, target).file();

                var read = Files.imported(Files.read(file, ""));

                assertThat(read.design()).as(target.label()).isEqualTo(design);
                assertThat(read.report().warnings()).isEmpty();
                assertThat(DesignExporter.write(read.design(), target).file()).isEqualTo(file);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Target.class)
    @DisplayName("[FORMAT-6] every design of the catalog is stable in every format: the second export is the first")
    void isStable(Target target) throws IOException {
        List<Path> files = RoundTripTest.catalog();
        assumeTrue(!files.isEmpty(), "the shared fixtures are not there");
        for (Path file : files) {
            Design design = Files.imported(Files.read(
                            java.nio.file.Files.readAllBytes(file),
                            file.getFileName().toString()))
                    .design();
            assertStable(design, target, file.toString());
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(Target.class)
    @DisplayName("[FORMAT-6] own files and samples are stable in every format")
    void isStableWithoutTheCatalog(Target target) {
        for (Design sample : Samples.all()) {
            assertStable(sample, target, sample.name());
        }
    }

    private static void assertStable(Design design, Target target, String name) {
        Exported first = DesignExporter.write(design, target);
        var read = Files.read(first.file(), chartless(design.name(), target));
        if (read instanceof ImportResult.Refused(ImportRefusal refusal)) {
            // A design of remarks only has nothing that could be deployed.
            assertThat(refusal.kind()).as(name + refusal).isIn(Kind.EMPTY, Kind.NO_COMPONENT);
            return;
        }
        Design again = Files.imported(read).design();

        Exported second = DesignExporter.write(again, target);

        // A manifest has no name: the file has it.
        assertThat(target == Target.KUBERNETES || again.name().equals(design.name()))
                .as(again.name())
                .isTrue();

        assertThat(second.file()).as(name).isEqualTo(first.file());
        long written = again.components().size();
        long remarks = first.leftOut().stream().filter(FormatsTest::isComponent).count();
        assertThat(written + remarks)
                .as(name + first.leftOut())
                .isEqualTo(design.components().size());
    }

    private static boolean isComponent(Finding finding) {
        return finding.path().matches("/components/[^/]+");
    }

    private static String chartless(String name, Target target) {
        return name + "." + target.extension();
    }

    @Test
    @DisplayName("[FORMAT-7] a manifest has an object for each component that is deployed, and a line for all else")
    void writesManifests() {
        Design design = Files.text("""
                        services:
                          web: {type: Deployment, apiVersion: apps/v1, model: kubernetes, name: My Web, dependsOn: [db]}
                          db: {type: StatefulSet, apiVersion: apps/v1, model: kubernetes, namespace: data}
                          text: {type: TextBox, isAnnotation: true, model: meshplay-core}
                        """).design();

        Exported exported = DesignExporter.write(design, Target.KUBERNETES);

        assertThat(new String(exported.file(), UTF_8)).isEqualTo("""
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata:
                          name: my-web
                        ---
                        apiVersion: apps/v1
                        kind: StatefulSet
                        metadata:
                          name: db
                          namespace: data
                        """);
        assertThat(exported.leftOut()).extracting(Finding::message).hasSize(3);
        assertThat(exported.leftOut())
                .anyMatch(finding -> finding.message().contains("remark"))
                .anyMatch(finding -> finding.message().contains("My Web"))
                .anyMatch(finding -> finding.path().startsWith("/relationships/"));
    }

    @Test
    @DisplayName("[FORMAT-8] a chart passes Helm's linter, and renders to the manifest of the design, braces and all")
    void writesCharts() throws IOException {
        Design design = Files.text(
                        POD.formatted("a") + "spec: {containers: [{name: a, image: \"{{ .Values.x }}\"}]}\n---\n"
                                + "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\n"
                                + "metadata: {name: zoos.example.com}\n---\n"
                                + "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n"
                                + "data: {t: \"line {{ one }}\\nline }} {{two\\n\"}\n")
                .design();
        byte[] chart = DesignExporter.write(design, Target.HELM).file();
        FileTree tree = FileTree.of(chart, ArchiveLimits.TREE);

        String lint = java.util.Objects.requireNonNull(HelmChart.of(tree, ChildLimits.DEFAULTS))
                .lint();
        var back = Files.imported(Files.read(chart, "chart.tgz"));

        assertThat(lint).startsWith("passed").doesNotContain("[ERROR]").doesNotContain("[WARNING]");
        assertThat(back.report().format()).isEqualTo(Format.HELM);
        assertThat(back.report().documents())
                .extracting(ImportReport.Document::name)
                .anyMatch(name -> name.startsWith("crds/"))
                .anyMatch(name -> name.contains("/templates/"));
        assertThat(DesignExporter.write(back.design(), Target.KUBERNETES).file())
                .isEqualTo(DesignExporter.write(design, Target.KUBERNETES).file());
    }

    @Test
    @DisplayName("[FORMAT-1] a format is told by the content, whatever the file is called")
    void tellsFormats() {
        Design design = Files.text(POD.formatted("a")).design();
        for (Target target : Target.values()) {
            var read = Files.imported(
                    Files.read(DesignExporter.write(design, target).file(), "x.bin"));

            assertThat(read.report().format().label())
                    .isEqualTo(
                            target == Target.OCI
                                    ? "meshplay-v1beta3"
                                    : target.label().toLowerCase(Locale.ROOT));
        }
    }
}
