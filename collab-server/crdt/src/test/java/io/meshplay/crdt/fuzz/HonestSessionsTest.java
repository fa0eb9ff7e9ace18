package io.meshplay.crdt.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.crdt.Admission;
import io.meshplay.crdt.DecodeLimits;
import io.meshplay.crdt.Structure;
import io.meshplay.crdt.StructureLimits;
import io.meshplay.crdt.UpdateDecoder;
import io.meshplay.crdt.Verdict;
import io.meshplay.crdt.WorkBudget;
import io.meshplay.crdt.judge.Judge;
import io.meshplay.crdt.judge.Recorded;
import io.meshplay.crdt.lib0.MalformedException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What unmodified Yjs clients send is taken, whatever they did, in every session of several seeds. */
class HonestSessionsTest {
    private static final long SEED = Long.getLong("seed", 1L);
    private static final int SEEDS = Integer.getInteger("fuzz.sessions", 4);
    private static final int SHUFFLED = Integer.getInteger("fuzz.shuffled", 40);
    private static final Judge JUDGE = new Judge();

    @AfterAll
    static void dismiss() {
        JUDGE.close();
    }

    static Stream<Recorded> sessions() {
        return Stream.concat(Recorded.golden().stream(), Recorded.record("sessions", SEED, SEEDS).stream());
    }

    static List<Recorded> shuffled() {
        return Recorded.record("shuffled", SEED, SHUFFLED);
    }

    @ParameterizedTest
    @MethodSource("sessions")
    @DisplayName("[FUZZ-5] a session of stock Yjs is taken without a refusal")
    void takesAnHonestSession(Recorded session) throws MalformedException {
        try (Replay replay = new Replay(session)) {
            replay.run().requireSame(JUDGE);
            replay.requireKnownAgain();
        }
    }

    @ParameterizedTest
    @MethodSource("shuffled")
    @DisplayName("[FUZZ-6] concurrent edits converge in whatever order they arrive, doubled or not")
    void convergesInAnyOrder(Recorded session) throws MalformedException {
        try (Replay replay = new Replay(session)) {
            replay.run().requireSame(JUDGE);
            replay.requireKnownAgain();
        }
    }

    @ParameterizedTest
    @MethodSource("sessions")
    @DisplayName("[FUZZ-7] the whole state of a session loads into an empty structure")
    void loadsAState(Recorded session) throws MalformedException {
        Structure structure = new Structure(StructureLimits.DEFAULTS);

        Verdict verdict = structure.offer(
                UpdateDecoder.decode(session.state(), DecodeLimits.DEFAULTS),
                Admission.OF_OWN_STATE,
                WorkBudget.DEFAULT);

        assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
    }
}
