package io.meshplay.models.relationship.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.models.design.Json;
import io.meshplay.models.relationship.BuiltInRules;
import io.meshplay.models.relationship.Kinds;
import io.meshplay.models.relationship.KnownKinds;
import io.meshplay.models.relationship.Origin;
import io.meshplay.models.relationship.Quoted;
import io.meshplay.models.relationship.RelationshipReader;
import io.meshplay.models.relationship.rule.RelationshipLint.Lint;
import io.meshplay.models.relationship.rule.RelationshipLint.Matter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Definitions that cannot be meant as they are. */
final class RelationshipLintTest {
    private static final Kinds SCHEMAS = new Kinds() {
        @Override
        public Scope scope(Kind kind) {
            return Scope.UNKNOWN;
        }

        @Override
        public boolean belongs(Kind kind, String model) {
            return true;
        }

        @Override
        public Presence presence(Kind kind, List<String> keys) {
            return keys.equals(List.of("spec", "items", "*", "name")) ? Presence.PRESENT : Presence.ABSENT;
        }

        @Override
        public @Nullable Json defaultValue(Kind kind, List<String> keys) {
            return null;
        }
    };

    private static List<Lint> check(String from, String to, String more) {
        return new RelationshipLint(SCHEMAS)
                .check(RelationshipReader.read(
                        Quoted.json("{'kind':'edge','type':'non-binding','selectors':[{'allow':{'from':[" + from
                                + "],'to':[" + to + "]}" + more + "}]}"),
                        Origin.of("f.json", "m")));
    }

    private static String end(String kind, String ref, String path) {
        return "{'kind':'" + kind + "','patch':{'" + ref + "':[" + path + "]}}";
    }

    private static final String NAME = end("A", "mutatorRef", "['displayName']");
    private static final String GOOD = end("B", "mutatedRef", "['configuration','spec','items','_','name']");

    @Test
    @DisplayName("[POLICY-25] a definition that is fine has no findings, and the built-in ones are fine")
    void fine() {
        assertThat(check(NAME, GOOD, "")).isEmpty();
        var lint = new RelationshipLint(new KnownKinds());
        assertThat(BuiltInRules.definitions())
                .allSatisfy(one -> assertThat(lint.check(one)).isEmpty());
    }

    @Test
    @DisplayName(
            "[POLICY-25] empty paths, missing kinds, ends without fields, two writing ends and denied pairs can never fire")
    void never() {
        for (List<Lint> lints : List.of(
                check(NAME, end("B", "mutatedRef", "[]"), ""),
                check("{'model':'m'}", GOOD, ""),
                check("{'kind':'A'}", GOOD, ""),
                check(NAME, end("B", "mutatorRef", "['displayName']"), ""),
                check(NAME, end("B", "mutatedRef", "['spec','x']"), ""),
                check(NAME, GOOD, ",'deny':{'from':[{'kind':'A'}],'to':[{'kind':'*'}]}"),
                check("", "", ""))) {
            assertThat(lints).filteredOn(lint -> lint.matter() == Matter.NEVER).hasSize(1);
        }
    }

    @Test
    @DisplayName("[POLICY-25] one pair of several that can never fire is told apart from a rule that never does")
    void partly() {
        assertThat(check(NAME + ",{'kind':'C'}", GOOD, ""))
                .extracting(Lint::matter)
                .containsExactly(Matter.PARTLY);
    }

    @Test
    @DisplayName(
            "[POLICY-26] paths that are not in the schema, lists of unequal length and unknown comparisons are said")
    void paths() {
        assertThat(check(NAME, end("B", "mutatedRef", "['configuration','spec','labels']"), ""))
                .extracting(Lint::matter, Lint::where)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(Matter.PATH, "B configuration.spec.labels"));
        assertThat(check(end("A", "mutatorRef", "['displayName'],['component','kind']"), GOOD, ""))
                .extracting(Lint::matter)
                .containsExactly(Matter.COUNT);
        assertThat(check(NAME, GOOD.replace("'patch':{", "'patch':{'matchStrategyMatrix':[['nearly']],"), ""))
                .extracting(Lint::matter)
                .containsExactly(Matter.STRATEGY);
    }
}
