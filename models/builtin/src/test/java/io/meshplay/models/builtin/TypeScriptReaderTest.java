package io.meshplay.models.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonReader;
import io.meshplay.models.schema.SchemaValidator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TypeScriptReaderTest {
    private static final String BUCKET = """
            import { IObjectMeta } from "@kubernetes-models/apimachinery/apis/meta/v1/ObjectMeta";
            /**
             * Bucket is a place
             * for objects.
             */
            export interface IBucket {
                "apiVersion": "s3.aws/v1";
                "metadata"?: IObjectMeta;
                /** What is "wanted" { of it }. */
                "spec": {
                    "tier"?: "hot" | "cold";
                    "size"?: string | number;
                    "tags"?: {
                        [key: string]: string;
                    };
                    "rules": Array<{
                        "days"?: 30 | 90;
                        "any"?: any;
                    }>;
                    "ref"?: {
                        "external"?: string;
                        "name"?: string;
                    } & (Exclude<{
                        "external"?: string;
                        "name": string;
                    }, {
                        "external": string;
                        "name"?: string;
                    }> | Exclude<{
                        "external": string;
                        "name"?: string;
                    }, {
                        "external"?: string;
                        "name": string;
                    }>);
                };
            }
            export declare class Bucket {}
            """;

    @Test
    @DisplayName("[BUILTIN-7] types become the schema that they were made from")
    void readsFields() throws Exception {
        Json.Fields schema = TypeScriptReader.read("Bucket.d.ts", BUCKET);

        assertThat(schema.text("description")).isEqualTo("Bucket is a place\nfor objects.");
        assertThat(schema.items("required")).containsExactly(Json.of("apiVersion"), Json.of("spec"));
        Json.Fields spec = schema.fields("properties").fields("spec");
        assertThat(spec.text("description")).isEqualTo("What is \"wanted\" { of it }.");
        Json.Fields fields = spec.fields("properties");
        assertThat(fields.fields("tier").items("enum")).containsExactly(Json.of("hot"), Json.of("cold"));
        assertThat(fields.fields("size").flag("x-kubernetes-int-or-string")).isTrue();
        assertThat(fields.fields("tags").fields("additionalProperties").text("type"))
                .isEqualTo("string");
        Json.Fields rule = fields.fields("rules").fields("items").fields("properties");
        assertThat(rule.fields("days").items("enum")).containsExactly(Json.of(30), Json.of(90));
        assertThat(rule.fields("any").flag("x-kubernetes-preserve-unknown-fields"))
                .isTrue();
    }

    @Test
    @DisplayName("[BUILTIN-7] one of two fields, not both, is what the schema demands")
    void keepsWhatExcludesEachOther() throws Exception {
        var validator = new SchemaValidator(TypeScriptReader.read("Bucket.d.ts", BUCKET));

        assertThat(validator.validate(bucket("{\"name\": \"a\"}"))).isEmpty();
        assertThat(validator.validate(bucket("{\"external\": \"a\"}"))).isEmpty();
        assertThat(validator.validate(bucket("{\"name\": \"a\", \"external\": \"b\"}")))
                .isNotEmpty();
        assertThat(validator.validate(bucket("{}"))).isNotEmpty();
    }

    @Test
    @DisplayName("[BUILTIN-7] a type that is not understood fails the build, with its file")
    void refusesTheUnknown() {
        assertThatThrownBy(() -> TypeScriptReader.read("a/B.d.ts", "export interface IB { \"a\": Promise<string>; }"))
                .isInstanceOf(NotMadeException.class)
                .hasMessage("a/B.d.ts has the unknown type Promise");
        assertThatThrownBy(() -> TypeScriptReader.read("a/B.d.ts", "export interface IB { \"a\": string;"))
                .hasMessage("a/B.d.ts ends too early");
    }

    private static Json bucket(String ref) throws IOException {
        String text = "{\"apiVersion\": \"s3.aws/v1\", \"spec\": {\"rules\": [], \"ref\": " + ref + "}}";
        return JsonReader.read(text.getBytes(StandardCharsets.UTF_8), 32, (_, _) -> {});
    }
}
