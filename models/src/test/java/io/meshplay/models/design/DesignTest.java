package io.meshplay.models.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DesignTest {
    @Test
    @DisplayName("[DESIGN-4] components and relationships are ordered by id")
    void ordersById() {
        var design = new Design(
                "d",
                List.of(component("b", null), component("a", "b")),
                List.of(edge("y", "a", "b"), edge("x", "b", "a")));

        assertThat(design.components()).extracting(Component::id).containsExactly("a", "b");
        assertThat(design.relationships()).extracting(Relationship::id).containsExactly("x", "y");
    }

    @Test
    @DisplayName("[DESIGN-4] two things with one id, missing ends, missing parents and cycles are refused")
    void refusesContradictions() {
        Component a = component("a", null);
        refused(List.of(a, component("a", null)), List.of());
        refused(List.of(a), List.of(edge("r", "a", "gone")));
        refused(List.of(a), List.of(edge("r", "a", "a"), edge("r", "a", "a")));
        refused(List.of(component("a", "gone")), List.of());
        refused(List.of(component("a", "b"), component("b", "c"), component("c", "a")), List.of());
        assertThatIllegalArgumentException().isThrownBy(() -> component("a", "a"));
        assertThatIllegalArgumentException().isThrownBy(() -> component("with blank", null));
        assertThatIllegalArgumentException().isThrownBy(() -> component("", null));
        assertThatIllegalArgumentException().isThrownBy(() -> new Position(Double.NaN, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Size(0, 1));
    }

    @Test
    @DisplayName("[DESIGN-4] selectors that name the two ends and no more are none")
    void dropsSelectorsThatSayNothing() {
        var plain = new Relationship("r", "a", "b", "edge", "", Relationship.ends("a", "b"), Json.NO_FIELDS);

        assertThat(plain).isEqualTo(edge("r", "a", "b"));
    }

    @Test
    @DisplayName("[DESIGN-4] a cycle of parents is known by its smallest id, and what hangs on it is not in it")
    void findsCycles() {
        assertThat(Design.smallestOfCycles(
                        Map.of("c", "b", "b", "d", "d", "c", "a", "b", "x", "y", "y", "x", "z", "a")))
                .containsExactlyInAnyOrder("b", "x");
    }

    private static void refused(List<Component> components, List<Relationship> relationships) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Design("d", components, relationships));
    }

    static Relationship edge(String id, String from, String to) {
        return new Relationship(id, from, to, "edge", null, null, Json.NO_FIELDS);
    }

    static Component component(String id, @Nullable String parent) {
        return new Component(
                id,
                "kubernetes",
                "Deployment",
                "apps/v1",
                "web",
                parent,
                "a0",
                Position.ORIGIN,
                Size.NODE,
                Configuration.EMPTY,
                "",
                Json.NO_FIELDS);
    }
}
