package io.meshplay.collab.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.collab.room.SimulatedRooms;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rooms in virtual time; {@code -Dsimulation.seeds=N} runs more of them. */
final class SimulationTest {
    private static final long SEEDS = Long.getLong("simulation.seeds", 2_000);
    // A run ends at its first finding: of most mutants within a few seeds, of a stale lease's past the two thousandth.
    private static final long MUTANT_SEEDS = 10_000;
    private static final int THREADS = 2;

    @TempDir
    private Path scratch = Path.of("");

    @Test
    @DisplayName(
            "[SIM-1] [SIM-2] [SIM-3] [SIM-4] over thousands of seeds no acknowledged edit is lost, no replica differs, "
                    + "no room fails to load, nothing is there twice, and all is saved in the end")
    void survivesTheSeeds() throws IOException, InterruptedException {
        Simulation simulation = new Simulation(Mutant.NONE, 3);

        Simulation.Report report = simulation.run(Long.getLong("seed", 1), SEEDS, THREADS, scratch, _ -> {});

        assertThat(report.findings()).isEmpty();
        assertThat(report.seeds()).isEqualTo(SEEDS);
        assertThat(report.acknowledged()).isGreaterThan(SEEDS);
        assertThat(report.kills()).isPositive();
    }

    @Test
    @DisplayName("[SIM-5] the same seed gives the same run")
    void repeats() {
        Simulation simulation = new Simulation(Mutant.NONE, 1);
        try (SimulatedRooms.Parts parts = new SimulatedRooms.Parts(scratch)) {
            for (long seed = 1; seed <= 20; seed++) {
                World.Outcome once = simulation.one(seed, parts, _ -> {});

                World.Outcome again = simulation.one(seed, parts, _ -> {});

                assertThat(again).as("seed " + seed).isEqualTo(once);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    @DisplayName("[SIM-6] a rule broken on purpose is found")
    void findsMutants(Mutant mutant) throws IOException, InterruptedException {
        Simulation simulation = new Simulation(mutant, 1);

        Simulation.Report report = simulation.run(1, MUTANT_SEEDS, THREADS, scratch, _ -> {});

        assertThat(report.findings()).isNotEmpty();
    }
}
