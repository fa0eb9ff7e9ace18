package io.meshplay.models.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trees of files: all of an archive or nothing. */
final class FileTreeTest {
    private static final byte[] CONTENT = "content".getBytes(UTF_8);

    @TempDir
    private Path directory;

    @Test
    @DisplayName("[ARCHIVE-8] one unsafe path refuses a tree, before and after files that are good")
    void refusesAllForOne() {
        for (String path : List.of("../x", "a//x", "a/./x", "c:x", "a\\x", "a:x", "/x", "z/../x", "a\nx")) {
            byte[] tar = TarWriter.tar(new TreeMap<>(Map.of("b", CONTENT, path, CONTENT)));

            assertThat(refusal(tar).why()).as(path).isEqualTo(Why.UNSAFE);
        }
        assertThat(refusal(TarWriter.tar(Map.of("a\nx", CONTENT))).reason())
                .isEqualTo("\"a?x\": Its path holds control characters.");
    }

    @Test
    @DisplayName("[ARCHIVE-2] a path that stands twice is handed out once, and refuses a tree; so does a file that is a"
            + " directory too")
    void refusesTwins() {
        byte[] twice = Arrays.copyOf(TarWriter.tar(Map.of("a", CONTENT)), 1_024 + 2_048);
        System.arraycopy(TarWriter.tar(Map.of("a", CONTENT)), 0, twice, 1_024, 2_048);
        var collected = new Collected();
        ArchiveReader.read("archive", new ByteArrayInputStream(twice), ArchiveLimits.DEFAULTS, collected);

        assertThat(collected.entries).containsOnly(Map.entry("a", "content"));
        assertThat(collected.refused).containsOnly(Map.entry("a", "Its path stands twice in the archive."));
        assertThat(refusal(twice).why()).isEqualTo(Why.UNSAFE);
        assertThat(refusal(TarWriter.tar(new TreeMap<>(Map.of("a", CONTENT, "a/b/c", CONTENT))))
                        .reason())
                .isEqualTo("\"a\" is a file and a directory.");
    }

    @Test
    @DisplayName("[ARCHIVE-6] what comes after the end of a tar counts for the checksum of its gzip")
    void checksWholeGzip() {
        byte[] damaged = TarWriter.gzip(TarWriter.tar(Map.of("a", CONTENT)));
        damaged[damaged.length - 6] ^= 1;

        assertThat(refusal(damaged).why()).isEqualTo(Why.DAMAGED);
        assertThat(refusal(TarWriter.gzip(CONTENT)).reason()).contains("There is no tar in it.");
    }

    @Test
    @DisplayName("[ARCHIVE-8] a tree that was written into a directory is read from there as it was")
    void writesAndReadsDirectories() throws IOException {
        FileTree tree = FileTree.of(
                TarWriter.tar(new TreeMap<>(Map.of("a/b", CONTENT, "a/c.yaml", CONTENT, "d", CONTENT))),
                ArchiveLimits.TREE);
        tree.mapped((path, _) -> path.getBytes(UTF_8)).writeTo(directory);
        Files.writeString(directory.resolve(".hidden"), "x");
        Files.writeString(directory.resolve(".helmignore"), "x");

        SortedMap<String, byte[]> files =
                FileTree.of(directory, ArchiveLimits.TREE).files();

        assertThat(files.keySet()).containsExactly(".helmignore", "a/b", "a/c.yaml", "d");
        assertThat(new String(files.getOrDefault("a/b", CONTENT), UTF_8)).isEqualTo("a/b");
        assertThat(tree.under("a").named(List.of("b"))).containsExactly("b");
        Files.createSymbolicLink(directory.resolve("link"), directory.resolve("d"));
        assertThatThrownBy(() -> FileTree.of(directory, ArchiveLimits.TREE))
                .hasMessage("\"link\" is a link, which is not followed.");
    }

    @Test
    @DisplayName("[ARCHIVE-9] a layout that carries one thing is read from memory; blobs that are others are refused")
    void readsOneLayer() throws IOException {
        byte[] layout = OciWriter.artifact("application/x", "a", new TreeMap<>(Map.of("f", CONTENT)));
        FileTree tree = FileTree.of(layout, ArchiveLimits.TREE);
        FileTree changed = tree.mapped((path, bytes) -> bytes.length > 1_000 ? Arrays.copyOf(bytes, 99) : bytes);
        FileTree empty = tree.mapped((path, bytes) -> path.equals("index.json") ? "{}".getBytes(UTF_8) : bytes);

        assertThat(OciTree.is(tree)).isTrue();
        assertThat(OciTree.is(tree.under("blobs"))).isFalse();
        assertThat(FileTree.of(OciTree.layer(tree), ArchiveLimits.TREE).files()).containsOnlyKeys("f");
        assertThatThrownBy(() -> OciTree.layer(changed)).hasMessageContaining("is not what its digest says");
        assertThatThrownBy(() -> OciTree.layer(empty)).hasMessage("The OCI layout names no manifest.");
    }

    private static ArchiveRefusedException refusal(byte[] archive) {
        try {
            throw new AssertionError(
                    FileTree.of(archive, ArchiveLimits.TREE).files().keySet() + " were taken");
        } catch (ArchiveRefusedException e) {
            return e;
        }
    }
}
