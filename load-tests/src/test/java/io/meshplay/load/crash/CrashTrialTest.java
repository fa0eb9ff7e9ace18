package io.meshplay.load.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.load.rig.ServerProcess;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CrashTrialTest {
    @Test
    @DisplayName("[CRASH-1] [CRASH-2] [CRASH-3] [CRASH-4] twenty kills lose no acknowledged edit, divide no replicas, "
            + "spoil no room and refuse nobody")
    void survivesTwentyKills() {
        var trial = new CrashTrial(new CrashPlan(Long.getLong("seed", 20), 20, 3), _ -> {});

        var report = trial.run();

        assertThat(report.findings()).isEmpty();
        assertThat(report.clean()).isTrue();
        assertThat(report.kills()).isEqualTo(20);
        assertThat(report.acknowledgedCollab()).as("acknowledged on /collab").isPositive();
        assertThat(report.acknowledgedDurable())
                .as("acknowledged on /sync?durable=1")
                .isPositive();
    }

    @Test
    @DisplayName("[CRASH-5] a store that forgets is found out: the rig is not blind")
    void seesALoss() {
        var trial = new CrashTrial(
                new CrashPlan(5, 1, 2), _ -> {}, data -> Victim.of(data, ServerProcess::start, CrashTrialTest::forget));

        var report = trial.run();

        assertThat(report.lost() + report.unloadable()).isPositive();
    }

    /** Empties the database's write-ahead log, as a disk that lied about its flushes. */
    private static void forget(Path data) {
        try (var files = Files.walk(data)) {
            for (var log :
                    files.filter(file -> file.toString().endsWith("-wal")).toList()) {
                try (var file = new RandomAccessFile(log.toFile(), "rw")) {
                    file.setLength(0);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
