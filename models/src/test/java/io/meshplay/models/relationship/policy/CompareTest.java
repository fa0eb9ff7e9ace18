package io.meshplay.models.relationship.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.models.relationship.Origin;
import io.meshplay.models.relationship.Quoted;
import io.meshplay.models.relationship.RelationshipReader;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the two fields of a pair have to stand to each other. */
final class CompareTest {
    private static boolean related(String compare, String from, String to) {
        var definition = RelationshipReader.read(
                Quoted.json(
                        "{'kind':'edge','type':'non-binding','subType':'reference','selectors':[{'allow':{"
                                + "'from':[{'kind':'A','patch':{'mutatorRef':[['displayName'],['configuration','x']]}}],"
                                + "'to':[{'kind':'B','matchStrategyMatrix':[['equal'],['" + compare
                                + "']],'patch':{'mutatedRef':[['displayName'],['configuration','y'],['configuration','z']]}}]}}]}"),
                Origin.of("f.json", "m"));
        var scene = new Scene(new PolicyEngine(List.of(definition), Scene.KINDS, PolicyOptions.DEFAULTS))
                .with("m", "v1", "A", "one", "{'x':" + from + "}")
                .with("m", "v1", "B", "one", "{'y':" + to + "}");
        return !scene.evaluate().inferred().isEmpty();
    }

    @ParameterizedTest
    @DisplayName("[POLICY-4] pairs by index hold as their comparison says, and the longer list is cut")
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "equal;            'a';       'a';             true",
                "equal;            'a';       'b';             false",
                "equal;            8;         '8';             false",
                "equal_as_strings; 8;         '8';             true",
                "equal_as_strings; 8;         '9';             false",
                "to_contains_from; {'a':'1'}; {'a':'1','b':1}; true",
                "to_contains_from; {'a':'2'}; {'a':'1','b':1}; false",
                "to_contains_from; 'a';       ['a','b'];       true",
                "from_contains_to; ['a','b']; ['b'];           true",
                "from_contains_to; ['a','b']; ['c'];           false",
                "not_null;         1;         true;            true",
                "not_null;         1;         '';              false",
                "fill;             1;         '';              true",
                "fill_number;      'a';       'b';             true",
                "nonsense;         'a';       'a';             true",
                "nonsense;         'a';       'b';             false"
            })
    void compares(String compare, String from, String to, boolean holds) {
        assertThat(related(compare, from, to)).isEqualTo(holds);
    }
}
