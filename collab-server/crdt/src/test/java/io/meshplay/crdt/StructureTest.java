package io.meshplay.crdt;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.crdt.lib0.MalformedException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StructureTest {
    private final Offering document = new Offering();

    @Test
    @DisplayName("[GATE-10] an update that is taken whole keeps its bytes; the same update again is known")
    void takesAndKnows() {
        assertThat(taken(Golden.MAP_SET)).isEqualTo(Golden.MAP_SET);
        assertThat(taken(Golden.MAP_SET_AGAIN)).isEqualTo(Golden.MAP_SET_AGAIN);

        assertThat(document.offer(Golden.MAP_SET)).isInstanceOf(Verdict.Known.class);
        assertThat(document.offer(Golden.MAP_SET_AGAIN)).isInstanceOf(Verdict.Known.class);
        assertThat(document.dump()).contains("components.c1: 1:0- 1:1");
    }

    @Test
    @DisplayName("[GATE-11] known clocks are trimmed, however the runs are split")
    void trimsWhatIsKnown() {
        document.offer(Golden.TYPED_1);
        document.offer(Golden.TYPED_2);

        assertThat(document.offer(Golden.TYPED_ALL)).isInstanceOf(Verdict.Known.class);
        assertThat(taken(Golden.TYPED_ALL_AND_MORE)).isEqualTo("01010105840104012100");
    }

    @Test
    @DisplayName("[GATE-11] the elements of an array are trimmed one by one")
    void trimsArrays() {
        document.offer(Golden.ARRAY);

        assertThat(taken(Golden.ARRAY_ALL)).isEqualTo("01010104880103027d057d0600");
    }

    @Test
    @DisplayName("[GATE-11] deleted or collected content on either side is trimmed without comparing")
    void trimsWhatIsDeleted() {
        document.offer(Golden.ARRAY);
        document.offer(Golden.ARRAY_DELETE);

        assertThat(document.offer(Golden.ARRAY)).isInstanceOf(Verdict.Known.class);
        assertThat(document.offer("01010100000400")).isInstanceOf(Verdict.Known.class);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("[GATE-12] other live content under a known clock is clientIdReused")
    @CsvSource({
        "other text, 01010100 04 010174 026861 00",
        "another root, 01010100 04 010175 026865 00",
        "a key, 01010100 24 010174 0161 026865 00",
        "an array, 01010100 08 010174 02 7e7e 00",
        "another right origin, 01010100 44 0900 026865 00",
        "another origin, 01010100 84 0900 026865 00",
    })
    void refusesOtherContent(String name, String hex) {
        document.offer(Golden.TYPED_1);
        String before = document.dump();

        assertThat(Offering.code(document.offer(hex))).as(name).isEqualTo("clientIdReused");
        assertThat(document.dump()).isEqualTo(before);
    }

    @Test
    @DisplayName("[GATE-12] the refusal names the client and the clock that differs")
    void namesTheClock() {
        document.offer(Golden.TYPED_1);

        assertThat(document.offer("010101000401017402686100"))
                .isEqualTo(new Verdict.Refused(new Refusal.ClientIdReused(1, 0)));
    }

    @Test
    @DisplayName("[GATE-13] an edit inside what another deleted is taken and becomes GC")
    void turnsEditsInsideDeletedTypesIntoGc() {
        document.offer(Golden.COMPONENT);
        document.offer(Golden.COMPONENT_DELETED);

        Verdict edit = document.offer(Golden.EDIT_INSIDE);
        assertThat(hex(edit)).isEqualTo("01010200000100");
        assertThat(update(edit).touched()).containsExactly(new Touched("components", "c1"));
        assertThat(taken(Golden.SET_INSIDE)).isEqualTo("01010201000100");
    }

    @Test
    @DisplayName("[GATE-14] half of a pair of surrogates can be deleted; either form of the pair is known afterwards")
    void splitsSurrogatesAsYjsDoes() {
        document.offer(Golden.PAIR);
        assertThat(taken(Golden.PAIR_HALF_DELETED)).isEqualTo(Golden.PAIR_HALF_DELETED);

        assertThat(document.offer(Golden.PAIR)).isInstanceOf(Verdict.Known.class);
        assertThat(document.offer(Golden.PAIR_STATE)).isInstanceOf(Verdict.Known.class);
    }

    @Test
    @DisplayName("[GATE-15] what stands before a Skip is taken, the Skip is not forwarded, nothing is parked")
    void stopsAtASkip() {
        Verdict.Gap gap = (Verdict.Gap) document.offer(Golden.GAP_MERGED);

        assertThat(gap.missing()).isEqualTo("clock 1:1");
        assertThat(hex(gap)).isEqualTo(Golden.FIRST);
        assertThat(document.offer(Golden.THIRD)).isInstanceOf(Verdict.Gap.class);
        assertThat(taken(Golden.SECOND)).isEqualTo(Golden.SECOND);
        assertThat(taken(Golden.GAP_MERGED)).isEqualTo(Golden.THIRD);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName(
            "[GATE-16] an unknown clock, origin, right origin, parent or deleted clock is a gap and changes nothing")
    @CsvSource({
        "clock, 01010105840104012100",
        "origin, 01010200840900012100",
        "right origin, 01010200440900012100",
        "parent, 0101020004000900012100",
        "deleted clock, 00016f0100ffffffff07",
    })
    void answersAGap(String name, String hex) {
        document.offer(Golden.FIRST);
        String before = document.dump();

        Verdict verdict = document.offer(hex);

        assertThat(verdict).as(name).isInstanceOf(Verdict.Gap.class);
        assertThat(((Verdict.Gap) verdict).taken()).isNull();
        assertThat(((Verdict.Gap) verdict).missing()).startsWith(name);
        assertThat(document.dump()).isEqualTo(before);
    }

    @Test
    @DisplayName("[GATE-17] before a gap structs are taken and nothing is deleted, known ranges neither")
    void deletesNothingBeforeAGap() {
        document.offer(Golden.TYPED_1);

        Verdict verdict = document.offer("01010200 04 010174 0121 01 01 01 00ffffffff07");

        assertThat(hex(verdict)).isEqualTo("010102000401017401" + "2100");
        assertThat(((Verdict.Gap) verdict).missing()).isEqualTo("deleted clock 1:2");
        assertThat(document.dump()).contains("1 to 2: live 2");
    }

    @Test
    @DisplayName("[GATE-18] sections are taken in any order; a cycle between them is a gap")
    void resolvesAcrossSections() {
        String second = "0102008401000162";
        String third = "0101008402000163";
        assertThat(new Offering().offer("02" + second + "01010004010174016100")).isInstanceOf(Verdict.Accepted.class);
        assertThat(document.offer("02" + second + third + "00")).isInstanceOf(Verdict.Gap.class);
        assertThat(document.structure.clientCount()).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("[GATE-19] what no Yjs document can hold is refused and changes nothing")
    @CsvSource({
        "a parent that is no type, 01010200 04 000100 0121 00",
        "origins of different parents, 01010200 c4 0100 0500 0121 00",
        "a right origin before the origin in one run, 01010200 c4 0102 0101 0121 00",
        "a right origin that is the first of all and the origin, 01010200 c4 0100 0100 0121 00",
        "a right origin that is the origin, 01010200 c4 0101 0101 0121 00",
        "a struct that builds on itself, 01010200 84 0200 0121 00",
        "a text under a key, 01010200 24 010175 0161 0162 00",
        "origins that nobody has seen together, 01010200 44 0501 0121 00",
        "a key in an array, 01010200 28 000300 0161 017e 00",
        "no key in a map, 01010200 08 000301 017e 00",
    })
    void refusesBadStructure(String name, String hex) {
        document.offer("01010100 04 010174 03616263 00");
        document.offer("01020300 07 010179 00 07 010179 01 00");
        document.offer("01010500 04 010175 0161 00");
        document.offer("01010501 84 0100 0178 00");
        String before = document.dump();

        assertThat(Offering.code(document.offer(hex))).as(name).isEqualTo("badStructure");
        assertThat(document.dump()).isEqualTo(before);
    }

    @Test
    @DisplayName("[GATE-20] attributes of texts and elements and deleted runs under a key are taken")
    void takesKeysWhereYjsWritesThem() {
        assertThat(taken(Golden.ATTRIBUTES)).isEqualTo(Golden.ATTRIBUTES);
        assertThat(taken(Golden.KEY_RUN
                        .replace("01020100", "01020700")
                        .replace("a80103", "a80703")
                        .replace("0101010004", "0107010004")))
                .isNotEmpty();
    }

    @Test
    @DisplayName("[GATE-21] concurrent inserts stand in the order that yjs finds, whichever came first")
    void ordersConcurrentInserts() {
        document.offer(Golden.CONCURRENT_A);
        document.offer(Golden.CONCURRENT_B);
        Offering other = new Offering();
        other.offer(Golden.CONCURRENT_B);
        other.offer(Golden.CONCURRENT_A);

        assertThat(document.dump()).isEqualTo(other.dump()).contains("t: 1:0 2:0");
    }

    @Test
    @DisplayName("[GATE-22] structs of a live owner's client id are a gap; those of an absent owner are taken")
    void asksTheOwner() {
        byte[] update = Offering.hex(Golden.FIRST);
        assertThat(document.offer(update, Offering.standing(Admission.Standing.OWNER_LIVE), WorkBudget.DEFAULT))
                .isInstanceOf(Verdict.Gap.class);
        assertThat(document.offer(update, Offering.standing(Admission.Standing.RELAY), WorkBudget.DEFAULT))
                .isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    @DisplayName(
            "[GATE-23] the roots and top-level keys of inserts and deletes are named and asked about; no leaves all as it was")
    void namesWhatIsTouched() {
        document.offer(Golden.COMPONENT);
        document.offer("01010300 04 010174 026865 00");
        String before = document.dump();
        Set<Touched> places = Set.of(new Touched("components", "c1"), new Touched("t", null));
        byte[] update = Offering.hex("01010200 84 0103 0121 01 03 01 0001");

        Verdict refused = document.offer(update, new Forbidding(places), WorkBudget.DEFAULT);

        assertThat(Offering.code(refused)).isEqualTo("forbidden");
        assertThat(document.dump()).isEqualTo(before);
        assertThat(update(document.offer(update)).touched()).isEqualTo(places);
    }

    @Test
    @DisplayName(
            "[GATE-35] who may write nothing is refused at the first new thing, before work is done for it; what is known is known")
    void refusesReadersAtOnce() {
        document.offer("01010300 04 010174 026865 00");
        String before = document.dump();
        WorkBudget small = new WorkBudget(3);

        assertThat(Offering.code(document.offer(Offering.hex("01010200 84 0102 0121 00"), new Reading(), small)))
                .isEqualTo("forbidden");
        assertThat(Offering.code(document.offer(Offering.hex("0001 03 01 0001"), new Reading(), small)))
                .isEqualTo("forbidden");
        assertThat(document.dump()).isEqualTo(before);
        assertThat(document.offer(Offering.hex("01010300 04 010174 026865 00"), new Reading(), WorkBudget.DEFAULT))
                .isInstanceOf(Verdict.Known.class);
    }

    private static final class Reading implements Admission {
        @Override
        public Standing standing(long clientId) {
            return Standing.OWN;
        }

        @Override
        public boolean mayWrite() {
            return false;
        }

        @Override
        public boolean mayTouch(Set<Touched> touched) {
            return false;
        }
    }

    private record Forbidding(Set<Touched> places) implements Admission {
        @Override
        public Standing standing(long clientId) {
            return Standing.OWN;
        }

        @Override
        public boolean mayTouch(Set<Touched> touched) {
            return !touched.equals(places);
        }
    }

    @Test
    @DisplayName("[GATE-24] accepted updates merge into one update; a hole in the list becomes a Skip")
    void merges() {
        List<AcceptedUpdate> all = List.of(
                update(document.offer(Golden.FIRST)),
                update(document.offer(Golden.SECOND)),
                update(document.offer(Golden.THIRD)),
                update(document.offer("000101010001")),
                update(document.offer("000101010102")));

        assertThat(HexFormat.of().formatHex(AcceptedUpdate.merge(all)))
                .isEqualTo("01030100" + "040101740161" + "8401000162" + "8401010163" + "0101010003");
        assertThat(HexFormat.of().formatHex(AcceptedUpdate.merge(List.of(all.get(0), all.get(2)))))
                .isEqualTo(Golden.GAP_MERGED);
    }

    @Test
    @DisplayName("[GATE-25] the state vector names the next clock of each client, and tells whether a peer knows more")
    void hasAStateVector() throws MalformedException {
        document.offer(Golden.TYPED_1);

        assertThat(StateVector.decode(document.structure.stateVector()).clocks())
                .containsExactly(Map.entry(1L, 2));
        assertThat(document.structure.knows(StateVector.of(Map.of(1L, 2)))).isTrue();
        assertThat(document.structure.knows(StateVector.of(Map.of(1L, 3)))).isFalse();
        assertThat(document.structure.knows(StateVector.of(Map.of(2L, 1)))).isFalse();
    }

    private String taken(String hex) {
        return hex(document.offer(hex));
    }

    private static String hex(Verdict verdict) {
        return HexFormat.of().formatHex(update(verdict).bytes());
    }

    private static AcceptedUpdate update(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Accepted accepted -> accepted.update();
            case Verdict.Gap gap when gap.taken() != null -> gap.taken();
            case Verdict.Gap _, Verdict.Known _, Verdict.Refused _ -> throw new AssertionError(verdict);
        };
    }
}
