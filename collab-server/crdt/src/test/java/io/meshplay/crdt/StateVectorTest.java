package io.meshplay.crdt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.meshplay.crdt.lib0.Lib0Writer;
import io.meshplay.crdt.lib0.MalformedException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateVectorTest {
    @Test
    @DisplayName("[GATE-8] a state vector survives decoding and encoding; a clock of 0 says nothing")
    void readsWhatItWrites() throws MalformedException {
        StateVector vector = StateVector.of(Map.of(1L, 5, 4_294_967_295L, 2_147_483_647));

        assertThat(StateVector.decode(vector.encode())).isEqualTo(vector);
        assertThat(StateVector.of(Map.of(9L, 0))).isEqualTo(StateVector.empty()).hasSameHashCodeAs(StateVector.empty());
        assertThat(vector.clock(7)).isZero();
        assertThat(vector.covers(StateVector.empty())).isTrue();
        assertThat(StateVector.empty().covers(vector)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ffffffff07", "0201010101", "01808080801001", "0101ffffffff0f", "0000"})
    @DisplayName(
            "[GATE-8] a state vector with a client twice, numbers above their limits or trailing bytes is malformed")
    void refusesBadVectors(String hex) {
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> StateVector.decode(Offering.hex(hex)));
    }

    @Test
    @DisplayName("[GATE-8] an awareness message survives decoding and encoding; null means gone")
    void readsAwareness() throws MalformedException {
        AwarenessUpdate update = new AwarenessUpdate(
                List.of(new AwarenessUpdate.Entry(1, 2, "{\"name\":\"Ü\"}"), new AwarenessUpdate.Entry(3, 4, null)));

        assertThat(AwarenessUpdate.decode(update.encode())).isEqualTo(update);
    }

    @ParameterizedTest(name = "{0} bytes: {1}")
    @CsvSource({"8192, taken", "8193, tooLarge"})
    @DisplayName("[GATE-8] one awareness entry is at most 8 KiB")
    void limitsAnEntry(int bytes, String expected) {
        assertThat(decode(awareness(1, "\"" + "x".repeat(bytes - 2) + "\""))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} deep: {1}")
    @CsvSource({"16, taken", "17, malformed", "5000, malformed"})
    @DisplayName("[GATE-8] awareness nests at most 16 deep")
    void limitsDepth(int depth, String expected) {
        assertThat(decode(awareness(1, "[".repeat(depth) + "]".repeat(depth)))).isIn(expected, "tooLarge");
    }

    @ParameterizedTest(name = "{0} bytes: {1}")
    @CsvSource({"65536, taken", "65537, tooLarge"})
    @DisplayName("[GATE-8] one awareness message is at most 64 KiB")
    void limitsAMessage(int bytes, String expected) {
        byte[] eight = awareness(8, "\"" + "x".repeat(8_100) + "\"");
        int rest = bytes - eight.length - 4;
        Lib0Writer out = new Lib0Writer().writeVarUint(9).writeRaw(eight, 1, eight.length);
        out.writeVarUint(1).writeVarUint(1).writeString("\"" + "x".repeat(rest - 2) + "\"");

        assertThat(out.size()).isEqualTo(bytes);
        assertThat(decode(out.toBytes())).isEqualTo(expected);
    }

    private static byte[] awareness(int entries, String json) {
        Lib0Writer out = new Lib0Writer().writeVarUint(entries);
        for (int i = 0; i < entries; i++) {
            out.writeVarUint(i).writeVarUint(1).writeString(json);
        }
        return out.toBytes();
    }

    private static String decode(byte[] bytes) {
        try {
            AwarenessUpdate.decode(bytes);
            return "taken";
        } catch (MalformedException e) {
            return Refusal.of(e).code();
        }
    }
}
