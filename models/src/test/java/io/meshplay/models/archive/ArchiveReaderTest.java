package io.meshplay.models.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Archives that people have, and those that somebody made to harm. */
final class ArchiveReaderTest {
    private static final ArchiveLimits SMALL = new ArchiveLimits(100, 1 << 20, 8 << 20, 50, 1 << 20, 2, 8, 512);

    @Test
    @DisplayName("[ARCHIVE-1] tar, tar.gz and zip are told apart by their bytes and hand out the same files")
    void readsTarGzipAndZipAlike() throws IOException {
        Map<String, String> files = Map.of("a/model.json", "{}", "a/ü/" + "long".repeat(40) + ".json", "[1]");

        for (byte[] archive : List.of(tar(files), gzip(tar(files)), zip(files))) {
            Collected collected = read(archive, SMALL);

            assertThat(collected.entries).isEqualTo(files);
            assertThat(collected.refused).isEmpty();
        }
    }

    @Test
    @DisplayName("[ARCHIVE-2] what would leave the archive is refused by name, and its neighbours are taken")
    void refusesPathsThatLeave() throws IOException {
        Map<String, String> files = Map.of(
                "../../etc/passwd",
                "x",
                "/etc/passwd",
                "x",
                "C:\\x",
                "x",
                "a/..\\..\\b",
                "x",
                "a//b",
                "x",
                "a/./b",
                "x",
                "./good/file",
                "y");

        for (byte[] archive : List.of(tar(files), zip(files))) {
            Collected collected = read(archive, SMALL);

            assertThat(collected.entries).containsExactly(Map.entry("good/file", "y"));
            assertThat(collected.refused).hasSize(6);
        }
    }

    @Test
    @DisplayName("[ARCHIVE-3] links and devices are refused, never followed")
    void refusesLinks() throws IOException {
        byte[] tar = tar(Map.of("link", "content"));
        for (char type : new char[] {'1', '2', '3', '4', '6'}) {
            Collected collected = read(retyped(tar, type), SMALL);

            assertThat(collected.entries).isEmpty();
            assertThat(collected.refused).containsEntry("link", "It is a link or a device, not a file.");
        }
    }

    @Test
    @DisplayName("[ARCHIVE-4] a bomb ends its archive before it fills the memory")
    void refusesBombs() throws IOException {
        byte[] zeros = new byte[64 << 20];

        assertThat(read(gzip(zeros), SMALL).refused.values())
                .singleElement()
                .asString()
                .contains("larger than");
        assertThat(read(zip(Map.of("a", new String(zeros, UTF_8))), SMALL)
                        .refused
                        .values())
                .anyMatch(reason -> reason.contains("inflates"));
        assertThat(read(gzip(tar(Map.of("a", new String(zeros, UTF_8), "b", "x"))), SMALL)
                        .refused
                        .values())
                .anyMatch(reason -> reason.contains("inflates"));
    }

    @Test
    @DisplayName("[ARCHIVE-4] archives in archives count as one, so that many small bombs are one too")
    void countsNestedArchivesTogether() throws IOException {
        Map<String, byte[]> bombs = new TreeMap<>();
        for (int i = 0; i < 40; i++) {
            bombs.put("bomb" + i + ".gz", gzip(new byte[1 << 20]));
        }

        Collected collected = read(zipBytes(bombs), SMALL);

        assertThat(collected.entries).hasSizeLessThan(5);
        assertThat(collected.refused.values()).anyMatch(reason -> reason.contains("a bomb"));
    }

    @Test
    @DisplayName("[ARCHIVE-5] nesting, entries, sizes and depth have their limits")
    void refusesWhatIsBeyondTheLimits() throws IOException {
        byte[] nested = tar(Map.of("deep.json", "{}"));
        for (int i = 0; i < 4; i++) {
            nested = zipBytes(Map.of("inner", nested));
        }
        Map<String, String> many = new TreeMap<>();
        for (int i = 0; i < 101; i++) {
            many.put("f" + i, "");
        }

        assertThat(read(nested, SMALL).refused.values()).contains("It is an archive inside 2 archives.");
        assertThat(read(tar(many), SMALL).refused.values()).contains("It holds more than 100 entries.");
        assertThat(read(tar(Map.of("x/".repeat(8) + "f", "")), SMALL).refused.values())
                .contains("Its path is deeper than 8.");
        assertThat(read(tar(Map.of("big", "x".repeat((1 << 20) + 1), "next", "y")), SMALL).entries)
                .containsExactly(Map.entry("next", "y"));
    }

    @Test
    @DisplayName("[ARCHIVE-6] a damaged archive gives what stands before the damage, and says what it is")
    void survivesDamage() throws IOException {
        byte[] whole = tar(Map.of("a.json", "{\"a\":1}", "b.json", "{\"b\":2}"));
        for (byte[] archive : List.of(whole, gzip(whole), zip(Map.of("a.json", "{\"a\":1}", "b.json", "{}")))) {
            for (long seed = 0; seed < 500; seed++) {
                var random = new SplittableRandom(seed);
                byte[] damaged = Arrays.copyOf(archive, 1 + random.nextInt(archive.length));
                for (int i = random.nextInt(4); i > 0; i--) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
                }

                Collected collected = read(damaged, SMALL);

                assertThat(collected.entries.size() + collected.refused.size())
                        .as("seed %d", seed)
                        .isBetween(0, 20);
            }
        }
        assertThat(read("no archive".getBytes(UTF_8), SMALL).refused).containsValue("It is no tar, gzip or zip.");
    }

    private static Collected read(byte[] archive, ArchiveLimits limits) {
        var collected = new Collected();
        ArchiveReader.read("archive", new ByteArrayInputStream(archive), limits, collected);
        return collected;
    }

    private static byte[] tar(Map<String, String> files) {
        Map<String, byte[]> bytes = new TreeMap<>();
        files.forEach((path, content) -> bytes.put(path, content.getBytes(UTF_8)));
        return TarWriter.tar(bytes);
    }

    /** The same tar with another type in its first header, and the checksum to it. */
    private static byte[] retyped(byte[] tar, char type) {
        byte[] changed = tar.clone();
        changed[156] = (byte) type;
        Arrays.fill(changed, 148, 156, (byte) ' ');
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += changed[i] & 0xff;
        }
        byte[] digits = "%06o\0 ".formatted(sum).getBytes(UTF_8);
        System.arraycopy(digits, 0, changed, 148, 8);
        return changed;
    }

    private static byte[] gzip(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] zip(Map<String, String> files) throws IOException {
        Map<String, byte[]> bytes = new TreeMap<>();
        files.forEach((path, content) -> bytes.put(path, content.getBytes(UTF_8)));
        return zipBytes(bytes);
    }

    private static byte[] zipBytes(Map<String, byte[]> files) throws IOException {
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
