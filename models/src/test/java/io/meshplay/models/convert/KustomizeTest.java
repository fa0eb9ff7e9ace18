package io.meshplay.models.convert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meshplay.models.archive.TarWriter;
import io.meshplay.models.convert.child.ChildProcess;
import io.meshplay.models.convert.report.ImportRefusal.Kind;
import io.meshplay.models.convert.report.ImportReport.Format;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KustomizeTest {
    private static final String POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\n";

    @Test
    @DisplayName(
            "[FORMAT-15] a kustomization with its bases is built by the machine's binary; without one it is refused by name")
    void builds() {
        ImportResult result = Files.read(
                tar(Map.of(
                        "base/kustomization.yaml", "resources: [pod.yaml]\n",
                        "base/pod.yaml", POD,
                        "overlay/kustomization.yaml", "namePrefix: dev-\nresources: [../base]\n")),
                "shop.tar");

        if (ChildProcess.binary("kustomize") == null && ChildProcess.binary("kubectl") == null) {
            assertThat(Files.refused(result).kind()).isEqualTo(Kind.NOT_AVAILABLE);
            return;
        }
        var imported = Files.imported(result);
        assertThat(imported.report().format()).isEqualTo(Format.KUSTOMIZE);
        assertThat(Files.component(imported.design(), "Pod").name()).isEqualTo("dev-web");
    }

    @Test
    @DisplayName("[FORMAT-15] a directory is read as an archive is")
    void readsDirectories(@TempDir Path directory) throws IOException {
        assumeTrue(ChildProcess.binary("kustomize") != null || ChildProcess.binary("kubectl") != null, "no kustomize");
        java.nio.file.Files.writeString(directory.resolve("kustomization.yaml"), "resources: [pod.yaml]\n");
        java.nio.file.Files.writeString(directory.resolve("pod.yaml"), POD);

        var imported = Files.imported(new DesignImporter(new SplittableRandom(1)).read(directory));

        assertThat(imported.report().components()).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "resources: [\"https://example.com/x.yaml\"]",
                "resources: [\"github.com/a/b//c?ref=1\"]",
                "resources: [\"git@example.com:a/b\"]",
                "resources: [\"../../etc\"]",
                "resources: [/etc/passwd]",
                "components: [../elsewhere]",
                "patches: [{path: \"https://example.com/p.yaml\"}]",
                "configMapGenerator: [{name: a, files: [\"x=https://example.com/p\"]}]",
                "helmCharts: [{name: a}]",
                "transformers: [x.yaml]"
            })
    @DisplayName(
            "[FORMAT-16] a base or file from elsewhere, and what runs a program, is refused before the binary starts")
    void refusesElsewhere(String kustomization) {
        ImportResult result = Files.read(tar(Map.of("kustomization.yaml", kustomization + "\n")), "");

        assertThat(Files.refused(result).kind()).isEqualTo(Kind.UNSUPPORTED);
    }

    private static byte[] tar(Map<String, String> files) {
        Map<String, byte[]> bytes = new java.util.TreeMap<>();
        files.forEach((path, text) -> bytes.put(path, text.getBytes(UTF_8)));
        return TarWriter.tar(bytes);
    }
}
