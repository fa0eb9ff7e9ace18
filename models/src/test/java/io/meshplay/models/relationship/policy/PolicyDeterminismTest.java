package io.meshplay.models.relationship.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.models.design.CanonicalDesign;
import io.meshplay.models.design.Component;
import io.meshplay.models.design.Design;
import io.meshplay.models.design.JsonWriter;
import io.meshplay.models.design.Relationship;
import io.meshplay.models.relationship.BuiltInRules;
import io.meshplay.models.relationship.Origin;
import io.meshplay.models.relationship.RelationshipDefinition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One design has one evaluation, however it came to be. */
final class PolicyDeterminismTest {
    private static final int SHUFFLES = 1_000;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 8);
    }

    @Test
    @DisplayName(
            "[POLICY-1] a thousand orders of components, relationships and definitions are one evaluation, to the byte")
    void shuffles() {
        var scenes = new RandomScenes(42, 6);
        List<Component> components = scenes.components(60);
        List<Relationship> lines = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            lines.add(scenes.line("l" + i, components));
        }
        List<RelationshipDefinition> definitions = new ArrayList<>(BuiltInRules.definitions());
        String first = evaluated(components, lines, Scene.ENGINE);
        var random = new Random(7);

        for (int i = 0; i < SHUFFLES; i++) {
            Collections.shuffle(components, random);
            Collections.shuffle(lines, random);
            if (i % 100 == 0) {
                // Built-in definitions keep their order; loaded ones may come in any.
                List<RelationshipDefinition> loaded = loaded(definitions, random);
                assertThat(evaluated(components, lines, new PolicyEngine(loaded, Scene.KINDS, PolicyOptions.DEFAULTS)))
                        .isEqualTo(evaluated(
                                components,
                                lines,
                                new PolicyEngine(loaded(definitions, random), Scene.KINDS, PolicyOptions.DEFAULTS)));
            }
            assertThat(evaluated(components, lines, Scene.ENGINE)).isEqualTo(first);
        }
        assertThat(first).contains("patchComponent").contains("addRelationship");
    }

    private static List<RelationshipDefinition> loaded(List<RelationshipDefinition> definitions, Random random) {
        List<RelationshipDefinition> loaded = new ArrayList<>();
        for (RelationshipDefinition one : definitions) {
            loaded.add(new RelationshipDefinition(
                    one.key(),
                    Origin.of("file", "kubernetes"),
                    one.schemaVersion(),
                    one.kind(),
                    one.type(),
                    one.subType(),
                    one.status(),
                    one.description(),
                    one.model(),
                    one.selectors(),
                    one.acrossNamespaces(),
                    one.metadata()));
        }
        Collections.shuffle(loaded, random);
        return loaded;
    }

    private static String evaluated(List<Component> components, List<Relationship> lines, PolicyEngine engine) {
        Evaluation evaluation = engine.evaluate(Situation.of(new Design("d", components, lines)));
        return JsonWriter.text(evaluation.json())
                + CanonicalDesign.of(evaluation.design()).hash();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @DisplayName("[POLICY-2] a session after many edits says what a new one says of the same design")
    void incremental(long seed) {
        var scenes = new RandomScenes(seed, 8);
        List<Component> components = scenes.components(40);
        List<Relationship> lines = new ArrayList<>();
        PolicySession session = Scene.ENGINE.session();

        for (int edit = 0; edit < 150; edit++) {
            int at = scenes.random().nextInt(components.size());
            switch (scenes.random().nextInt(4)) {
                case 0 -> lines.add(scenes.line("l" + edit, components));
                case 1 -> lines.removeIf(_ -> scenes.random().nextInt(4) == 0);
                default ->
                    components.set(at, scenes.component(components.get(at).id()));
            }
            Design design = new Design("d", components, lines);
            Evaluation live = session.evaluate(Situation.of(design));
            Evaluation fresh = Scene.ENGINE.evaluate(Situation.of(design));

            assertThat(live.inferred()).as("seed %d edit %d", seed, edit).isEqualTo(fresh.inferred());
            assertThat(live.remarks()).isEqualTo(fresh.remarks());
            assertThat(live.design()).isEqualTo(fresh.design());
            components = new ArrayList<>(live.design().components());
            lines = new ArrayList<>(live.design().relationships());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @DisplayName("[POLICY-3] drawn relationships settle within five passes, and once settled ask for nothing")
    void settles(long seed) {
        var scenes = new RandomScenes(seed, 5);
        List<Component> components = scenes.components(30);
        List<Relationship> lines = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            lines.add(scenes.line("l" + i, components));
        }

        Evaluation first = Scene.ENGINE.evaluate(Situation.of(new Design("d", components, lines)));
        Evaluation second = Scene.ENGINE.evaluate(Situation.of(first.design()));

        assertThat(first.settled()).isTrue();
        assertThat(second.design()).isEqualTo(first.design());
        assertThat(second.actions())
                .allMatch(
                        action -> action instanceof Action.AddRelationship(var _, boolean inferred, var _) && inferred);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @DisplayName("[POLICY-11] when all that was drawn is deleted again, in any order, each component is as it was")
    void undoes(long seed) {
        var scenes = new RandomScenes(seed, 5);
        List<Component> components = scenes.components(30);
        List<Relationship> lines = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            lines.add(scenes.line("l" + i, components));
        }
        PolicySession session = Scene.ENGINE.session();
        Design before = new Design("d", components, List.of());
        Design now = session.evaluate(Situation.of(new Design("d", components, lines)))
                .design();

        while (!now.relationships().isEmpty()) {
            List<Relationship> left = new ArrayList<>(now.relationships());
            Relationship gone = left.remove(scenes.random().nextInt(left.size()));
            now = session.evaluate(new Situation(new Design("d", now.components(), left), List.of(gone), Set.of()))
                    .design();
        }

        assertThat(now.components()).as("seed %d", seed).isEqualTo(before.components());
    }
}
