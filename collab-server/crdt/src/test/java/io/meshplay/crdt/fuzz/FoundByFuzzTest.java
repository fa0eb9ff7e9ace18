package io.meshplay.crdt.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.crdt.AcceptedUpdate;
import io.meshplay.crdt.Admission;
import io.meshplay.crdt.DecodeLimits;
import io.meshplay.crdt.Document;
import io.meshplay.crdt.Refusal;
import io.meshplay.crdt.Structure;
import io.meshplay.crdt.StructureLimits;
import io.meshplay.crdt.UpdateDecoder;
import io.meshplay.crdt.Verdict;
import io.meshplay.crdt.WorkBudget;
import io.meshplay.crdt.judge.Judge;
import io.meshplay.crdt.lib0.MalformedException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each defect that the fuzz found, in its smallest form. */
class FoundByFuzzTest {
    private static final Judge JUDGE = new Judge();

    private final Structure structure = new Structure(StructureLimits.DEFAULTS);
    private final List<byte[]> taken = new ArrayList<>();

    @AfterAll
    static void dismiss() {
        JUDGE.close();
    }

    @Test
    @DisplayName(
            "[GATE-26] [FUZZ-9] a right origin before the origin, as an undo sends it, is taken and placed as in Yjs")
    void takesARightOriginBeforeTheOrigin() {
        offer("01020100 04 010174 0142 44 0100 0141 00");

        assertThat(offer("01010200 c4 0100 0101 0121 00")).isInstanceOf(Verdict.Accepted.class);
        assertThat(offer("01010300 c4 0200 0100 013f 00")).isInstanceOf(Verdict.Accepted.class);
        requireSameEverywhere();
    }

    @Test
    @DisplayName("[GATE-19] a right origin before the origin in one run is refused: replicas would differ")
    void refusesARightOriginInTheRunOfTheOrigin() {
        offer("01028827000401047465787406616263646566 c48827048827010178 00");

        assertThat(taken).isEmpty();
    }

