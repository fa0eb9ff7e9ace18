package io.meshplay.models.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @ParameterizedTest(name = "{0} is {1}")
    @DisplayName("[DESIGN-5] numbers are written as RFC 8785 appendix B has them")
    @CsvSource({
        "0000000000000000, 0",
        "8000000000000000, 0",
        "0000000000000001, 5e-324",
        "8000000000000001, -5e-324",
        "7fefffffffffffff, 1.7976931348623157e+308",
        "ffefffffffffffff, -1.7976931348623157e+308",
        "4340000000000000, 9007199254740992",
        "c340000000000000, -9007199254740992",
        "4430000000000000, 295147905179352830000",
        "44b52d02c7e14af5, 9.999999999999997e+22",
        "44b52d02c7e14af6, 1e+23",
        "44b52d02c7e14af7, 1.0000000000000001e+23",
        "444b1ae4d6e2ef4e, 999999999999999700000",
        "444b1ae4d6e2ef4f, 999999999999999900000",
        "444b1ae4d6e2ef50, 1e+21",
        "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
        "3eb0c6f7a0b5ed8d, 0.000001",
        "41b3de4355555553, 333333333.3333332",
        "41b3de4355555554, 333333333.33333325",
        "41b3de4355555555, 333333333.3333333",
        "41b3de4355555556, 333333333.3333334",
        "41b3de4355555557, 333333333.33333343",
        "becbf647612f3696, -0.0000033333333333333333",
        "43143ff3c1cb0959, 1424953923781206.2"
    })
    void writesNumbersAsEcmaScriptDoes(String bits, String expected) {
        double number = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));

        assertThat(JsonWriter.text(Json.of(number))).isEqualTo(expected);
    }

    @ParameterizedTest
    @DisplayName("[DESIGN-5] what is no JSON number is refused")
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void refusesWhatIsNoNumber(double number) {
        assertThatIllegalArgumentException().isThrownBy(() -> Json.of(number));
    }

    @Test
    @DisplayName("[DESIGN-5] the example of RFC 8785 §3.2.2 is written as §3.2.4 has it")
    void writesTheExample() {
        var numbers = new Json.Items(List.of(
                Json.of(Double.parseDouble("333333333.33333329")),
                Json.of(1E30),
                Json.of(4.50),
                Json.of(2e-3),
                Json.of(1e-27)));
        var literals = new Json.Items(List.of(Json.NIL, Json.of(true), Json.of(false)));
        var example = new Json.Fields(
                Map.of("numbers", numbers, "string", Json.of("€$\u000F\nA'B\"\\\\\"/"), "literals", literals));

        assertThat(JsonWriter.text(example))
                .isEqualTo("{\"literals\":[null,true,false],"
                        + "\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                        + "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
    }

    @Test
    @DisplayName("[DESIGN-5] keys stand in the order of RFC 8785 §3.2.3, by UTF-16 units")
    void ordersKeys() {
        Json one = Json.of(1);
        var keys = new Json.Fields(Map.of(
                "\u20ac", one, "\r", one, "\ufb33", one, "1", one, "\ud83d\ude00", one, "\u0080", one, "\u00f6", one));

        assertThat(JsonWriter.text(keys))
                .isEqualTo(
                        "{\"\\r\":1,\"1\":1,\"\u0080\":1,\"\u00f6\":1,\"\u20ac\":1,\"\ud83d\ude00\":1,\"\ufb33\":1}");
    }

    @Test
    @DisplayName("[DESIGN-1] negative zero is zero, lone surrogates are U+FFFD, the order of fields counts for nothing")
    void hasOneValueForOneMeaning() {
        assertThat(Json.of(-0.0)).isEqualTo(Json.of(0));
        assertThat(Json.of("a\ud800b")).isEqualTo(Json.of("a\ufffdb"));
        assertThat(Json.of("😀")).isEqualTo(new Json.Text("😀"));
        Map<String, Json> oneWay = new LinkedHashMap<>();
        oneWay.put("a", Json.of(1));
        oneWay.put("b", Json.of(2));
        assertThat(new Json.Fields(oneWay)).isEqualTo(new Json.Fields(Map.of("b", Json.of(2), "a", Json.of(1))));
    }
}
