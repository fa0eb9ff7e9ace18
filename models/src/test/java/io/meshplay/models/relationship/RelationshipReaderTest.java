package io.meshplay.models.relationship;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.meshplay.models.design.Json;
import io.meshplay.models.relationship.RelationshipDefinition.Selector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

final class RelationshipReaderTest {
    private static final Origin ORIGIN = Origin.of("own.json", "kubernetes");

    @Test
    @DisplayName("a rule of v1alpha3 keeps its kinds and the fields that are compared")
    void readsTheFieldsOfBothEnds() {
        RelationshipDefinition rule = read("""
                {"schemaVersion": "relationships.meshplay.khulnasofy.com/v1alpha3", "kind": "edge",
                 "type": "non-binding", "subType": "network", "model": {"name": "kubernetes "},
                 "selectors": [{"allow": {
                   "from": [{"kind": "Service", "model": "kubernetes",
                             "patch": {"patchStrategy": "replace",
                                       "mutatorRef": [["configuration", "spec", "selector"]]}}],
                   "to": [{"kind": "Deployment", "model": {"name": "kubernetes"},
                           "patch": {"mutatedRef": [["configuration", "metadata", "labels"]]}}]}}]}
                """);

        assertThat(rule.classification()).isEqualTo("edge/non-binding/network");
        assertThat(rule.model().name()).isEqualTo("kubernetes");
        assertThat(rule.enabled()).isTrue();
        Selector from = rule.selectors().getFirst().from().getFirst();
        Selector to = rule.selectors().getFirst().to().getFirst();
        assertThat(from.kind()).isEqualTo("Service");
        assertThat(from.fields()).isNotNull();
        assertThat(from.fields().mutates()).isTrue();
        assertThat(from.fields().strategy()).isEqualTo("replace");
        assertThat(to.fields()).isNotNull();
        assertThat(to.fields().mutates()).isFalse();
        assertThat(to.fields().paths()).hasSameSizeAs(from.fields().paths()).hasSize(1);
    }

    @Test
    @DisplayName("older shapes are read as they are meant: one selector, a misspelled key, other capitals")
    void readsOlderShapes() {
        RelationshipDefinition rule = read("""
                {"kind": "hierarchical", "type": "sibling", "subType": "matchlabels", "status": "ignored",
                 "metdata": {"description": "equal labels"},
                 "selectors": {"allow": {"from": [{"kind": "Pod"}], "to": [{"kind": "Pod"}]}}}
                """);

        assertThat(rule.subType()).isEqualTo("matchLabels");
        assertThat(rule.description()).isEqualTo("equal labels");
        assertThat(rule.enabled()).isFalse();
        assertThat(rule.selectors()).hasSize(1);
    }

    @Test
    @DisplayName("equal rules have equal keys, whatever file they came from")
    void keysDependOnTheRule() {
        String rule = "{\"kind\": \"edge\", \"type\": \"binding\", \"selectors\": []}";
        String other = "{\"kind\": \"edge\", \"type\": \"non-binding\", \"selectors\": []}";

        assertThat(read(rule).key())
                .isEqualTo(read(rule).key())
                .isNotEqualTo(read(other).key());
    }

    @Test
    @DisplayName("what is no relationship definition is refused with the reason")
    void refusesOtherFiles() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("[1]"))
                .withMessage("A relationship definition is a map.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("{\"kind\": \"edge\"}"))
                .withMessageContaining("selectors");
    }

    @Test
    @DisplayName("each relationship file of the Meshplay registry is understood")
    void readsTheRegistry() throws IOException {
        Path registry = Path.of("../../shared/fixtures/meshplay-registry");
        assumeThat(registry).isDirectory();
        List<Path> files;
        try (Stream<Path> all = Files.walk(registry)) {
            files = all.filter(file -> file.toString().matches(".*/relationships/[^/]+"))
                    .filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }

        assertThat(files).hasSizeGreaterThan(100).allSatisfy(file -> {
            RelationshipDefinition rule = read(Files.readString(file));
            assertThat(rule.kind()).isIn("hierarchical", "edge", "sibling");
            assertThat(rule.selectors()).isNotEmpty();
        });
    }

    private static RelationshipDefinition read(String json) {
        return RelationshipReader.read(tree(new Load(LoadSettings.builder().build()).loadFromString(json)), ORIGIN);
    }

    private static Json tree(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, Json> fields = new LinkedHashMap<>();
                map.forEach((key, field) -> fields.put(String.valueOf(key), field == null ? Json.NIL : tree(field)));
                yield new Json.Fields(fields);
            }
            case List<?> list ->
                new Json.Items(list.stream()
                        .map(item -> item == null ? Json.NIL : tree(item))
                        .toList());
            case Boolean flag -> Json.of(flag);
            case Number number -> Json.of(number.doubleValue());
            default -> Json.of(value.toString());
        };
    }
}
