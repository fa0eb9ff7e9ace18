package io.meshplay.models.relationship;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplay.models.relationship.RelationshipDefinition.Alternative;
import io.meshplay.models.relationship.RelationshipDefinition.Binding;
import io.meshplay.models.relationship.RelationshipDefinition.Fields;
import io.meshplay.models.relationship.RelationshipDefinition.Selector;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every shape of a relationship file that the registry is known to hold. */
final class RelationshipReaderTest {
    private static RelationshipDefinition read(String json) {
        return RelationshipReader.read(Quoted.json(json), Origin.of("file.json", "kubernetes"));
    }

    private static Selector first(List<Selector> selectors) {
        assertThat(selectors).isNotEmpty();
        return selectors.getFirst();
    }

    private static Fields fields(Selector selector) {
        return Objects.requireNonNull(selector.fields());
    }

    @Test
    @DisplayName(
            "[POLICY-21] v1alpha3: selectors, paths with indices as texts and numbers, denied pairs inside the allowed ones")
    void current() {
        RelationshipDefinition definition =
                read("{'schemaVersion':'relationships.meshplay.khulnasofy.com/v1alpha3','kind':'edge',"
                        + "'type':'non-binding','subType':'network','status':'enabled','metdata':{'description':'d'},'model':{'name':'kubernetes ',"
                        + "'model':{'version':'v1.25.2'}},'selectors':[{'allow':{'from':[{'kind':'Service','model':'kubernetes','patch':"
                        + "{'patchStrategy':'replace','mutatorRef':[['configuration','spec','selector']]}}],'to':[{'kind':'Pod','model':{'name':'kubernetes'},"
                        + "'patch':{'patchStrategy':'replace','mutatedRef':[['configuration','spec','containers',0,'ports','_','x']]}}],"
                        + "'deny':{'from':[{'kind':'Service'}],'to':[{'kind':'Service'}]}}}]}");

        Alternative set = definition.selectors().getFirst();
        assertThat(definition.classification()).isEqualTo("edge/non-binding/network");
        assertThat(definition.model().name()).isEqualTo("kubernetes");
        assertThat(definition.model().version()).isEqualTo("v1.25.2");
        assertThat(definition.description()).isEqualTo("d");
        assertThat(definition.enabled()).isTrue();
        assertThat(fields(first(set.from())).mutates()).isTrue();
        assertThat(fields(first(set.to())).paths())
                .containsExactly(new FieldPath(List.of("configuration", "spec", "containers", "0", "ports", "_", "x")));
        assertThat(first(set.deniedFrom()).kind()).isEqualTo("Service");
    }

    @Test
    @DisplayName(
            "[POLICY-21] older files: selectors as one map, models as texts, no schemaVersion, rego_query, misspelled sub-types")
    void older() {
        RelationshipDefinition definition = read(
                "{'apiVersion':'models.x.y/v1lpha2','kind':'hierarchical','type':'sibling','subType':'matchlabels',"
                        + "'rego_query':'q','model':{'name':'m','version':'1.1.8'},'selectors':{'allow':{'from':[{'kind':'A','model':'m ','match':"
                        + "{'refs':[['configuration','a']]}}],'to':[{'kind':'B','match':{'self':[],'x.y':[]}}]}}}");

        Alternative set = definition.selectors().getFirst();
        assertThat(definition.schemaVersion()).isEqualTo("models.x.y/v1lpha2");
        assertThat(definition.subType()).isEqualTo("matchLabels");
        assertThat(definition.model().version()).isEqualTo("1.1.8");
        assertThat(first(set.from()).model().name()).isEqualTo("m");
        assertThat(first(set.from()).refs()).hasSize(1);
        assertThat(first(set.to()).fields()).isNull();
        assertThat(first(set.to()).model().any()).isTrue();
    }

    @Test
    @DisplayName(
            "[POLICY-21] bindings: which list is the end itself does not matter, its partner is the component between")
    void bindings() {
        RelationshipDefinition definition =
                read("{'kind':'edge','type':'binding','subType':'mount','selectors':[{'allow':{'from':[{'kind':'Pod',"
                        + "'match':{'from':[{'kind':'self','mutatedRef':[['configuration','a']]}],'to':[{'kind':'Claim','mutatorRef':[['displayName']]}]}}],"
                        + "'to':[{'kind':'Volume','match':{'from':[{'kind':'Claim','mutatedRef':[['configuration','b']]}],'to':[{'kind':'self',"
                        + "'mutatorRef':[['displayName']]}]}}]}}]}");

        Binding from = Objects.requireNonNull(
                first(definition.selectors().getFirst().from()).binding());
        Binding to = Objects.requireNonNull(
                first(definition.selectors().getFirst().to()).binding());
        assertThat(from.kind()).isEqualTo("Claim");
        assertThat(from.self().mutates()).isFalse();
        assertThat(to.between().mutates()).isFalse();
        assertThat(to.self().mutates()).isTrue();
    }

    @Test
    @DisplayName(
            "[POLICY-22] extensions: @workload is each kind that runs pods, podTemplate its template, kinds several kinds")
    void extensions() {
        RelationshipDefinition definition = read(
                "{'kind':'edge','selectors':[{'allow':{'from':[{'kinds':['A','B'],'patch':{'mutatorRef':"
                        + "[['displayName']],'matchStrategyMatrix':[['fill']]}}],'to':[{'kind':'@workload','patch':{'mutatedRef':[['podTemplate','spec','x']]}}]}}]}");

        Alternative set = definition.selectors().getFirst();
        assertThat(set.from()).extracting(Selector::kind).containsExactly("A", "B");
        assertThat(fields(first(set.from())).matching()).containsExactly("fill");
        assertThat(set.to())
                .extracting(to -> to.kind() + " " + fields(to).paths().getFirst())
                .containsExactly(
                        "CronJob spec.jobTemplate.spec.template.spec.x",
                        "DaemonSet spec.template.spec.x",
                        "Deployment spec.template.spec.x",
                        "Job spec.template.spec.x",
                        "Pod spec.x",
                        "ReplicaSet spec.template.spec.x",
                        "ReplicationController spec.template.spec.x",
                        "StatefulSet spec.template.spec.x");
    }

    @Test
    @DisplayName(
            "[POLICY-23] what is no definition is refused in words; a definition that is switched off is read, and not evaluated")
    void refusals() {
        assertThatThrownBy(() -> read("[]")).hasMessageContaining("is a map");
        assertThatThrownBy(() -> read("{'kind':'edge'}")).hasMessageContaining("selectors");
        for (String status : List.of("ignored", "deleted", "pending")) {
            assertThat(read("{'kind':'edge','selectors':[],'status':'" + status + "'}")
                            .enabled())
                    .isFalse();
        }
        assertThat(read("{'kind':'edge','selectors':[null,1,{'allow':{'from':[2],'to':null}}],'metadata':3}")
                        .selectors())
                .hasSize(1);
    }

    @Test
    @DisplayName("[POLICY-24] equal rules have equal keys, whatever file, version or host they came from")
    void keys() {
        String rule = "'kind':'edge','selectors':[{'allow':{'from':[{'kind':'A'}]}}],'model':{'name':'m'}";

        assertThat(read("{" + rule + ",'schemaVersion':'a.b/v1alpha3'}").key())
                .isEqualTo(read("{'version':'v9'," + rule + "}").key());
        assertThat(read("{" + rule + "}").key())
                .isNotEqualTo(read("{" + rule.replace("'A'", "'B'") + "}").key());
    }
}
