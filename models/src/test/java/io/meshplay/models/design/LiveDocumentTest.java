package io.meshplay.models.design;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiveDocumentTest {
    private static final Deletion DELETION = new Deletion("mona", Instant.parse("2026-01-02T03:04:05Z"));

    static LongStream seeds() {
        return LongStream.range(0, 8);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("[DESIGN-9] a document that was created of a design shows an equal design, without a finding")
    void losesNothing(long seed) {
        var random = new RandomDesigns(seed);
        for (int i = 0; i < 25; i++) {
            Design design = random.design();
            var document = new SimulatedDocument();

            document.edit(LiveDocument.creating(design));

            var projected = LiveDocument.fromProjection(document.projection());
            assertThat(projected.design()).isEqualTo(design);
            assertThat(projected.findings()).isEmpty();
        }
    }

    @Test
    @DisplayName("[DESIGN-9] what is missing has a default: the name of the kind, the origin, the size of its kind")
    void hasDefaults() {
        var projected = read("{\"components\":{\"a\":{},\"b\":{\"kind\":\"Namespace\",\"name\":\"shop\"}}}");

        Component a = projected.design().components().getFirst();
        assertThat(projected.findings()).isEmpty();
        assertThat(a.kind()).isEqualTo("Component");
        assertThat(a.name()).isEqualTo("Component");
        assertThat(a.position()).isEqualTo(Position.ORIGIN);
        assertThat(a.size()).isEqualTo(Size.NODE);
        assertThat(projected.design().components().getLast().size()).isEqualTo(Size.CONTAINER);
    }

    @Test
    @DisplayName("[DESIGN-7] what is deleted is no part of the design, whatever the flag holds but an explicit no")
    void hidesTheDeleted() {
        var projected = read(
                "{\"components\":{\"a\":{\"deleted\":{\"by\":\"x\"}},\"b\":{\"deleted\":false},"
                        + "\"c\":{\"deleted\":null},\"d\":{\"deleted\":0}},"
                        + "\"relationships\":{\"r\":{\"from\":\"b\",\"to\":\"c\",\"deleted\":true},\"s\":{\"from\":\"b\",\"to\":\"c\"}}}");

        assertThat(projected.design().components()).extracting(Component::id).containsExactly("b", "c");
        assertThat(projected.design().relationships())
                .extracting(Relationship::id)
                .containsExactly("s");
    }

    @Test
    @DisplayName("[DESIGN-11] an edge with a missing end is hidden; a parent that is missing or deleted counts as none")
    void hidesWhatHangsInTheAir() {
        var projected =
                read("{\"components\":{\"a\":{\"parent\":\"gone\"},\"b\":{\"parent\":\"c\"},\"c\":{\"deleted\":true}},"
                        + "\"relationships\":{\"r\":{\"from\":\"a\",\"to\":\"c\"},\"s\":{\"to\":\"a\"}}}");

        assertThat(projected.design().relationships()).isEmpty();
        assertThat(projected.design().components())
                .extracting(Component::parent)
                .containsOnlyNulls();
        assertThat(projected.findings())
                .extracting(Finding::path)
                .containsExactlyInAnyOrder(
                        "/components/a/parent", "/components/b/parent", "/relationships/r/to", "/relationships/s/from");
    }

    @Test
    @DisplayName("[DESIGN-11] a cycle of parents loses the parent of its smallest id, and nothing else")
    void breaksCycles() {
        var projected = read(
                "{\"components\":{\"b\":{\"parent\":\"c\"},\"c\":{\"parent\":\"b\"},\"a\":{\"parent\":\"b\"},\"d\":{\"parent\":\"d\"}}}");

        assertThat(projected.design().components())
                .extracting(Component::parent)
                .containsExactly("b", null, "b", null);
    }

    @ParameterizedTest
    @DisplayName("[DESIGN-10] a projection that is no design at all is an empty one, and is reported")
    @ValueSource(strings = {"", "null", "[]", "{", "\"text\"", "{} {}", "{\"components\":[]}", "{\"meta\":1}"})
    void readsNonsenseAsNothing(String projection) {
        var projected = read(projection);

        assertThat(projected.design()).isEqualTo(new Design("", List.of(), List.of()));
        assertThat(projected.findings()).isNotEmpty();
    }

    @Test
    @DisplayName("[DESIGN-10] nesting without end is cut off and reported, the rest is read")
    void cutsOffEndlessNesting() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);

        var projected = read("{\"components\":{\"a\":{\"name\":\"web\",\"config\":{\"/x\":" + deep + ",\"/y\":1}}}}");

        assertThat(projected.design().components().getFirst().name()).isEqualTo("web");
        assertThat(projected.design().components().getFirst().configuration().entries())
                .containsKey("/y");
        assertThat(projected.findings()).isNotEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName(
            "[DESIGN-10] whatever stands anywhere in a projection, reading never fails, and reading again finds nothing")
    void survivesHostileProjections(long seed) {
        var random = new SplittableRandom(seed);
        var values = new RandomDesigns(seed);
        for (int i = 0; i < 100; i++) {
            Json.Fields roots = created(values.design());
            for (int hits = 1 + random.nextInt(6); hits > 0; hits--) {
                roots = (Json.Fields) struck(roots, random, values);
            }

            Design design = LiveDocument.fromProjection(JsonWriter.bytes(roots)).design();

            var again = LiveDocument.fromProjection(JsonWriter.bytes(created(design)));
            assertThat(again.design()).isEqualTo(design);
            assertThat(again.findings()).isEmpty();
            assertThat(CanonicalDesign.read(CanonicalDesign.of(design).bytes())).isEqualTo(design);
        }
    }

    private static Json.Fields created(Design design) {
        var document = new SimulatedDocument();
        document.edit(LiveDocument.creating(design));
        return ProjectionReader.roots(document.projection());
    }

    /** Replaces something somewhere in a tree. */
    private static Json struck(Json json, SplittableRandom random, RandomDesigns values) {
        if (json instanceof Json.Fields(Map<String, Json> fields) && !fields.isEmpty() && random.nextInt(8) > 0) {
            Map<String, Json> copy = new LinkedHashMap<>(fields);
            String key = new ArrayList<>(fields.keySet()).get(random.nextInt(fields.size()));
            copy.put(key, struck(copy.getOrDefault(key, Json.NIL), random, values));
            if (random.nextInt(10) == 0) {
                copy.put(random.nextBoolean() ? "parent" : "deleted", Json.of("c" + random.nextInt(4)));
            }
            return new Json.Fields(copy);
        }
        return json instanceof Json.Fields fields && fields.values().containsKey("meta") ? fields : values.value(4);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("[DESIGN-12] restoring turns any document into the target, and a second time there is nothing to do")
    void restoresAnything(long seed) {
        var random = new RandomDesigns(seed);
        for (int i = 0; i < 25; i++) {
            Design target = random.design();
            var document = new SimulatedDocument();
            document.edit(LiveDocument.creating(random.design()));

            document.edit(LiveDocument.restoring(target, document.projection(), DELETION));

            assertThat(LiveDocument.fromProjection(document.projection()).design())
                    .isEqualTo(target);
            assertThat(document.edit(LiveDocument.restoring(target, document.projection(), DELETION)))
                    .isZero();
        }
    }

    @Test
    @DisplayName(
            "[DESIGN-13] only what differs is edited: a field, an entry, the notes; the extra is flagged, the missing comes back")
    void restoresWithTheFewestOperations() {
        var document = new SimulatedDocument();
        Design target = new Design(
                "d",
                List.of(DesignTest.component("a", null), DesignTest.component("b", null)),
                List.of(DesignTest.edge("r", "a", "b")));
        document.edit(LiveDocument.creating(target));
        document.put(Json.of("other"), "components", "a", "name");
        document.put(Json.of(1), "components", "a", "config", "/extra");
        document.put(Json.of(true), "components", "b", "deleted");
        document.edit(LiveDocument.creating(new Design("d", List.of(DesignTest.component("c", null)), List.of())));

        String operations = new String(LiveDocument.restoring(target, document.projection(), DELETION), UTF_8);

        assertThat(operations)
                .isEqualTo("[{\"op\":\"set\",\"path\":[\"components\",\"a\",\"name\"],\"value\":\"web\"},"
                        + "{\"op\":\"delete\",\"path\":[\"components\",\"a\",\"config\",\"/extra\"]},"
                        + "{\"op\":\"delete\",\"path\":[\"components\",\"b\",\"deleted\"]},"
                        + "{\"op\":\"set\",\"path\":[\"components\",\"c\",\"deleted\"],"
                        + "\"value\":{\"at\":\"2026-01-02T03:04:05Z\",\"by\":\"mona\"}}]");
    }

    @Test
    @DisplayName("[DESIGN-13] an edge that stays hidden is left alone, so that it comes back with its end")
    void leavesHiddenEdgesAlone() {
        var document = new SimulatedDocument();
        Component a = DesignTest.component("a", null);
        document.edit(LiveDocument.creating(
                new Design("d", List.of(a, DesignTest.component("b", null)), List.of(DesignTest.edge("r", "a", "b")))));
        document.put(Json.of(true), "components", "b", "deleted");

        byte[] operations =
                LiveDocument.restoring(new Design("d", List.of(a), List.of()), document.projection(), DELETION);

        assertThat(operations).asString().isEqualTo("[]");
    }

    @Test
    @DisplayName("[DESIGN-14] replacing works on a document where plain values stand for shared ones")
    void replacesAnything() {
        var document = new SimulatedDocument();
        Design target = new RandomDesigns(1).design();
        document.put(new Json.Fields(Map.of("name", Json.of("plain"))), "components", "c0");
        document.put(Json.of(1), "components", "other");
        document.put(Json.NIL, "relationships", "r");

        document.edit(LiveDocument.replacing(target, document.projection()));

        var projected = LiveDocument.fromProjection(document.projection());
        assertThat(projected.design()).isEqualTo(target);
        assertThat(projected.findings()).isEmpty();
    }

    @Test
    @DisplayName("[DESIGN-9] keys of the order of drawing sort as their numbers do")
    void ordersDrawing() {
        List<String> keys =
                IntStream.range(0, 5_000).mapToObj(FractionalIndex::of).toList();

        assertThat(keys).isSorted().doesNotHaveDuplicates();
        assertThat(keys).contains("a0", "az", "b00", "bzz", "c000");
    }

    private static LiveDocument.Projected read(String projection) {
        return LiveDocument.fromProjection(projection.getBytes(UTF_8));
    }
}
