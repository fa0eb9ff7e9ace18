package io.meshplay.models.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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