    @Test
    @DisplayName("[GATE-19] the same where the run comes to be only when its parts are deleted")
    void refusesARightOriginInARunOfDeletedValues() {
        offer("0101050027010a636f6d706f6e656e747310363839636735474844456347416367680100");
        offer("010105018305000200ff00");

        assertThat(offer("01010502c9050105010567756964317601046d6574617d88d7d392720105010002"))
                .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    @DisplayName("[GATE-27] joined values of one key are taken: all but the last are forwarded as deleted")
    void takesJoinedValuesOfOneKey() {
        String values = "01010200 28 010175 0161 037d017d027d03 01 0201 0002";

        assertThat(forwarded(offer(values))).isEqualTo("0102020021010175016102a80201017d0300");
        assertThat(offer(values)).isInstanceOf(Verdict.Known.class);
        assertThat(offer("01010203 a8 0202 017d04 00")).isInstanceOf(Verdict.Accepted.class);
        requireSameEverywhere();
    }

    @Test
    @DisplayName("[GATE-27] joined values of which some are known are trimmed, with or without a delete set")
    void takesTheRestOfJoinedValues() {
        offer("01010200 28 010175 0161 017d01 00");

        assertThat(forwarded(offer("01010200 28 010175 0161 047d017d027d037d04 00")))
                .isEqualTo("01020201a1020002a80202017d0400");
        assertThat(forwarded(offer("01010200 28 010175 0161 057d017d027d037d047d05 00")))
                .isEqualTo("01010204a80203017d0500");
        requireSameEverywhere();
    }

    @ParameterizedTest(name = "client {0} behind value {1}")
    @DisplayName(
            "[GATE-27] [FUZZ-9] what was set beside joined values is deleted with its map: Yjs throws at a live one before the last")
    @CsvSource({"03, 00", "03, 01", "03, 02", "09, 00", "09, 01", "09, 02"})
    void collectsWhatWasSetBesideJoinedValues(String client, String value) {
        offer("01015000 27 010a636f6d706f6e656e7473 0163 01 00");

        assertThat(offer("01010500 28 005000 0162 037d017d027d03 00")).isInstanceOf(Verdict.Accepted.class);
        assertThat(offer("0101" + client + "00 a8 05" + value + " 017d04 00")).isInstanceOf(Verdict.Accepted.class);
        requireSameEverywhere();
        assertThat(offer("00 0150 01 00 01")).isInstanceOf(Verdict.Accepted.class);
        requireSameEverywhere();
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("[GATE-4] values that stock Yjs or native code cannot keep are refused with a code of their own")
    @CsvSource({
        "bytes as prototype, 010101000801047465787401 7601095f5f70726f746f5f5f 740101 00, unsupportedPrototypeKey, 14",
        "a prototype inside, 010101000801047465787401 75017601095f5f70726f746f5f5f 7e 00, unsupportedPrototypeKey, 16",
        "a small BigInt, 010101000801047465787401 7a0000000000000005 00, unsupportedSmallBigInt, 12",
        "a small BigInt below zero, 010101000801047465787401 7affe0000000000001 00, unsupportedSmallBigInt, 12",
        "a BigInt that a double holds, 010101000801047465787401 7affe0000000000000 00, unsupportedSmallBigInt, 12",
        "a power of two, 010101000801047465787401 7a1000000000000000 00, unsupportedSmallBigInt, 12",
        "the largest BigInt that native code makes a double, 010101000801047465787401 7a7fffffffffffffff 00, unsupportedSmallBigInt, 12",
        "a BigInt, 010101000801047465787401 7a1000000000000001 00, Accepted, -1",
        "another key, 010101000801047465787401 7601095f5f70726f746f5f60 740101 00, Accepted, -1",
    })
    void refusesValuesThatAreNotKept(String name, String hex, String code, int offset) {
        Verdict verdict = offer(hex);

        if (verdict instanceof Verdict.Refused(Refusal refusal)) {
            assertThat(refusal.code()).as(name).isEqualTo(code);
            assertThat(refusal.offset()).as(name).isEqualTo(offset);
        } else {
            assertThat(verdict.getClass().getSimpleName()).as(name).isEqualTo(code);
            requireSameEverywhere();
        }
    }

    @Test
    @DisplayName("[FUZZ-3] [FUZZ-4] native code deletes no format that nobody deleted")
    void keepsFormats() {
        offer("010102000601047465787404626f6c64047472756500");
        offer("0103c68301000601047465787404626f6c64047472756584c683010004626f6c64000100");
        offer("0103c6830106c4c6830104c683010504f09f988081c6830100028402000378007900");

        assertThat(taken).hasSize(3);
        requireSameEverywhere();
    }

    @Test
    @DisplayName("[GATE-19] origins that nobody can have seen together are refused: the order would be that of arrival")
    void refusesOriginsThatNobodySawTogether() {
        offer("0101d7450004010474657874016100");
        StringBuilder all = new StringBuilder("08");
        for (int client = 0xb8; client > 0xb0; client--) {
            all.append("01").append(Integer.toHexString(client)).append("ea010084d745000178");
        }
        offer(all + "00");
        assertThat(taken).hasSize(2);

        assertThat(offer("0101b8ea010144b1ea01000378797a00"))
                .isEqualTo(
                        new Verdict.Refused(new Refusal.BadStructure("origins that nobody can have seen together", 6)));
    }

    @Test
    @DisplayName(
            "[FUZZ-3] a clean-up of formats that Yjs makes by itself, before an edit there arrives, is no divergence")
    void allowsCleanUpsOfYjs() {
        offer("0102d74500 27 01046d657461 0174 02 04 00d74500 026162 00");
        offer("0102d74503 c6 d74501d74502 04626f6c64 0474727565 86 d74502 04626f6c64 046e756c6c 00");
        offer("0001d745010201");
        offer("0101e80700 c4 d74502d74504 0163 00");

        assertThat(taken).hasSize(4);
        requireSameEverywhere();
        assertThat(Answers.of(JUDGE.orders(taken, 1, 20))).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName(
            "[GATE-29] pieces of text in what is no text are refused: native code reads a pair of surrogates there for ever")
    @CsvSource({
        "text in an array, 00, 04, 04f09f9880, badStructure",
        "an embed in an array, 00, 05, 027b7d, badStructure",
        "a format in an array, 00, 06, 04626f6c640474727565, badStructure",
        "text in an XML element, 030170, 04, 04f09f9880, badStructure",
        "text in an XML fragment, 04, 04, 04f09f9880, badStructure",
        "a value in an array, 00, 08, 017d01, Accepted",
        "a type in an XML element, 030170, 07, 06, Accepted",
        "text in a text, 02, 04, 04f09f9880, Accepted",
        "text in an XML text, 06, 04, 04f09f9880, Accepted",
    })
    void refusesTextInWhatIsNoText(String name, String kind, String piece, String content, String outcome) {
        Verdict verdict = offer("0102c92700 27 01046d657461 0161" + kind + piece + "00c92700" + content + "00");

        assertThat(
                        verdict instanceof Verdict.Refused(Refusal refusal)
                                ? refusal.code()
                                : verdict.getClass().getSimpleName())
                .as(name)
                .isEqualTo(outcome);
    }

    @Test
    @DisplayName(
            "[GATE-28] delete ranges in disorder are forwarded sorted and joined: Yjs loses others when it parks them")
    void sortsDeleteRanges() {
        offer("0101d7450004010474657874 06616263646566 00");

        assertThat(forwarded(offer("0001d74503 0402 0101 0203"))).isEqualTo("0001d745010105");
        requireSameEverywhere();
    }

    @Test
    @DisplayName("[GATE-1] a refusal leaves room behind a text as it was")
    void undoesASplitExactly() {
        offer("0101d9270005010474657874065b5b5b5d5d5d00");
        offer("0103d9270184d927000661f09f98806284d92704016184d9270003efbfbd00");
        long before = GraphDigest.of(structure);

        assertThat(offer("0102d9270747d92705060300d927060200ff00")).isInstanceOf(Verdict.Refused.class);
        assertThat(GraphDigest.of(structure)).isEqualTo(before);
    }

    private Verdict offer(String hex) {
        try {
            Verdict verdict = structure.offer(
                    UpdateDecoder.decode(HexFormat.of().parseHex(hex.replace(" ", "")), DecodeLimits.DEFAULTS),
                    Admission.OF_OWN_STATE,
                    WorkBudget.DEFAULT);
            if (verdict instanceof Verdict.Accepted(AcceptedUpdate update)) {
                taken.add(update.bytes());
            }
            return verdict;
        } catch (MalformedException fault) {
            return new Verdict.Refused(Refusal.of(fault));
        }
    }

    private static String forwarded(Verdict verdict) {
        return verdict instanceof Verdict.Accepted(AcceptedUpdate update)
                ? HexFormat.of().formatHex(update.bytes())
                : verdict.toString();
    }

    private void requireSameEverywhere() {
        try (Document document = Document.open(4_000_000_000L, List.of("components"))) {
            for (byte[] update : taken) {
                document.apply(List.of(update));
            }
            assertThat(Answers.of(JUDGE.sameInNative(taken, document.state()))).isEmpty();
        }
    }
}
