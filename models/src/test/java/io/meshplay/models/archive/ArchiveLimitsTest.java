package io.meshplay.models.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every bound of an archive, at what it allows and one beyond. */
final class ArchiveLimitsTest {
    private static final SortedMap<String, byte[]> THREE =
            new TreeMap<>(Map.of("a", bytes(4), "b", bytes(5), "c", bytes(6)));
    private static final byte[] PACKED = TarWriter.gzip(TarWriter.tar(Map.of("zeros", bytes(100_000))));
    private static final int INFLATED = TarWriter.tar(Map.of("zeros", bytes(100_000))).length;

    @TempDir
    private Path directory;

    @Test
    @DisplayName(
            "[ARCHIVE-5] entriesMax entries are read and one more ends the archive, the tar of a layout, and a tree")
    void boundsEntries() throws IOException {
        byte[] tar = TarWriter.tar(THREE);
        Path layout = Files.write(directory.resolve("a.tar"), TarWriter.tar(OciWriter.layout(THREE, "v1")));

        assertThat(read(tar, entries(3)).refused).isEmpty();
        assertThat(read(tar, entries(2)).refused).containsValue("It holds more than 2 entries.");
        assertThat(read(tar, entries(2)).entries).containsOnlyKeys("a", "b");
        assertThat(layout(layout, entries(5)).entries).hasSize(3);
        assertThat(layout(layout, entries(4)).entries).isEmpty();
        assertThat(FileTree.of(tar, entries(3)).files()).hasSize(3);
        refuses(tar, entries(2), Why.TOO_LARGE);
    }

    @Test
    @DisplayName("[ARCHIVE-5] entriesMax counts directories in an archive; a directory on disk may have as many files")
    void countsDirectories() throws IOException {
        for (String name : THREE.keySet()) {
            Files.createDirectories(directory.resolve(name));
            Files.writeString(directory.resolve(name).resolve("f"), name);
        }
        byte[] zip = zip(new TreeMap<>(Map.of("d/", bytes(0), "d/f", bytes(1))));

        assertThat(read(zip, entries(2)).refused).isEmpty();
        assertThat(read(zip, entries(1)).refused).containsValue("It holds more than 1 entries.");
        assertThat(FileTree.of(directory, entries(3)).files()).hasSize(3);
        assertThatThrownBy(() -> FileTree.of(directory, entries(2))).hasMessage("There are more than 2 files.");
    }

    @Test
    @DisplayName("[ARCHIVE-5] a file of entryBytesMax bytes is handed out, one of a byte more is refused alone")
    void boundsEachEntry() throws IOException {
        ArchiveLimits limits = new ArchiveLimits(9, 5, 1 << 20, 200, 1 << 20, 1, 9, 99);

        for (byte[] archive : new byte[][] {TarWriter.tar(THREE), zip(THREE)}) {
            assertThat(read(archive, limits).entries).containsOnlyKeys("a", "b");
            assertThat(read(archive, limits).refused).containsOnly(Map.entry("c", "It is larger than 5 bytes."));
            refuses(archive, limits, Why.TOO_LARGE);
        }
        Files.write(directory.resolve("f"), bytes(5));
        assertThat(FileTree.of(directory, limits).files()).hasSize(1);
        Files.write(directory.resolve("g"), bytes(6));
        assertThatThrownBy(() -> FileTree.of(directory, limits)).hasMessage("\"g\" has more than 5 bytes.");
    }

    @Test
    @DisplayName("[ARCHIVE-4] an archive inflates to bytesMax bytes and not to one more")
    void boundsAllBytes() throws IOException {
        assertThat(read(PACKED, inflating(INFLATED, 1_000, INFLATED)).refused).isEmpty();
        assertThat(read(PACKED, inflating(INFLATED - 1, 1_000, INFLATED)).refused)
                .containsValue("It inflates to more than " + (INFLATED - 1) + " bytes.");
        assertThat(FileTree.of(TarWriter.tar(THREE), inflating(15, 1, 0)).files())
                .hasSize(3);
        refuses(TarWriter.tar(THREE), inflating(14, 1, 0), Why.TOO_LARGE);
    }

