package io.meshplay.models.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.models.check.rule.CheckFinding;
import io.meshplay.models.design.Design;
import io.meshplay.models.design.Json;
import io.meshplay.models.schema.SchemaValidator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SarifTest {
    /** What SARIF 2.1.0 says of the parts that we write: their fields, types and words; nothing else is allowed. */
    private static final SchemaValidator SHAPE = new SchemaValidator(CheckFixtures.fields("""
        type: object
        required: [$schema, version, runs]
        additionalProperties: false
        properties:
          $schema: {const: "https://json.schemastore.org/sarif-2.1.0.json"}
          version: {const: 2.1.0}
          runs:
            type: array
            items:
              type: object
              required: [tool, results]
              additionalProperties: false
              properties:
                columnKind: {enum: [utf16CodeUnits, unicodeCodePoints]}
                properties: {type: object}
                artifacts:
                  type: array
                  items:
                    type: object
                    required: [location]
                    additionalProperties: false
                    properties: {location: {type: object, properties: {uri: {type: string}}}}
                tool:
                  type: object
                  required: [driver]
                  additionalProperties: false
                  properties:
                    driver:
                      type: object
                      required: [name]
                      additionalProperties: false
                      properties:
                        name: {type: string}
                        semanticVersion: {type: string}
                        rules:
                          type: array
                          uniqueItems: true
                          items:
                            type: object
                            required: [id]
                            additionalProperties: false
                            properties:
                              id: {type: string}
                              shortDescription: &text
                                {type: object, required: [text], additionalProperties: false, properties: {text: {type: string}}}
                              fullDescription: *text
                              help: *text
                              defaultConfiguration:
                                type: object
                                additionalProperties: false
                                properties: {level: &level {enum: [none, note, warning, error]}}
                              properties: {type: object}
                results:
                  type: array
                  items:
                    type: object
                    required: [message]
                    additionalProperties: false
                    properties:
                      ruleId: {type: string}
                      ruleIndex: {type: integer, minimum: -1}
                      level: *level
                      message: *text
                      properties: {type: object}
                      locations:
                        type: array
                        items:
                          type: object
                          additionalProperties: false
                          properties:
                            physicalLocation:
                              type: object
                              required: [artifactLocation]
                              additionalProperties: false
                              properties:
                                artifactLocation:
                                  type: object
                                  additionalProperties: false
                                  properties: {uri: {type: string}, index: {type: integer}}
                            logicalLocations:
                              type: array
                              uniqueItems: true
                              items:
                                type: object
                                additionalProperties: false
                                properties:
                                  name: {type: string}
                                  fullyQualifiedName: {type: string}
                                  kind: {type: string}
        """));

    private static CheckReport report() {
        Design design = CheckFixtures.bad().stream()
                .filter(one -> one.check().equals("container-pull-policy"))
                .findFirst()
                .orElseThrow()
                .design();
        return CheckFixtures.check(design);
    }

    private static Json at(Json json, Object... steps) {
        Json at = json;
        for (Object step : steps) {
            at = switch (at) {
                case Json.Items(List<Json> items) -> items.get((Integer) step);
                case Json.Fields fields -> Objects.requireNonNull(fields.find(String.valueOf(step)));
                case Json.Nil _, Json.Flag _, Json.Numeral _, Json.Text _ ->
                    throw new IllegalStateException("nothing is below " + at);
            };
        }
        return at;
    }

    @Test
    @DisplayName("[CHECK-11] a SARIF log has the fields of SARIF 2.1.0 and no others")
    void hasTheShape() {
        assertThat(SHAPE.validate(Sarif.of(report(), "shop.yaml", "1.0.0"))).isEmpty();
        assertThat(SHAPE.validate(new Json.Fields(Map.of("version", Json.of("2.0")))))
                .isNotEmpty();
    }

    @Test
    @DisplayName(
            "[CHECK-11] it has every check as a rule, and each finding as a result with its rule, level, place and fix")
    void hasRulesAndResults() {
        CheckReport report = report();
        Json log = Sarif.of(report, "shop.yaml", "1.0.0");

        List<Json> rules = ((Json.Items) at(log, "runs", 0, "tool", "driver", "rules")).values();
        List<Json> results = ((Json.Items) at(log, "runs", 0, "results")).values();
        assertThat(rules).hasSameSizeAs(DesignChecker.checks());
        assertThat(results).hasSameSizeAs(report.findings());
        for (int i = 0; i < results.size(); i++) {
            CheckFinding finding = report.findings().get(i);
            Json result = results.get(i);
            int index = (int) ((Json.Numeral) at(result, "ruleIndex")).value();
            assertThat(at(result, "ruleId")).isEqualTo(Json.of(finding.check().id()));
            assertThat(at(rules.get(index), "id")).isEqualTo(at(result, "ruleId"));
            assertThat(at(result, "level")).isEqualTo(at(rules.get(index), "defaultConfiguration", "level"));
            assertThat(at(result, "message", "text")).isEqualTo(Json.of(finding.message()));
            assertThat(at(result, "locations", 0, "logicalLocations", 0, "fullyQualifiedName"))
                    .isEqualTo(Json.of("Deployment/shop/web#" + finding.pointer()));
        }
        Json pull = results.stream()
                .filter(result -> at(result, "ruleId").equals(Json.of("container-pull-policy")))
                .findFirst()
                .orElseThrow();
        assertThat(at(pull, "properties", "fix", 0, "value")).isEqualTo(Json.of("Always"));
    }

    @ParameterizedTest
    @CsvSource({
        "shop.yaml, shop.yaml",
        "a dir/my shop.yaml, a%20dir/my%20shop.yaml",
        "/tmp/shop.yaml, file:///tmp/shop.yaml",
        "a:b.yaml, ./a:b.yaml",
        "\u00fc.yaml, %C3%BC.yaml"
    })
    @DisplayName("[CHECK-11] the file stands in it as a URI")
    void namesTheFile(String file, String uri) {
        Json log = Sarif.of(new CheckReport(List.of(), 0, 0), file, "dev");

        assertThat(at(log, "runs", 0, "artifacts", 0, "location", "uri")).isEqualTo(Json.of(uri));
    }
}
