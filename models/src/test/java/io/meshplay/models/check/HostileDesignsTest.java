package io.meshplay.models.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.models.check.CheckFixtures.Case;
import io.meshplay.models.check.rule.CheckFinding;
import io.meshplay.models.check.rule.Patches;
import io.meshplay.models.design.Component;
import io.meshplay.models.design.Configuration;
import io.meshplay.models.design.Design;
import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonWriter;
import io.meshplay.models.relationship.policy.Action;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Designs whose values have any type anywhere. */
class HostileDesignsTest {
    private static final int ROUNDS = 40;

    static IntStream seeds() {
        Integer one = Integer.getInteger("seed");
        return one == null ? IntStream.rangeClosed(1, 8) : IntStream.of(one);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @DisplayName("[CHECK-7] random JSON in place of any value makes no check fail, nor any fix")
    void randomValues(int seed) {
        var random = new SplittableRandom(seed);
        List<Case> cases = CheckFixtures.bad();
        for (int round = 0; round < ROUNDS; round++) {
            Design design = cases.get(random.nextInt(cases.size())).design();
            Design hostile = mutated(design, random);

            CheckReport report = CheckFixtures.check(hostile);

            List<Action.PatchComponent> patches = new ArrayList<>();
            for (CheckFinding finding : report.findings()) {
                patches.addAll(finding.fix());
            }
            CheckFixtures.check(Patches.applied(hostile, patches));
            assertThat(JsonWriter.text(report.json())).isNotEmpty();
            assertThat(report.findings())
                    .allSatisfy(finding -> assertThat(hostile.components())
                            .extracting(Component::id)
                            .contains(finding.component()));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @DisplayName("[CHECK-7] random JSON in place of each value of the fixtures in turn makes no check fail")
    void everyPlaceInTurn(int seed) {
        var random = new SplittableRandom(seed);
        Design base = CheckFixtures.base();
        for (Component component : base.components()) {
            Json.Fields tree = component.configuration().nested();
            int places = count(tree);
            for (int place = seed % 8; place < places; place += 8) {
                Json value = random(random, 3);
                Json changed = replaced(tree, new int[] {place}, value);
                Component hostile = component.withConfiguration(Configuration.of(asFields(changed)));

                assertThat(CheckFixtures.check(with(base, hostile)).findings()).isNotNull();
            }
        }
    }

    @Test
    @DisplayName("[CHECK-7] a component that is configured with nothing is checked too, of whatever kind")
    void emptyComponents() {
        Design base = CheckFixtures.base();
        List<Component> empty = base.components().stream()
                .map(one -> one.withConfiguration(Configuration.EMPTY))
                .toList();

        CheckReport report = CheckFixtures.check(new Design("empty", empty, List.of()));

        assertThat(report.findings())
                .extracting(finding -> finding.check().id())
                .contains("workload-selector-missing", "cron-job-schedule", "claim-size");
    }

    private static Design with(Design design, Component changed) {
        List<Component> components = design.components().stream()
                .map(one -> one.id().equals(changed.id()) ? changed : one)
                .toList();
        return new Design(design.name(), components, design.relationships());
    }

    private static Design mutated(Design design, SplittableRandom random) {
        Design mutated = design;
        for (Component component : design.components()) {
            Json tree = component.configuration().nested();
            for (int i = random.nextInt(4); i > 0; i--) {
                int places = count(tree);
                if (places > 0) {
                    tree = replaced(tree, new int[] {random.nextInt(places)}, random(random, 3));
                }
            }
            mutated = with(mutated, component.withConfiguration(Configuration.of(asFields(tree))));
        }
        return mutated;
    }

    private static Json.Fields asFields(Json json) {
        return json instanceof Json.Fields fields ? fields : Json.NO_FIELDS;
    }

    /** How many values are below this one. */
    private static int count(Json json) {
        return switch (json) {
            case Json.Fields(Map<String, Json> fields) ->
                fields.values().stream().mapToInt(one -> 1 + count(one)).sum();
            case Json.Items(List<Json> items) ->
                items.stream().mapToInt(one -> 1 + count(one)).sum();
            case Json.Nil _, Json.Flag _, Json.Numeral _, Json.Text _ -> 0;
        };
    }

    /** The same with the value of that number, counted in depth, replaced. */
    private static Json replaced(Json json, int[] left, Json value) {
        return switch (json) {
            case Json.Fields(Map<String, Json> fields) -> {
                Map<String, Json> changed = new LinkedHashMap<>();
                fields.forEach((key, child) -> changed.put(key, step(child, left, value)));
                yield new Json.Fields(changed);
            }
            case Json.Items(List<Json> items) ->
                new Json.Items(
                        items.stream().map(child -> step(child, left, value)).toList());
            case Json.Nil _, Json.Flag _, Json.Numeral _, Json.Text _ -> json;
        };
    }

    private static Json step(Json child, int[] left, Json value) {
        return left[0]-- == 0 ? value : replaced(child, left, value);
    }

    private static Json random(SplittableRandom random, int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 7)) {
            case 0 -> Json.NIL;
            case 1 -> Json.of(random.nextBoolean());
            case 2 -> Json.of(random.nextInt(-2, 3));
            case 3 -> Json.of(random.nextDouble() * 1e300);
            case 4 -> Json.of("");
            case 5 ->
                Json.of(List.of("*", "~1/", "0", "100%", "\u0000", "cluster-admin", "x".repeat(300))
                        .get(random.nextInt(7)));
            case 6 -> random.nextBoolean() ? Json.NO_FIELDS : Json.NO_ITEMS;
            case 7 -> {
                Map<String, Json> fields = new LinkedHashMap<>();
                for (String key : List.of("name", "0", "app", "matchLabels", "")) {
                    if (random.nextBoolean()) {
                        fields.put(key, random(random, depth - 1));
                    }
                }
                yield new Json.Fields(fields);
            }
            default ->
                new Json.Items(IntStream.range(0, random.nextInt(4))
                        .mapToObj(_ -> random(random, depth - 1))
                        .toList());
        };
    }
}
