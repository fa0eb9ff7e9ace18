package io.meshplay.models.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OCI image layouts, as directories and as tars. */
final class OciLayoutTest {
    private static final SortedMap<String, byte[]> FILES =
            new TreeMap<>(Map.of("m/model.json", "{}".getBytes(UTF_8), "m/c.json", "[]".getBytes(UTF_8)));

    @TempDir
    private Path directory;

    @Test
    @DisplayName("[ARCHIVE-7] a layout that was written is read, as a directory and as a tar")
    void readsWhatItWrote() throws IOException {
        SortedMap<String, byte[]> layout = OciWriter.layout(FILES, "v1.0.0");
        Path tar = directory.resolve("layout.tar");
        Files.write(tar, TarWriter.tar(layout));
        Path root = written(layout);

        for (Path path : new Path[] {tar, root}) {
            assertThat(OciLayout.at(path)).isTrue();
            assertThat(read(path).entries).containsOnly(Map.entry("m/model.json", "{}"), Map.entry("m/c.json", "[]"));
        }
        assertThat(TarWriter.tar(OciWriter.layout(FILES, "v1.0.0"))).isEqualTo(Files.readAllBytes(tar));
    }

    @Test
    @DisplayName(
            "[ARCHIVE-10] content is written with Flux's media types, and as docker save does: Meshplay reads no other")
    void writesContentAsMeshplayReadsIt() throws IOException {
        byte[] tar = OciWriter.content("My model", "v1.0+x", FILES);
        Path file = Files.write(directory.resolve("content.tar"), tar);
        SortedMap<String, byte[]> parts = FileTree.of(tar, ArchiveLimits.TREE).files();
        Json.Fields saved = json(parts, "manifest.json", true);
        Json.Fields named = (Json.Fields)
                json(parts, "index.json", false).items("manifests").getFirst();
        Json.Fields manifest = json(parts, blob(named), false);
        Json.Fields layer = (Json.Fields) manifest.items("layers").getFirst();

        assertThat(manifest.fields("config").text("mediaType")).isEqualTo("application/vnd.cncf.flux.config.v1+json");
        assertThat(layer.text("mediaType")).isEqualTo("application/vnd.cncf.flux.content.v1.tar+gzip");
        assertThat(saved.text("Config")).isEqualTo(blob(manifest.fields("config")));
        assertThat(saved.items("Layers")).containsExactly(Json.of(blob(layer)));
        assertThat(saved.items("RepoTags")).containsExactly(Json.of("my-model:v1.0-x"));
        assertThat(json(parts, saved.text("Config"), false).fields("rootfs").items("diff_ids"))
                .containsExactly(Json.of("sha256:" + OciWriter.sha256(TarWriter.tar(FILES))));
        assertThat(read(file).entries).containsOnlyKeys("m/model.json", "m/c.json");
        assertThat(read(file).refused).isEmpty();
    }

    private static String blob(Json.Fields descriptor) {
        return descriptor.text("digest").replace("sha256:", "blobs/sha256/");
    }

    private static Json.Fields json(SortedMap<String, byte[]> parts, String path, boolean list) throws IOException {
        Json read = JsonReader.read(Objects.requireNonNull(parts.get(path)), 32, (_, _) -> {});
        return (Json.Fields) (list ? ((Json.Items) read).values().getFirst() : read);
    }

    @Test
    @DisplayName("[ARCHIVE-7] a layer whose bytes are not those that its name promises is refused")
    void refusesAChangedLayer() throws IOException {
        SortedMap<String, byte[]> layout = OciWriter.layout(FILES, "v1.0.0");
        layout.forEach((path, content) -> {
            if (content.length > 1 && (content[0] & 0xff) == 0x1f) {
                content[content.length - 1] ^= 1;
            }
        });

        Collected collected = read(written(layout));

        assertThat(collected.entries).isEmpty();
        assertThat(collected.refused.values()).containsOnly("The layout does not hold this layer.");
    }

    @Test
    @DisplayName("[ARCHIVE-7] an ordinary tar, a broken file and a directory without the mark are no layouts")
    void tellsLayoutsFromOthers() throws IOException {
        Path tar = directory.resolve("plain.tar");
        Files.write(tar, TarWriter.tar(FILES));
        Path text = directory.resolve("text");
        Files.writeString(text, "text");

        assertThat(OciLayout.at(tar)).isFalse();
        assertThat(OciLayout.at(text)).isFalse();
        assertThat(OciLayout.at(directory)).isFalse();
    }

    private Path written(SortedMap<String, byte[]> layout) throws IOException {
        Path root = directory.resolve("layout");
        for (Map.Entry<String, byte[]> file : layout.entrySet()) {
            Path path = root.resolve(file.getKey());
            Files.createDirectories(root.resolve("blobs/sha256"));
            Files.write(path, file.getValue());
        }
        return root;
    }

    private static Collected read(Path path) {
        var collected = new Collected();
        OciLayout.read(path, ArchiveLimits.DEFAULTS, collected);
        return collected;
    }
}
