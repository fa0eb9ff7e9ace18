package io.meshplay.models.convert;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.meshplay.models.archive.TarWriter;
import io.meshplay.models.convert.child.ChildLimits;
import io.meshplay.models.convert.child.ChildProcess;
import io.meshplay.models.convert.report.ImportLimits;
import io.meshplay.models.convert.report.ImportRefusal;
import io.meshplay.models.convert.report.ImportRefusal.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileFilesTest {
    private static final String CHART = "apiVersion: v2\nname: demo\nversion: 0.1.0\n";

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"../x.yaml", "/etc/x.yaml", "a/../../x.yaml", "a//x.yaml", "c:x.yaml", "a\\x.yaml"})
    @DisplayName("[FORMAT-9] a path that leaves the archive refuses it, in tar and in zip")
    void refusesPaths(String path) throws IOException {
        byte[] content = CHART.getBytes(UTF_8);

        assertThat(refused(TarWriter.tar(Map.of(path, content))).kind()).isEqualTo(Kind.UNSAFE_ARCHIVE);
        assertThat(refused(TarWriter.gzip(TarWriter.tar(Map.of(path, content)))).kind())
                .isEqualTo(Kind.UNSAFE_ARCHIVE);
        assertThat(refused(zip(Map.of(path, content))).kind()).isEqualTo(Kind.UNSAFE_ARCHIVE);
    }

    @Test
    @DisplayName("[FORMAT-9] links and names that stand twice refuse an archive")
    void refusesLinks() {
        byte[] link = TarWriter.tar(Map.of("demo/Chart.yaml", CHART.getBytes(UTF_8)));
        link[156] = '2';
        checksum(link, 0);
        byte[] one = TarWriter.tar(Map.of("demo/Chart.yaml", CHART.getBytes(UTF_8)));
        byte[] twice = new byte[2048 + one.length];
        System.arraycopy(one, 0, twice, 0, 1024);
        System.arraycopy(one, 0, twice, 1024, one.length);

        assertThat(refused(link).kind()).isEqualTo(Kind.UNSAFE_ARCHIVE);
        assertThat(refused(twice).kind()).isEqualTo(Kind.UNSAFE_ARCHIVE);
    }

    @Test
    @DisplayName("[FORMAT-10] what unpacks to more than the limits is refused before it is unpacked")
    void refusesBombs() throws IOException {
        byte[] large = new byte[9 << 20];
        byte[] bomb = TarWriter.gzip(new byte[200 << 20]);
        Map<String, byte[]> many = new LinkedHashMap<>();
        for (int i = 0; i < 4_001; i++) {
            many.put("a/" + i, new byte[0]);
        }

        assertThat(refused(TarWriter.gzip(TarWriter.tar(Map.of("a", large)))).kind())
                .isEqualTo(Kind.TOO_LARGE);
        assertThat(refused(zip(Map.of("a", large))).kind()).isEqualTo(Kind.TOO_LARGE);
        assertThat(bomb.length).isLessThan(300_000);
        assertThat(refused(bomb).kind()).isEqualTo(Kind.TOO_LARGE);
        assertThat(refused(TarWriter.tar(many)).kind()).isEqualTo(Kind.TOO_LARGE);
        assertThat(refused(TarWriter.tar(Map.of("a", new byte[8 << 20], "b", new byte[8 << 20])))
                        .kind())
                .isEqualTo(Kind.TOO_LARGE);
    }

    @Test
    @DisplayName("[FORMAT-11] a damaged archive is refused, never an exception")
    void survivesDamage() {
        byte[] good = TarWriter.tar(Map.of("demo.yaml", "a: 1\n".getBytes(UTF_8)));
        var random = new SplittableRandom(7);
        for (int i = 0; i < 500; i++) {
            byte[] bad = good.clone();
            for (int hits = 0; hits < 4; hits++) {
                bad[random.nextInt(600)] = (byte) random.nextInt(256);
            }
            byte[] packed = TarWriter.gzip(bad);
            packed[10 + random.nextInt(packed.length - 10)] ^= (byte) (i % 2 == 0 ? 0 : 1 << random.nextInt(8));

            assertThat(Files.read(bad, "")).isInstanceOf(ImportResult.Refused.class);
            assertThat(Files.read(packed, "")).isInstanceOf(ImportResult.Refused.class);
        }
    }

    @Test
    @DisplayName("[FORMAT-12] a chart that Helm refuses is refused with what Helm says")
    void refusesBrokenCharts() {
        ImportRefusal refusal = refused(chart("a: {{ fail \"no good\" }}\n"));

        assertThat(refusal.kind()).isEqualTo(Kind.RENDER_FAILED);
        assertThat(refusal.message()).contains("no good").doesNotContain("meshplay-child");
    }

    @Test
    @DisplayName(
            "[FORMAT-12] a chart that looks into a cluster finds nothing, and asks nobody; hooks and notes are not read")
    void findsNoCluster() {
        byte[] chart = TarWriter.gzip(TarWriter.tar(Map.of(
                "demo/Chart.yaml",
                CHART.getBytes(UTF_8),
                "demo/templates/NOTES.txt",
                "{{ .Chart.Name }}: [\n".getBytes(UTF_8),
                "demo/templates/hook.yaml",
                "apiVersion: v1\nkind: Pod\nmetadata:\n  name: hook\n  annotations: {helm.sh/hook: pre-install}\n"
                        .getBytes(UTF_8),
                "demo/templates/x.yaml",
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: a, namespace: "{{ .Release.Namespace }}"}
                data: {found: "{{ len (lookup "v1" "Secret" "a" "b") }}{{ "b" | lookup "v1" "Secret" "a" | empty }}"}
                """.getBytes(UTF_8))));

        var read = Files.imported(Files.read(chart, ""));

        assertThat(read.report().partial()).isFalse();
        assertThat(read.design().components()).hasSize(1);
        assertThat(read.design().components().getFirst().configuration().entries())
                .containsEntry("/data/found", io.meshplay.models.design.Json.of("0true"))
                .containsEntry("/metadata/namespace", io.meshplay.models.design.Json.of("default"));
    }

    @Test
    @DisplayName("[FORMAT-13] a chart that loops or grows ends its child and no more: time, memory, output")
    void endsHostileCharts(@TempDir Path none) {
        String loop = "{{- range $i := until 100000000 }}{{- range $j := until 100000000 }}{{- end }}{{- end }}";
        String memory =
                "{{- $x := \"xxxxxxxxxxxxxxxx\" }}{{- range $i := until 40 }}{{- $x = printf \"%s%s\" $x $x }}{{- end }}{{ $x }}";
        var limits = new ChildLimits(Duration.ofSeconds(8), 6, 3L << 30, 64L << 20, 1 << 20);

        for (String template : new String[] {loop, memory, "{{ repeat 3000000 \"x\" }}", "{{ include \"a\" . }}"}) {
            var result = new DesignImporter(new SplittableRandom(1), ImportLimits.DEFAULTS, limits)
                    .read(chart(template), "chart.tgz");

            assertThat(Files.refused(result).kind()).as(template + result).isIn(Kind.RENDER_LIMIT, Kind.RENDER_FAILED);
        }
    }

    @Test
    @DisplayName(
            "[FORMAT-14] a child has an empty environment, no network where the system can, and leaves no file behind")
    void isolatesChildren() throws IOException {
        long before = left();
        var child = new ChildProcess(ChildLimits.DEFAULTS);
        var outcome = child.run(
                directory -> java.nio.file.Files.writeString(directory.resolve("x"), "1"),
                _ -> {},
                java.util.List.of("/bin/sh", "-c", "env; ls; cat /proc/net/dev"));

        String out = new String(outcome.out(), UTF_8);
        assertThat(out).doesNotContain("HOME=").doesNotContain("PATH=/").contains("x");
        if (ChildProcess.withoutNetwork()) {
            assertThat(out.lines().filter(line -> line.contains(":")).map(String::strip))
                    .allMatch(line -> line.startsWith("lo:"));
        }
        assertThat(left()).isEqualTo(before);
    }

    @Test
    @DisplayName("[FORMAT-13] a chart that never ends is ended at its time, and leaves no process behind")
    void endsAnEndlessChart() {
        String range = "{{- range until 30000 }}";
        String endless = range.repeat(4) + "{{- end }}".repeat(4);
        var limits = new ChildLimits(Duration.ofSeconds(4), 30, 4L << 30, 128L << 20, 1 << 20);
        long start = System.nanoTime();

        ImportRefusal refusal = Files.refused(
                new DesignImporter(new SplittableRandom(1), ImportLimits.DEFAULTS, limits).read(chart(endless), ""));

        assertThat(refusal.kind()).isEqualTo(Kind.RENDER_LIMIT);
        assertThat(refusal.message()).isEqualTo("Rendering took longer than 4 seconds.");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(14));
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    @Test
    @DisplayName("[FORMAT-13] an archive that is in a chart is a bomb for the child only")
    void endsAChartWithABombInside() {
        byte[] bomb = TarWriter.gzip(TarWriter.tar(Map.of("big/Chart.yaml", new byte[200 << 20])));
        Map<String, byte[]> files = Map.of("demo/Chart.yaml", CHART.getBytes(UTF_8), "demo/charts/big.tgz", bomb);

        ImportRefusal refusal = refused(TarWriter.gzip(TarWriter.tar(files)));

        assertThat(refusal.kind()).as(refusal.message()).isIn(Kind.RENDER_LIMIT, Kind.RENDER_FAILED);
    }

    @Test
    @DisplayName(
            "[FORMAT-10] an archive of more than ImportLimits.bytesMax is refused before it is unpacked, from memory and disk")
    void refusesHugeArchives(@TempDir Path directory) throws IOException {
        byte[] noise = new byte[13 << 20];
        new SplittableRandom(1).nextBytes(noise);
        byte[] chart =
                TarWriter.gzip(TarWriter.tar(Map.of("demo/Chart.yaml", CHART.getBytes(UTF_8), "demo/noise", noise)));
        Path file = java.nio.file.Files.write(directory.resolve("demo.tgz"), chart);

        assertThat(refused(chart).message()).contains("more than " + ImportLimits.DEFAULTS.bytesMax());
        assertThat(Files.refused(new DesignImporter(new SplittableRandom(1)).read(file))
                        .kind())
                .isEqualTo(Kind.TOO_LARGE);
    }

    @Test
    @DisplayName("[FORMAT-10] a device without an end is read to the limit")
    void readsDevices() throws IOException {
        assumeTrue(java.nio.file.Files.exists(Path.of("/dev/zero")), "no such device");

        assertThat(Files.refused(new DesignImporter(new SplittableRandom(1)).read(Path.of("/dev/zero")))
                        .kind())
                .isEqualTo(Kind.TOO_LARGE);
    }

    @Test
    @DisplayName("[FORMAT-9] a link in a directory is refused by name, and what Helm is told to ignore is ignored")
    void refusesLinksInDirectories(@TempDir Path directory) throws IOException {
        Path templates = java.nio.file.Files.createDirectories(directory.resolve("demo/templates"));
        java.nio.file.Files.writeString(directory.resolve("demo/Chart.yaml"), CHART);
        java.nio.file.Files.writeString(directory.resolve("demo/.helmignore"), "templates/bad.yaml\n");
        java.nio.file.Files.writeString(templates.resolve("bad.yaml"), "{{ fail \"bad\" }}\n");
        java.nio.file.Files.writeString(
                templates.resolve("good.yaml"), "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n");
        var importer = new DesignImporter(new SplittableRandom(1));

        var read = Files.imported(importer.read(directory.resolve("demo")));
        java.nio.file.Files.createSymbolicLink(templates.resolve("link.yaml"), Path.of("/etc/passwd"));
        ImportRefusal refusal = Files.refused(importer.read(directory.resolve("demo")));

        assertThat(read.report().components()).isEqualTo(1);
        assertThat(refusal.kind()).isEqualTo(Kind.UNSAFE_ARCHIVE);
        assertThat(refusal.message()).contains("templates/link.yaml");
    }

    private static long left() throws IOException {
        try (Stream<Path> files = java.nio.file.Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("meshplay-child-"))
                    .count();
        }
    }

    private static byte[] chart(String template) {
        return TarWriter.gzip(TarWriter.tar(Map.of(
                "demo/Chart.yaml",
                CHART.getBytes(UTF_8),
                "demo/templates/_a.tpl",
                "{{ define \"a\" }}{{ include \"a\" . }}{{ end }}".getBytes(UTF_8),
                "demo/templates/x.yaml",
                template.getBytes(UTF_8))));
    }

    private static void checksum(byte[] tar, int at) {
        java.util.Arrays.fill(tar, at + 148, at + 156, (byte) ' ');
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += tar[at + i] & 0xff;
        }
        byte[] digits = "%06o\0 ".formatted(sum).getBytes(UTF_8);
        System.arraycopy(digits, 0, tar, at + 148, digits.length);
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        return out.toByteArray();
    }

    private static ImportRefusal refused(byte[] file) {
        return Files.refused(Files.read(file, ""));
    }
}
