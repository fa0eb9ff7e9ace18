package io.meshplay.models.registry;

import static io.meshplay.models.registry.RegistryFixtures.component;
import static io.meshplay.models.registry.RegistryFixtures.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.models.archive.ArchiveLimits;
import io.meshplay.models.archive.TarWriter;
import io.meshplay.models.registry.RegistryLoader.Loaded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every bound of a registry's loading, at what it allows and one beyond. */
final class RegistryLimitsTest {
    @TempDir
    private Path directory;

    private Path root;

    @BeforeEach
    void makeRoot() throws IOException {
        root = Files.createDirectories(directory.resolve("root"));
    }

    @Test
    @DisplayName("[REG-11] filesMax files are read; of more it is said once that they are beyond")
    void boundsFiles() throws IOException {
        for (int i = 0; i < 4; i++) {
            put("Kind" + i);
        }

        assertThat(load(limits(4, 1 << 20, 9, 9)).components()).isEqualTo(4);
        assertThat(load(limits(3, 1 << 20, 9, 9)).components()).isEqualTo(3);
        assertThat(load(limits(3, 1 << 20, 9, 9)).refused())
                .extracting(LoadReport.Refused::reason)
                .containsExactly("This and all further files are beyond 3.");
    }

    @Test
    @DisplayName("[REG-11] a file of fileBytesMax bytes is read, one of a byte more is refused")
    void boundsBytes() throws IOException {
        put("Kind");
        int size = component("shop", "v1", "shop.io/v1", "Kind", "{}").getBytes(UTF_8).length;

        assertThat(load(limits(9, size, 9, 9)).components()).isEqualTo(1);
        assertThat(load(limits(9, size - 1, 9, 9)).refused())
                .extracting(LoadReport.Refused::reason)
                .containsExactly("It is larger than " + (size - 1) + " bytes.");
    }

    @Test
    @DisplayName("[REG-11] maps and lists are nested depthMax deep and no deeper, in JSON and in YAML")
    void boundsDepth() throws IOException {
        int depth = 20;
        String deep = "[".repeat(depth - 1) + "]".repeat(depth - 1);
        for (String file : List.of("a.json", "a.yaml")) {
            String mark = file.endsWith("json") ? "{" : "\n---\n{";
            write(root, file, mark + "\"kind\":\"Kind\",\"apiVersion\":\"v1\",\"schema\":\"{}\",\"x\":" + deep + "}");

            assertThat(load(deep(depth)).components()).as(file).isEqualTo(1);
            assertThat(load(deep(depth - 1)).components()).as(file).isZero();
            Files.delete(root.resolve(file));
        }
    }

    @Test
    @DisplayName("[REG-11] a text of textBytesInline characters stays in its tree, one more is a content of its own")
    void boundsTexts() throws IOException {
        List<String> kept = new ArrayList<>();
        var tree = new ThinTree(RegistryLimits.DEFAULTS, text -> {
            kept.add(text);
            return Digest.of(text.getBytes(UTF_8));
        });
        int most = RegistryLimits.DEFAULTS.textBytesInline();

        assertThat(ThinTree.referenced(tree.read(("\"" + "x".repeat(most) + "\"").getBytes(UTF_8))))
                .isNull();
        assertThat(kept).isEmpty();
        assertThat(ThinTree.referenced(tree.read(("\"" + "x".repeat(most + 1) + "\"").getBytes(UTF_8))))
                .isNotNull();
        assertThat(kept).containsExactly("x".repeat(most + 1));
    }

    @Test
    @DisplayName("[REG-11] a file holds definitionsMax definitions, and what is beyond is refused")
    void boundsDefinitions() throws IOException {
        String one = component("shop", "v1", "shop.io/v1", "Kind%d", "{}").replace("\n", "");
        write(root, "list.json", "[" + one.replace("%d", "1") + "," + one.replace("%d", "2") + "]");

        assertThat(load(limits(9, 1 << 20, 2, 9)).components()).isEqualTo(2);
        assertThat(load(limits(9, 1 << 20, 1, 9)).components()).isEqualTo(1);
        assertThat(load(limits(9, 1 << 20, 1, 9)).refused())
                .extracting(LoadReport.Refused::reason)
                .containsExactly("Document 2: More than 1 definitions in one file.");
    }

    @Test
    @DisplayName("[REG-11] refusalsMax refusals are listed, and further ones counted")
    void boundsRefusals() throws IOException {
        for (int i = 0; i < 3; i++) {
            write(root, i + ".txt", "text");
        }

        assertThat(load(limits(9, 99, 9, 3)).refused()).hasSize(3);
        assertThat(load(limits(9, 99, 9, 3)).refusedMore()).isZero();
        assertThat(load(limits(9, 99, 9, 2)).refused()).hasSize(2);
        assertThat(load(limits(9, 99, 9, 2)).refusedMore()).isEqualTo(1);
    }

    @Test
    @DisplayName("[REG-11] the bounds in archive hold for archives in a registry")
    void boundsArchives() throws IOException {
        byte[] kind = component("shop", "v1", "shop.io/v1", "Kind", "{}").getBytes(UTF_8);
        Files.write(root.resolve("a.tar"), TarWriter.tar(new TreeMap<>(Map.of("a.json", kind, "b.txt", kind))));

        assertThat(load(archive(2)).refused()).hasSize(0);
        assertThat(load(archive(1)).refused())
                .extracting(LoadReport.Refused::reason)
                .containsExactly("It holds more than 1 entries.");
    }

    private void put(String kind) {
        write(root, kind + ".json", component("shop", "v1", "shop.io/v1", kind, "{}"));
    }

    private LoadReport load(RegistryLimits limits) throws IOException {
        try (Loaded loaded = new RegistryLoader(limits, 1).load(root)) {
            return loaded.report();
        }
    }

    private static RegistryLimits limits(int filesMax, int fileBytesMax, int definitionsMax, int refusalsMax) {
        return new RegistryLimits(
                filesMax, fileBytesMax, 99, 512, definitionsMax, refusalsMax, ArchiveLimits.DEFAULTS);
    }

    private static RegistryLimits deep(int depthMax) {
        return new RegistryLimits(9, 1 << 20, depthMax, 512, 9, 9, ArchiveLimits.DEFAULTS);
    }

    private static RegistryLimits archive(int entriesMax) {
        var archive = new ArchiveLimits(entriesMax, 1 << 20, 1 << 20, 200, 1 << 20, 1, 9, 99);
        return new RegistryLimits(9, 1 << 20, 99, 512, 9, 9, archive);
    }
}
