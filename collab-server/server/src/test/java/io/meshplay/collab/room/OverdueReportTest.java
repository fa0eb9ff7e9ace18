package io.meshplay.collab.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.collab.testing.Limits;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a call that did not come back. */
final class OverdueReportTest {
    private static final Instant WHEN = Instant.parse("2026-03-04T05:06:07.008Z");
    private static final byte[] FIRST = {1, 2, 3};
    private static final byte[] SECOND = {4, 5};

    @TempDir
    private Path data = Path.of("");

    private Path written(NativeLimits limits, Instant when) throws IOException {
        return report(limits, when)
                .write(
                        new NativeCall(
                                NativeTask.APPLY, "design-é", 7, 8, List.of(FIRST, SECOND), 0, Thread.currentThread()),
                        30_000)
                .orElseThrow();
    }

    private OverdueReport report(NativeLimits limits, Instant when) {
        return new OverdueReport(data, limits, Clock.fixed(when, ZoneOffset.UTC));
    }

    private static JsonObject read(Path file) throws IOException {
        return new JsonObject(Buffer.buffer(Files.readAllBytes(file)));
    }

    @Test
    @DisplayName("[OPS-24] a report says what was done of which design, where, and keeps what native code read")
    void saysWhatItWas() throws IOException {
        Path file = written(NativeLimits.DEFAULTS, WHEN);

        assertThat(file.getFileName()).hasToString("native-overdue-2026-03-04T050607.008Z.json");
        JsonObject report = read(file);
        assertThat(report.getJsonArray("stack").encode()).contains("OverdueReportTest");
        report.remove("stack");
        assertThat(report)
                .isEqualTo(new JsonObject()
                        .put("task", "apply")
                        .put("designId", "design-é")
                        .put("fromSequence", 7)
                        .put("toSequence", 8)
                        .put("millis", 30_000)
                        .put("inputFile", "native-overdue-2026-03-04T050607.008Z.input")
                        .put("inputArrays", 2)
                        .put("inputBytes", 5)
                        .put("inputWhole", true));
        assertThat(data.resolve(report.getString("inputFile")))
                .hasBinaryContent(new byte[] {0, 0, 0, 3, 1, 2, 3, 0, 0, 0, 2, 4, 5});
    }

    @Test
    @DisplayName("[OPS-24] both files are their owner's alone to read")
    void isItsOwners() throws IOException {
        written(NativeLimits.DEFAULTS, WHEN);

        try (var files = Files.list(data)) {
            assertThat(files.toList())
                    .hasSize(2)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    @DisplayName(
            "[OPS-24] reportBytesMax bytes of the input are kept; of an input of one byte more the last is left out")
    void limitsTheInput() throws IOException {
        JsonObject whole = read(written(Limits.with(NativeLimits.DEFAULTS, "reportBytesMax", 5), WHEN));
        JsonObject cut = read(written(Limits.with(NativeLimits.DEFAULTS, "reportBytesMax", 4), WHEN.plusSeconds(1)));

        assertThat(whole.getBoolean("inputWhole")).isTrue();
        assertThat(cut.getBoolean("inputWhole")).isFalse();
        assertThat(data.resolve(cut.getString("inputFile")))
                .hasBinaryContent(new byte[] {0, 0, 0, 3, 1, 2, 3, 0, 0, 0, 2, 4});
    }

    @Test
    @DisplayName(
            "[OPS-24] reportsMax reports are written, one more is not: a process that ends again and again fills no disk")
    void limitsReports() throws IOException {
        NativeLimits two = Limits.with(NativeLimits.DEFAULTS, "reportsMax", 2);
        NativeCall call = new NativeCall(NativeTask.APPLY, "design", 7, 8, List.of(), 0, Thread.currentThread());

        for (int second = 0; second < 2; second++) {
            assertThat(report(two, WHEN.plusSeconds(second)).write(call, 1)).isPresent();
        }

        assertThat(report(two, WHEN.plusSeconds(2)).write(call, 1)).isEmpty();
    }
}
