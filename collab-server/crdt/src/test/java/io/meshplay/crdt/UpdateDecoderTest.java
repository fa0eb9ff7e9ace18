package io.meshplay.crdt;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.crdt.lib0.Lib0Writer;
import io.meshplay.crdt.lib0.MalformedException;
import java.lang.reflect.Field;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpdateDecoderTest {
    @ParameterizedTest(name = "{0}")
    @DisplayName("[GATE-4] what no honest encoder writes is refused with a code and the offset of the fault")
    @CsvSource({
        "no bytes, '', malformed, 0",
        "trailing bytes, 000000, malformed, 2",
        "two updates glued, 00000000, malformed, 2",
        "truncated, 01010100040101740568656c, malformed, 8",
        "too many sections, ffffffff0f, malformed, 0",
        "too many structs, 01ffffffff0f0100000000, malformed, 1",
        "a section without structs, 010001000000, malformed, 1",
        "a client above 2^32-1, 01018080808010000001000000, malformed, 2",
        "a long integer, 0101818080808080808080800000000100, malformed, 2",
        "an integer longer than needed, 01018100000001000000, malformed, 2",
        "zero-length GC, 01010700000000, malformed, 5",
        "zero-length Skip, 010107000a0000, malformed, 5",
        "zero-length ContentDeleted, 0101070001010174000000, malformed, 8",
        "empty string, 01010700040101740000, malformed, 8",
        "empty array, 01010700080101740000, malformed, 8",
        "zero-length delete range, 000101010000, malformed, 5",
        "flags on GC, 01010700800100, malformed, 4",
        "flags on Skip, 010107002a0100, malformed, 4",
        "GC lengths that overflow, 0102070300ffffffff0700ffffffff0700, malformed, 4",
        "truncated UTF-8, 010107000401016102 61f0 00, malformed, 10",
        "overlong UTF-8, 010107000401016102 c080 00, malformed, 9",
        "a surrogate in UTF-8, 010107000401016103 eda080 00, malformed, 9",
        "above U+10FFFF, 010107000401016104 f4908080 00, malformed, 9",
        "a client twice, 02 0101000001 0101010001 0000, malformed, 7",
        "a client twice among deletes, 00 02 01010001 01010101, malformed, 6",
        "parent info above 1, 0101070004020174016100, malformed, 5",
        "embed that is no JSON, 010107000501017402 7b61 00, malformed, 10",
        "an embed out of range, 01018827000501047465787405316539393900, malformed, 13",
        "an escaped half of a pair, 010107000501017408225c75643833642200, unsupportedLoneSurrogate, 10",
        "options that are no object, 0101070009010174 0167 7e 00, malformed, 10",
        "an unknown Any, 010107000801017401 01 0000, malformed, 9",
        "ContentJSON, 010107000201017401017b0000, unsupportedContentJson, 4",
        "a content above 10, 010107000b010174010000, unsupportedContent, 4",
        "info bit 0x10, 0101070014010174016100, unsupportedContent, 4",
        "XmlHook, 01010700070101740501610000, unsupportedXmlHook, 8",
        "a type above 6, 0101070007010174070000, unsupportedType, 8",
    })
    void refuses(String name, String hex, String code, int offset) {
        Verdict verdict = new Offering().offer(hex);

        assertThat(Offering.code(verdict)).as(name).isEqualTo(code);
        Refusal refusal = ((Verdict.Refused) verdict).refusal();
        assertThat(refusal.offset()).as(name).isEqualTo(offset);
        assertThat(refusal.whatToDo()).as(name).endsWith(".");
    }

    @Test
    @DisplayName("[GATE-5] everything that yjs writes decodes")
    void readsGoldenBytes() throws IllegalAccessException, MalformedException {
        for (Field field : Golden.class.getDeclaredFields()) {
            byte[] bytes = Offering.hex((String) field.get(null));
            assertThat(UpdateDecoder.decode(bytes, DecodeLimits.DEFAULTS).bytes())
                    .as(field.getName())
                    .isEqualTo(bytes.length);
        }
    }

    @ParameterizedTest(name = "{0} {1} deep is {3}")
    @DisplayName("[GATE-6] a value is taken 64 deep, valueDepthMax, and refused 65 deep, without a deep stack")
    @CsvSource({
        "any, 64, 8, Accepted",
        "any, 65, 8, malformed",
        "any, 200000, 8, malformed",
        "json, 64, 5, Accepted",
        "json, 65, 5, malformed",
        "json, 200000, 5, malformed",
    })
    void boundsTheDepthOfValues(String kind, int depth, int ref, String expected) {
        Lib0Writer out =
                new Lib0Writer().writeVarUint(1).writeVarUint(1).writeVarUint(7).writeVarUint(0);
        out.writeByte(ref).writeVarUint(1).writeString("t");
        if (kind.equals("any")) {
            out.writeVarUint(1);
            for (int i = 1; i < depth; i++) {
                out.writeByte(117).writeVarUint(1);
            }
            out.writeByte(117).writeVarUint(0);
        } else {
            out.writeString("[".repeat(depth) + "]".repeat(depth));
        }
        out.writeVarUint(0);

        assertThat(Offering.code(new Offering().offer(out.toBytes()))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} at most {1} is {2}")
    @DisplayName("[GATE-7] each limit of one update holds at n and refuses n + 1")
    @CsvSource({
        "updateBytesMax, 15, taken", "updateBytesMax, 14, tooLarge",
        "structsMax, 2, taken", "structsMax, 1, tooLarge",
        "rangesMax, 1, taken", "rangesMax, 0, tooLarge",
        "clientsMax, 1, taken", "clientsMax, 0, tooLarge",
        "rootNameBytesMax, 1, taken", "rootNameBytesMax, 0, tooLarge",
        "keyBytesMax, 1, taken", "keyBytesMax, 0, tooLarge",
    })
    void limitsOneUpdate(String limit, int most, String expected) {
        // A limit of 0 is no limit; the case below it doubles what is counted instead.
        boolean twice = most == 0;
        String update = switch (limit) {
            case "updateBytesMax" -> "01010100040101740568656c6c6f00";
            case "structsMax" -> Golden.KEY_RUN;
            case "rangesMax" -> twice ? "00010102000102 01" : "00010101 0001";
            case "clientsMax" -> twice ? "00020101000102010001" : "000101010001";
            case "rootNameBytesMax" -> twice ? "010107000402027474016100" : "01010700040101740161 00";
            default -> twice ? "010107002801016d026b6b017e00" : "010107002801016d016b017e00";
        };
        if (limit.equals("rootNameBytesMax") && twice) {
            update = "01010700040102747401 6100";
        }
        int n = Math.max(most, 1);
        DecodeLimits all = DecodeLimits.DEFAULTS;
        DecodeLimits limits = new DecodeLimits(
                limit.equals("updateBytesMax") ? n : all.updateBytesMax(),
                limit.equals("structsMax") ? n : all.structsMax(),
                limit.equals("rangesMax") ? n : all.rangesMax(),
                limit.equals("clientsMax") ? n : all.clientsMax(),
                all.valueDepthMax(),
                limit.equals("rootNameBytesMax") ? n : all.rootNameBytesMax(),
                limit.equals("keyBytesMax") ? n : all.keyBytesMax());

        assertThat(decode(Offering.hex(update), limits)).isEqualTo(expected);
    }

    private static String decode(byte[] update, DecodeLimits limits) {
        try {
            UpdateDecoder.decode(update, limits);
            return "taken";
        } catch (MalformedException e) {
            return Refusal.of(e).code();
        }
    }
}
