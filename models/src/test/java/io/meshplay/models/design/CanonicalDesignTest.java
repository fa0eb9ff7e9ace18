package io.meshplay.models.design;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalDesignTest {
    /** The bytes of form 1. If this test fails, hashes of stored versions no longer fit: raise the form instead. */
    private static final String FORM_1 = """
            {"components":[\
            {"config":{"/spec/replicas":3},"id":"a","kind":"Deployment","model":"kubernetes","name":"web",\
            "notes":"why","parent":"b","pos":[10,-2.5],"size":[180,86],"style":{"shape":"round"},\
            "version":"apps/v1","z":"a1"},\
            {"config":{},"id":"b","kind":"Deployment","model":"kubernetes","name":"web","notes":"",\
            "pos":[0,0],"size":[180,86],"style":{},"version":"apps/v1","z":"a0"}],\
            "form":1,"name":"Shop",\
            "relationships":[\
            {"from":"a","id":"r","kind":"edge","metadata":{"port":80},"selectors":[1],"sub":"network","to":"b"}]}""";

    private static Design example() {
        var web = new Component(
                "a",
                "kubernetes",
                "Deployment",
                "apps/v1",
                "web",
                "b",
                "a1",
                new Position(10, -2.5),
                Size.NODE,
                new Configuration(new TreeMap<>(Map.of("/spec/replicas", Json.of(3)))),
                "why",
                new Json.Fields(Map.of("shape", Json.of("round"))));
        var edge = new Relationship(
                "r",
                "a",
                "b",
                "edge",
                "network",
                new Json.Items(List.of(Json.of(1))),
                new Json.Fields(Map.of("port", Json.of(80))));
        return new Design("Shop", List.of(DesignTest.component("b", null), web), List.of(edge));
    }

    @Test
    @DisplayName("[DESIGN-6] the canonical content of form 1 is these bytes, and the hash is theirs")
    void writesForm1() {
        CanonicalDesign content = CanonicalDesign.of(example());

        assertThat(new String(content.bytes(), UTF_8)).isEqualTo(FORM_1);
        assertThat(content.hash()).isEqualTo("sha256:3bb36ca6a96c197ce30738a9a53271dd8412733ba49c4c787286785b4f0f6965");
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("[DESIGN-6] canonical content reads back as an equal design, and that has the same content")
    void goesRound(long seed) {
        var random = new RandomDesigns(seed);
        for (int i = 0; i < 40; i++) {
            Design design = random.design();
            CanonicalDesign content = CanonicalDesign.of(design);

            Design read = CanonicalDesign.read(content.bytes());

            assertThat(read).isEqualTo(design);
            assertThat(CanonicalDesign.of(read).bytes()).isEqualTo(content.bytes());
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 8);
    }

    @ParameterizedTest
    @DisplayName("[DESIGN-8] what is no canonical content of form 1 is refused, never read as something less")
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"form\":2,\"name\":\"\",\"components\":[],\"relationships\":[]}",
                "{\"form\":1,\"components\":[],\"relationships\":[]}",
                "{\"form\":1,\"name\":\"\",\"components\":[{\"id\":\"a\"}],\"relationships\":[]}",
                "{\"form\":1,\"name\":\"\",\"components\":{},\"relationships\":[]}",
                "{\"form\":1,\"name\":\"\",\"components\":[],\"relationships\":[1]}"
            })
    void refusesAnythingElse(String content) {
        assertThatIllegalArgumentException().isThrownBy(() -> CanonicalDesign.read(content.getBytes(UTF_8)));
    }
}
