package io.meshplay.models.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Values against schemas as Kubernetes means them. */
final class SchemaValidatorTest {
    private static final SchemaValidator VALIDATOR = validator("""
            {"properties":{"spec":{"allOf":[{"type":"object","required":["replicas"],"properties":{
              "replicas":{"type":"integer","minimum":0,"exclusiveMinimum":true},
              "port":{"x-kubernetes-int-or-string":true,"anyOf":[{"type":"integer"},{"type":"string"}]},
              "old":{"type":"string","format":"int-or-string"},
              "labels":{"type":"object","additionalProperties":{"type":"string"}},
              "raw":{"type":"object","x-kubernetes-preserve-unknown-fields":true},
              "text":{"type":"string","format":"textarea"},
              "name":{"type":"string","pattern":"^[a-z]+$","maxLength":5},
              "policy":{"type":"string","enum":["Always","Never"],"nullable":true}}}]}}}""");

    @Test
    @DisplayName("[SCHEMA-5] what fits has no problem: numbers as texts, nulls, maps in the place of texts")
    void takesWhatFits() {
        assertThat(problems("{\"spec\":{\"replicas\":2,\"port\":80,\"old\":\"http\",\"labels\":{\"a\":\"b\"},"
                        + "\"raw\":{\"x\":[1]},\"text\":{\"any\":1},\"name\":\"web\",\"policy\":null},"
                        + "\"metadata\":{\"name\":\"x\"},\"apiVersion\":\"v1\",\"kind\":\"X\"}"))
                .isEmpty();
    }

    @Test
    @DisplayName("[SCHEMA-6] a problem has a pointer, a sentence and the value, cut")
    void saysWhatIsWrong() {
        assertThat(problems(
                        "{\"spec\":{\"replicas\":\"two\",\"policy\":\"Maybe\",\"name\":\"" + "X".repeat(900) + "\"}}"))
                .contains(
                        new Problem("/spec/replicas", "This must be a whole number, and is a text.", "\"two\"", "type"),
                        new Problem("/spec/policy", "This must be one of Always, Never, null.", "\"Maybe\"", "enum"))
                .allSatisfy(problem -> assertThat(problem.value()).hasSizeLessThan(210));
        assertThat(problems("{\"spec\":{}}"))
                .containsExactly(new Problem("/spec", "The field \"replicas\" is missing.", "{}", "required"));
        assertThat(problems("{\"spec\":{\"replicas\":0}}"))
                .containsExactly(new Problem("/spec/replicas", "This must be more than 0.", "0", "exclusiveMinimum"));
    }

    @Test
    @DisplayName("[SCHEMA-7] a field that no schema knows is told, with the one that was meant")
    void findsUnknownFields() {
        assertThat(problems("{\"spec\":{\"replicas\":1,\"replcias\":2,\"raw\":{\"b\":1},\"labels\":{\"c\":\"d\"}}}"))
                .containsExactly(new Problem(
                        "/spec/replcias",
                        "No field \"replcias\" is known here; did you mean \"replicas\"?",
                        "2",
                        Problem.UNKNOWN_FIELD));
    }

    @Test
    @Timeout(20)
    @DisplayName("[SCHEMA-8] patterns run in linear time; what RE2 does not have is not checked")
    void runsPatternsInLinearTime() {
        SchemaValidator hostile = validator("""
                {"properties":{"a":{"type":"string","pattern":"^(a+)+$"},"b":{"pattern":"(?=x)y"},"c":{"pattern":"("}}}""");

        long start = System.nanoTime();
        List<Problem> problems =
                hostile.validate(TestSchemas.value("{\"a\":\"" + "a".repeat(50_000) + "!\",\"b\":\"z\",\"c\":\"z\"}"));

        assertThat(problems).singleElement().extracting(Problem::pointer).isEqualTo("/a");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    @Timeout(60)
    @DisplayName("[SCHEMA-9] schemas that double, or lead to themselves, end at a bound of steps")
    void givesUpOnCostlySchemas() {
        StringBuilder value = new StringBuilder("1");
        for (int i = 0; i < 40; i++) {
            value.insert(0, "{\"p\":").append('}');
        }
        SchemaValidator doubling = validator("""
                {"properties":{"p":{"allOf":[{"$ref":"#"},{"$ref":"#"}]}}}""");
        SchemaValidator endless = validator("{\"allOf\":[{\"$ref\":\"#\"}]}");
        SchemaValidator recursive = validator("{\"type\":\"object\",\"properties\":{\"p\":{\"$ref\":\"#\"}}}");

        assertThat(doubling.validate(TestSchemas.value(value.toString())))
                .extracting(Problem::rule)
                .contains(Problem.TOO_COSTLY);
        assertThat(endless.validate(TestSchemas.value("{}")))
                .extracting(Problem::rule)
                .contains(Problem.TOO_COSTLY);
        assertThat(recursive.validate(TestSchemas.value(value.toString())))
                .extracting(Problem::rule)
                .containsExactly("type");
    }

    @Test
    @DisplayName("[SCHEMA-9] what is no schema checks nothing, and references outside are not followed")
    void survivesWhatIsNoSchema() {
        for (String schema : List.of(
                "{\"type\":7}",
                "{\"type\":\"nothing\"}",
                "{\"properties\":[]}",
                "{\"required\":\"a\",\"enum\":{},\"minimum\":\"x\",\"allOf\":{}}",
                "{\"$ref\":\"http://example.org/x.json\"}",
                "{\"$ref\":\"#/nowhere\"}",
                "{\"$id\":\"http://example.org\",\"$schema\":\"http://example.org/no\"}",
                "{\"items\":{\"maxLength\":-1},\"maxItems\":1e300}")) {
            assertThat(validator(schema).validate(TestSchemas.value("{\"a\":[\"b\"]}")))
                    .as(schema)
                    .hasSizeLessThan(3);
        }
    }

    private static List<Problem> problems(String value) {
        return VALIDATOR.validate(TestSchemas.value(value));
    }

    private static SchemaValidator validator(String schema) {
        return new SchemaValidator(TestSchemas.read(schema));
    }
}
