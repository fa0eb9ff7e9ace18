package io.meshplay.models.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.meshplay.models.design.Json;
import io.meshplay.models.schema.Field.Shape;
import io.meshplay.models.schema.SchemaWalker.Presence;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Walks through schemas of the shapes that the registry holds. */
final class SchemaWalkerTest {
    private static final Json.Fields SCHEMA = TestSchemas.read("""
            {"properties":{"spec":{"allOf":[{"type":"object","required":["replicas"],"properties":{
              "replicas":{"type":"integer","format":"int32","default":1,"minimum":0},
              "port":{"x-kubernetes-int-or-string":true,"anyOf":[{"type":"integer"},{"type":"string"}]},
              "old":{"type":"string","format":"int-or-string"},
              "labels":{"type":"object","additionalProperties":{"type":"string"}},
              "raw":{"type":"object","x-kubernetes-preserve-unknown-fields":true},
              "text":{"type":"string","format":"textarea"},
              "policy":{"type":"string","enum":["Always","Never"],"nullable":true,"description":"When."},
              "strategy":{"type":"object","default":{"kind":"Rolling"},"properties":{"kind":{"type":"string"}}},
              "containers":{"type":"array","items":{"$ref":"#/definitions/container"}}}}]}},
             "definitions":{"container":{"type":"object","properties":{
               "name":{"type":"string","pattern":"^[a-z]+$"},
               "inner":{"$ref":"#/definitions/container"}}}}}""");

    private final SchemaWalker walker = new SchemaWalker(SCHEMA);

    @Test
    @DisplayName("[SCHEMA-1] fields are found through allOf, references, lists and maps")
    void findsFields() {
        assertThat(walker.presence(List.of("spec", "replicas"))).isEqualTo(Presence.PRESENT);
        assertThat(walker.presence(List.of("spec", "containers", "0", "name"))).isEqualTo(Presence.PRESENT);
        assertThat(walker.presence(List.of("spec", "containers", "_", "inner", "inner", "name")))
                .isEqualTo(Presence.PRESENT);
        assertThat(walker.presence(List.of("spec", "labels", "app"))).isEqualTo(Presence.PRESENT);
        assertThat(walker.presence(List.of("spec", "replica"))).isEqualTo(Presence.ABSENT);
        assertThat(walker.presence(List.of("spec", "containers", "*", "nam"))).isEqualTo(Presence.ABSENT);
        assertThat(walker.presence(List.of("spec", "raw", "any", "thing"))).isEqualTo(Presence.OPEN);
        assertThat(walker.presence(List.of("spec", "text", "thing"))).isEqualTo(Presence.OPEN);
    }

    @Test
    @DisplayName("[SCHEMA-2] a default is the field's own, or its part of the default around it")
    void findsDefaults() {
        assertThat(walker.defaultValue(List.of("spec", "replicas"))).isEqualTo(Json.of(1));
        assertThat(walker.defaultValue(List.of("spec", "strategy", "kind"))).isEqualTo(Json.of("Rolling"));
        assertThat(walker.defaultValue(List.of("spec", "policy"))).isNull();
        assertThat(walker.defaultValue(List.of("nothing"))).isNull();
    }

    @Test
    @DisplayName("[SCHEMA-3] a form knows of each field what may stand in it")
    void describesFields() {
        assertThat(walker.fields(List.of("spec")))
                .extracting(Field::name, Field::shape)
                .contains(
                        tuple("replicas", Shape.INTEGER),
                        tuple("port", Shape.INTEGER_OR_TEXT),
                        tuple("old", Shape.INTEGER_OR_TEXT),
                        tuple("labels", Shape.MAP),
                        tuple("raw", Shape.ANY),
                        tuple("text", Shape.LINES),
                        tuple("policy", Shape.TEXT),
                        tuple("strategy", Shape.FIELDS),
                        tuple("containers", Shape.LIST));
        Field policy = walker.field(List.of("spec", "policy"));
        assertThat(policy).isNotNull();
        assertThat(policy.choices()).containsExactly(Json.of("Always"), Json.of("Never"));
        assertThat(policy.nullable()).isTrue();
        assertThat(policy.description()).isEqualTo("When.");
        Field replicas = walker.field(List.of("spec", "replicas"));
        assertThat(replicas).isNotNull();
        assertThat(replicas.required()).isTrue();
        assertThat(replicas.minimum()).isEqualTo(0.0);
        assertThat(walker.fields(List.of("spec", "containers")))
                .singleElement()
                .extracting(Field::name)
                .isEqualTo("*");
    }

    @Test
    @DisplayName("[SCHEMA-4] references that lead to themselves or nowhere end the walk")
    void survivesCycles() {
        var cyclic = new SchemaWalker(TestSchemas.read("""
                {"$ref":"#","allOf":[{"$ref":"#/allOf/0"},{"$ref":"#/nowhere"},{"$ref":"other.json#/x"}],
                 "anyOf":[{"properties":{"a":{"$ref":"#"}}}]}"""));

        assertThat(cyclic.presence(List.of("a", "a", "a"))).isEqualTo(Presence.PRESENT);
        assertThat(cyclic.presence(List.of("b"))).isEqualTo(Presence.ABSENT);
    }
}
