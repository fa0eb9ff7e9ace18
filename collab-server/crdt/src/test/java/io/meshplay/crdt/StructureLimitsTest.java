package io.meshplay.crdt;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.crdt.lib0.Lib0Writer;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StructureLimitsTest {
    private static final String ROOT_A = "01010100 04 010161 0178 00";
    private static final String ROOT_B = "01010200 04 010162 0178 00";

    @ParameterizedTest(name = "{0}")
    @DisplayName("[GATE-30] each limit of one document holds at n and refuses n + 1 without a change")
    @CsvSource({
        "structsMax, tooLarge",
        "clientsMax, tooLarge",
        "rootsMax, tooManyRoots",
        "subdocumentsMax, tooLarge",
        "typeDepthMax, tooDeep",
        "contentBytesMax, tooLarge",
    })
    void limitsOneDocument(String limit, String code) {
        for (int most = 1; most <= 2; most++) {
            Offering document = new Offering(limits(limit, most));
            boolean fits = most == 2;
            String before = "";
            Verdict last = switch (limit) {
                case "typeDepthMax" -> {
                    document.offer("01010100 07 010161 01 00");
                    before = document.dump();
                    yield document.offer("01010200 27 000100 0161 01 00");
                }
                case "subdocumentsMax" -> {
                    document.offer("01010100 29 010161 0161 0167 7600 00");
                    before = document.dump();
                    yield document.offer("01010200 29 010161 0162 0167 7600 00");
                }
                default -> {
                    document.offer(ROOT_A);
                    before = document.dump();
                    yield document.offer(ROOT_B);
                }
            };

            assertThat(Offering.code(last)).isEqualTo(fits ? "Accepted" : code);
            if (!fits) {
                assertThat(document.dump()).isEqualTo(before);
            }
        }
    }

    @Test
    @DisplayName("[GATE-36] a reserved root is taken when all places are used up, another is not")
    void reservesRoots() {
        Offering document = new Offering(limits("rootsMax", 2));
        document.structure.reserve(List.of("a"));

        assertThat(Offering.code(document.offer(ROOT_B))).isEqualTo("Accepted");
        assertThat(Offering.code(document.offer("01010300 04 010163 0178 00"))).isEqualTo("tooManyRoots");
        assertThat(Offering.code(document.offer(ROOT_A))).isEqualTo("Accepted");
    }

    private static StructureLimits limits(String limit, int most) {
        StructureLimits all = StructureLimits.DEFAULTS;
        return new StructureLimits(
                limit.equals("structsMax") ? most : all.structsMax(),
                limit.equals("clientsMax") ? most : all.clientsMax(),
                limit.equals("rootsMax") ? most : all.rootsMax(),
                limit.equals("subdocumentsMax") ? most : all.subdocumentsMax(),
                limit.equals("typeDepthMax") ? most : all.typeDepthMax(),
                limit.equals("contentBytesMax") ? most : all.contentBytesMax());
    }

    @Test
    @DisplayName("[GATE-31] a replaced subdocument does not count")
    void countsLiveSubdocuments() {
        Offering document = new Offering(limits("subdocumentsMax", 1));
        document.offer("01010100 29 010161 0161 0167 7600 00");

        assertThat(Offering.code(document.offer("01010101 a9 0100 0167 7600 00")))
                .isEqualTo("Accepted");
    }

    @ParameterizedTest(name = "{0} steps: {1}")
    @DisplayName("[GATE-32] the work budget holds at n and refuses n + 1 without a change")
    @CsvSource({"2, Accepted", "1, tooMuchWork"})
    void limitsWork(int steps, String code) {
        Offering document = new Offering();

        Verdict verdict = document.offer(Offering.hex(ROOT_A), Admission.OF_OWN_STATE, new WorkBudget(steps));

        assertThat(Offering.code(verdict)).isEqualTo(code);
        assertThat(document.structure.clientCount()).isEqualTo(code.equals("Accepted") ? 1 : 0);
    }

    @Test
    @DisplayName(
            "[GATE-33] 50,000 overwrites of one key without an origin are refused: native code would walk all of them each time")
    void refusesQuadraticOverwrites() {
        Lib0Writer out = section(50_000);
        for (int i = 0; i < 50_000; i++) {
            out.writeByte(0x28)
                    .writeVarUint(1)
                    .writeString("m")
                    .writeString("k")
                    .writeVarUint(1)
                    .writeByte(126);
        }
        Offering document = new Offering();

        assertThat(Offering.code(document.offer(out.writeVarUint(0).toBytes()))).isEqualTo("tooMuchWork");
        assertThat(document.structure.structCount()).isZero();
    }

    @Test
    @DisplayName("[GATE-34] 50,000 honest overwrites of one key and 50,000 deletes in one text are taken")
    void takesLongHonestHistories() {
        Lib0Writer out = section(50_000);
        out.writeByte(0x28)
                .writeVarUint(1)
                .writeString("m")
                .writeString("k")
                .writeVarUint(1)
                .writeByte(126);
        for (int i = 1; i < 50_000; i++) {
            out.writeByte(0xa8)
                    .writeVarUint(7)
                    .writeVarUint(i - 1L)
                    .writeVarUint(1)
                    .writeByte(126);
        }
        Offering document = new Offering();
        assertThat(Offering.code(document.offer(out.writeVarUint(0).toBytes()))).isEqualTo("Accepted");
        assertThat(document.structure.structCount()).isEqualTo(2);

        Lib0Writer text =
                new Lib0Writer().writeVarUint(1).writeVarUint(1).writeVarUint(8).writeVarUint(0);
        text.writeByte(4).writeVarUint(1).writeString("t").writeString("x".repeat(100_000));
        assertThat(Offering.code(document.offer(text.writeVarUint(0).toBytes())))
                .isEqualTo("Accepted");
        for (int i = 0; i < 50_000; i++) {
            Lib0Writer delete = new Lib0Writer().writeVarUint(0).writeVarUint(1).writeVarUint(8);
            delete.writeVarUint(1).writeVarUint(2L * i).writeVarUint(1);
            document.offer(delete.toBytes());
        }
        assertThat(document.structure.structCount()).isEqualTo(100_002);
    }

    private static Lib0Writer section(int structs) {
        return new Lib0Writer()
                .writeVarUint(1)
                .writeVarUint(structs)
                .writeVarUint(7)
                .writeVarUint(0);
    }
}
