package io.meshplay.load.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.load.rig.ServerProcess;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
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
    @Tag("rig")
    @DisplayName("[CRASH-9] over a store of the MongoDB protocol, which is killed too, the same holds")
    void survivesKillsOnMongo() {
        var seed = Long.getLong("seed", 4);
        var trial = new CrashTrial(new CrashPlan(seed, 3, 2, 20), _ -> {}, data -> Victim.mongo(data, seed));

        var report = trial.run();

        assertThat(report.findings()).isEmpty();
        assertThat(report.clean()).isTrue();
        assertThat(report.kills()).isEqualTo(3);
        assertThat(report.acknowledgedCollab() + report.acknowledgedDurable()).isPositive();
    }

    @Test
    @DisplayName("[CRASH-5] a store that forgets is found out: the rig is not blind")
    void seesALoss() {
        var trial = new CrashTrial(
                new CrashPlan(5, 1, 2), _ -> {}, data -> Victim.of(data, ServerProcess::start, CrashTrialTest::forget));

        var report = trial.run();

        assertThat(report.lost() + report.unloadable()).isPositive();
    }

    /**
     * Takes the newer half of every journal (of what no checkpoint holds) out of the database, as a disk that lied about
     * its flushes. Emptying the write-ahead log would not do: once it was moved into the database nothing is in it.
     */
    private static void forget(Path data) {
        try (var database = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("meshplay.db"));
                var statement = database.createStatement()) {
            statement.executeUpdate("UPDATE head SET sequence = max(sequence / 2, coalesce((SELECT sequence "
                    + "FROM checkpoint WHERE checkpoint.design_id = head.design_id), 0))");
            int forgotten = statement.executeUpdate("DELETE FROM entry WHERE sequence > "
                    + "(SELECT sequence FROM head WHERE head.design_id = entry.design_id)");
            assertThat(forgotten).as("entries forgotten").isPositive();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
