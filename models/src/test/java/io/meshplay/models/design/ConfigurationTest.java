package io.meshplay.models.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigurationTest {
    private static final Json ONE = Json.of(1);

    static LongStream seeds() {
        return LongStream.range(0, 8);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("[DESIGN-2] nested maps come back from their entries, and entries from their nested maps")
    void goesRound(long seed) {
        var random = new RandomDesigns(seed);
        for (int i = 0; i < 200; i++) {
            Json.Fields nested = random.fields(6);

            Configuration configuration = Configuration.of(nested);

            assertThat(configuration.nested()).isEqualTo(nested);
            assertThat(Configuration.of(configuration.nested())).isEqualTo(configuration);
        }
    }

    @Test
    @DisplayName("[DESIGN-2] a list and an empty map are one value; keys are escaped as RFC 6901 says")
    void flattens() {
        var list = new Json.Items(List.of(new Json.Fields(Map.of("name", Json.of("web")))));
        var spec = new Json.Fields(Map.of("containers", list, "selector", Json.NO_FIELDS, "a/b~c", ONE, "", ONE));

        Configuration configuration = Configuration.of(new Json.Fields(Map.of("spec", spec)));

        assertThat(configuration.entries())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "/spec/containers",
                        list,
                        "/spec/selector",
                        Json.NO_FIELDS,
                        "/spec/a~1b~0c",
                        ONE,
                        "/spec/",
                        ONE));
    }

    @Test
    @DisplayName("[DESIGN-3] entries that contradict each other are refused by the record")
    void refusesContradictions() {
        assertThatIllegalArgumentException().isThrownBy(() -> of(Map.of("/a", ONE, "/a/b", ONE)));
        assertThatIllegalArgumentException().isThrownBy(() -> of(Map.of("/a", Json.NO_FIELDS, "/a/b", ONE)));
        assertThatIllegalArgumentException().isThrownBy(() -> of(Map.of("a", ONE)));
        assertThatIllegalArgumentException().isThrownBy(() -> of(Map.of("", ONE)));
        assertThatIllegalArgumentException().isThrownBy(() -> of(Map.of("/~2", ONE)));
        assertThatIllegalArgumentException().isThrownBy(() -> of(Map.of("/a", new Json.Fields(Map.of("b", ONE)))));
        assertThat(of(Map.of("/a", ONE, "/ab", ONE, "/a-b/c", ONE)).entries()).hasSize(3);
    }

    @Test
    @DisplayName("[DESIGN-3] of a value and entries that point into it the entries stay, and an empty map goes unsaid")
    void readsContradictions() {
        List<String> reported = new ArrayList<>();

        Configuration configuration = Configuration.tolerant(
                new Json.Fields(Map.of(
                        "/a", ONE,
                        "/a/b", ONE,
                        "/c", Json.NO_FIELDS,
                        "/c/d", ONE,
                        "/e", new Json.Fields(Map.of("f", ONE)),
                        "no pointer", ONE)),
                false,
                (pointer, _) -> reported.add(pointer));

        assertThat(configuration.entries().keySet()).containsExactly("/a/b", "/c/d", "/e/f");
        assertThat(reported).containsExactlyInAnyOrder("/a", "/e", "no pointer");
    }

    @Test
    @DisplayName("[DESIGN-3] nesting is taken down to 48 levels, in pointers and values together")
    void limitsDepth() {
        String deep = "/a".repeat(Configuration.DEPTH_MAX);

        assertThat(of(Map.of(deep, ONE)).entries()).hasSize(1);
        assertThatIllegalArgumentException().isThrownBy(() -> of(Map.of(deep + "/a", ONE)));
        assertThatIllegalArgumentException().isThrownBy(() -> of(Map.of(deep, Json.NO_ITEMS)));
        assertThat(Configuration.tolerant(new Json.Fields(Map.of("/a".repeat(100_000), ONE)), false, (_, _) -> {}))
                .isEqualTo(Configuration.EMPTY);
    }

    private static Configuration of(Map<String, Json> entries) {
        return new Configuration(new TreeMap<>(entries));
    }
}
