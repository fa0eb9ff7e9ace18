package io.meshplay.crdt.lib0;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Lib0ReaderTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 63, 64, 127, 128, 16_383, 16_384, 0xffff_ffffL, Lib0Reader.SAFE_INTEGER_MAX})
    @DisplayName("[GATE-9] integers survive writing and reading, with either sign")
    void readsWhatItWrites(long value) throws MalformedException {
        Lib0Writer out = new Lib0Writer().writeVarUint(value).writeVarInt(value).writeVarInt(-value);
        Lib0Reader in = new Lib0Reader(out.toBytes());

        assertThat(in.readVarUint()).isEqualTo(value);
        assertThat(in.readVarInt()).isEqualTo(value);
        assertThat(in.readVarInt()).isEqualTo(-value);
        in.expectEnd();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "80",
                "8000",
                "ff00",
                "80808080808080808080808001",
                "8080808080808010",
                "ffffffffffffffffff01"
            })
    @DisplayName(
            "[GATE-9] an integer that is cut, longer than needed, of more than 10 bytes or above 2^53 - 1 is malformed")
    void refusesIntegers(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> new Lib0Reader(bytes).readVarUint());
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> new Lib0Reader(bytes.length == 8 ? new byte[0] : bytes).readVarInt());
    }

    @Test
    @DisplayName("[GATE-9] strings survive and count as JavaScript counts them")
    void readsStrings() throws MalformedException {
        byte[] bytes = new Lib0Writer().writeString("aü€\ud83d\ude00").toBytes();

        assertThat(new Lib0Reader(bytes).readString()).isEqualTo("aü€\ud83d\ude00");
        assertThat(new Lib0Reader(bytes).skipString()).isEqualTo(5);
        assertThat(Utf8.unitsOfChecked(bytes, 1, bytes.length)).isEqualTo(5);
        assertThat(Utf8.offsetOfUnit(bytes, 1, bytes.length, 4)).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                " [ 1 , -0.5e+3 , \"\\u00e4\\n\" , {} , {\"a\":[true,false]} ] ",
                "0",
                "\"\"",
                "\"\\ud83d\\ude00\""
            })
    @DisplayName("[GATE-4] JSON is read")
    void readsJson(String json) throws MalformedException {
        Lib0Reader in = new Lib0Reader(new Lib0Writer().writeString(json).toBytes());

        in.skipJson(3);

        in.expectEnd();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "undefined",
                "01",
                "1.",
                "-",
                "1e",
                "+1",
                "[1,]",
                "{\"a\"}",
                "{a:1}",
                "\"",
                "\"\\x\"",
                "\"\\u12g4\"",
                "nul",
                "1 2",
                "[",
                "{\"a\":1,}",
                "1e999",
                "\"\\ud83d\"",
                "\"\\ude00\"",
                "\"\\ud83dx\"",
                "\u00a01"
            })
    @DisplayName("[GATE-4] what is almost JSON is malformed")
    void refusesJson(String json) {
        byte[] bytes = new Lib0Writer().writeString(json).toBytes();

        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> new Lib0Reader(bytes).skipJson(2));
    }

    @Test
    @DisplayName("[GATE-12] values are compared by meaning")
    void comparesValues() {
        assertThat(same("76020161 7e 0162 7f", "76020162 7f 0161 7e")).isTrue();
        assertThat(same("7d01", "7b3ff0000000000000")).isTrue();
        assertThat(same("7d01", "7d02")).isFalse();
        assertThat(same("7401ff", "7401ff")).isTrue();
        assertThat(same("7401ff", "7401fe")).isFalse();
        assertThat(same("7f", "7e")).isFalse();
        assertThat(same("7a0000000000000001", "7d01")).isFalse();
    }

    private static boolean same(String left, String right) {
        byte[] a = HexFormat.of().parseHex(left.replace(" ", ""));
        byte[] b = HexFormat.of().parseHex(right.replace(" ", ""));
        return AnyValue.sameValues(a, 0, a.length, b, 0, b.length);
    }
}