    @Test
    @DisplayName(
            "[ARCHIVE-7] the layers of a layout inflate to bytesMax together, and hold entriesMax entries together")
    void boundsAllLayers() throws IOException {
        Path layout = Files.write(directory.resolve("two.tar"), TarWriter.tar(twoLayers()));
        int one = TarWriter.tar(Map.of("a", bytes(50_000))).length;
        ArchiveLimits both = new ArchiveLimits(9, 1 << 20, 2L * one, 1_000, 2L * one, 1, 9, 99);
        ArchiveLimits less = new ArchiveLimits(9, 1 << 20, 2L * one - 1, 1_000, 2L * one, 1, 9, 99);

        assertThat(layout(layout, both).entries).containsOnlyKeys("a", "b");
        Collected beyond = layout(layout, less);
        assertThat(beyond.refused).containsValue("It inflates to more than " + (2 * one - 1) + " bytes.");
        Path loose = Files.createDirectories(directory.resolve("loose"));
        for (Map.Entry<String, byte[]> file : twoLayers().entrySet()) {
            Path path = loose.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        assertThat(layout(loose, entries(2)).entries).hasSize(2);
        assertThat(layout(loose, entries(1)).refused).containsValue("It holds more than 1 entries.");
    }

    /** Two images of a layer each, in one index. */
    private static SortedMap<String, byte[]> twoLayers() {
        SortedMap<String, byte[]> first = OciWriter.layout(new TreeMap<>(Map.of("a", bytes(50_000))), "a");
        SortedMap<String, byte[]> second = OciWriter.layout(new TreeMap<>(Map.of("b", bytes(50_000))), "b");
        String manifest = new String(first.get("index.json"), UTF_8).replaceFirst(".*\"manifests\":\\[(.*)],.*", "$1");
        String index = new String(second.get("index.json"), UTF_8);
        first.putAll(second);
        first.put(
                "index.json",
                index.replace("\"manifests\":[", "\"manifests\":[" + manifest + ",")
                        .getBytes(UTF_8));
        return first;
    }

    @Test
    @DisplayName("[ARCHIVE-4] above ratioFreeBytes a byte inflates to ratioMax bytes and not to more")
    void boundsTheRatio() {
        int ratio = 1;
        while (INFLATED / ratio > PACKED.length) {
            ratio++;
        }

        assertThat(ratio).isGreaterThan(2);
        assertThat(read(PACKED, inflating(1 << 20, ratio, 0)).refused).isEmpty();
        assertThat(read(PACKED, inflating(1 << 20, ratio - 1, 0)).refused)
                .containsValue("It inflates to more than " + (ratio - 1) + " times its size: a bomb.");
        assertThat(read(PACKED, inflating(1 << 20, 1, INFLATED)).refused).isEmpty();
        assertThat(read(PACKED, inflating(1 << 20, 1, INFLATED - 1)).refused)
                .containsValue("It inflates to more than 1 times its size: a bomb.");
    }

    @Test
    @DisplayName("[ARCHIVE-5] archives are opened nestingMax deep and no deeper; those in a tree are files")
    void boundsNesting() throws IOException {
        byte[] one = TarWriter.tar(Map.of("f", bytes(1)));
        byte[] two = zip(new TreeMap<>(Map.of("one", one)));
        byte[] three = TarWriter.tar(Map.of("two", two));
        ArchiveLimits limits = new ArchiveLimits(9, 1 << 20, 1 << 20, 200, 1 << 20, 2, 9, 99);

        assertThat(read(two, limits).entries).containsOnlyKeys("one/f");
        assertThat(read(three, limits).entries).isEmpty();
        assertThat(read(three, limits).refused)
                .containsOnly(Map.entry("two/one", "It is an archive inside 2 archives."));
        assertThat(FileTree.of(two, limits).files()).containsOnly(Map.entry("one", one));
    }

    @Test
    @DisplayName("[ARCHIVE-5] a path has pathSegmentsMax steps and pathCharsMax characters, and not one more")
    void boundsPaths() {
        ArchiveLimits limits = new ArchiveLimits(9, 9, 1 << 20, 200, 1 << 20, 1, 3, 6);
        byte[] tar = TarWriter.tar(
                new TreeMap<>(Map.of("a/b/c", bytes(1), "a/b/c/", bytes(1), "abcdef", bytes(1), "abcdefg", bytes(1))));
        byte[] deep = TarWriter.tar(Map.of("a/b/c/d", bytes(1)));

        assertThat(read(tar, limits).entries).containsOnlyKeys("a/b/c", "abcdef");
        assertThat(read(tar, limits).refused)
                .containsEntry("abcdefg", "Its path is empty or longer than 6 characters.");
        assertThat(read(deep, new ArchiveLimits(9, 9, 99, 9, 9, 1, 4, 9)).refused)
                .isEmpty();
        assertThat(read(deep, new ArchiveLimits(9, 9, 99, 9, 9, 1, 3, 9)).refused)
                .containsValue("Its path is deeper than 3.");
    }

    private static void refuses(byte[] archive, ArchiveLimits limits, Why why) {
        assertThatThrownBy(() -> FileTree.of(archive, limits))
                .isInstanceOfSatisfying(
                        ArchiveRefusedException.class, e -> assertThat(e.why()).isEqualTo(why));
    }

    private static ArchiveLimits entries(int most) {
        return new ArchiveLimits(most, 1 << 20, 1 << 20, 200, 1 << 20, 1, 9, 99);
    }

    private static ArchiveLimits inflating(int bytesMax, int ratioMax, int ratioFreeBytes) {
        return new ArchiveLimits(9, 1 << 20, bytesMax, ratioMax, ratioFreeBytes, 1, 9, 99);
    }

    private static Collected read(byte[] archive, ArchiveLimits limits) {
        var collected = new Collected();
        ArchiveReader.read("archive", new ByteArrayInputStream(archive), limits, collected);
        return collected;
    }

    private static Collected layout(Path path, ArchiveLimits limits) {
        var collected = new Collected();
        OciLayout.read(path, limits, collected);
        return collected;
    }

    private static byte[] bytes(int length) {
        return "\0".repeat(length).getBytes(UTF_8);
    }

    private static byte[] zip(SortedMap<String, byte[]> files) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue());
                out.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
