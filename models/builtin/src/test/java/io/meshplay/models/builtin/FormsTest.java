package io.meshplay.models.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplay.models.design.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FormsTest {
    private static final String OPEN_API = """
            {"definitions": {
              "Tree": {"type": "object", "properties": {"left": {"$ref": "#/definitions/Tree"},
                "port": {"$ref": "#/definitions/Port", "description": "where"},
                "cpu": {"$ref": "#/definitions/io.k8s.apimachinery.pkg.api.resource.Quantity"}},
                "x-kubernetes-group-version-kind": [{"group": "g", "version": "v1", "kind": "Tree"}]},
              "Port": {"type": "string", "format": "int-or-string", "description": "a port"},
              "io.k8s.apimachinery.pkg.api.resource.Quantity": {"type": "string"}}}""";
    private static final String TREES = """
            {"groupVersion": "g/v1", "resources": [
              {"name": "trees", "kind": "Tree", "namespaced": true, "verbs": ["create", "list"]},
              {"name": "trees/status", "kind": "Tree", "namespaced": true, "verbs": ["create", "list"]},
              {"name": "reviews", "kind": "Review", "namespaced": false, "verbs": ["create"]}]}""";

    @Test
    @DisplayName("[BUILTIN-8] of Kubernetes each kind that one can make and list, its definitions in place")
    void readsKubernetes() throws Exception {
        var kinds = KubernetesApi.read(Map.of(
                KubernetesApi.OPEN_API, bytes(OPEN_API), KubernetesApi.DISCOVERY + "apis__g__v1.json", bytes(TREES)));

        assertThat(kinds).singleElement().satisfies(tree -> {
            assertThat(tree.apiVersion()).isEqualTo("g/v1");
            assertThat(tree.plural()).isEqualTo("trees");
            assertThat(tree.namespaced()).isTrue();
            Json.Fields fields = tree.schema().fields("properties");
            assertThat(fields.fields("left")
                            .fields("properties")
                            .fields("left")
                            .flag("x-kubernetes-preserve-unknown-fields"))
                    .isTrue();
            assertThat(fields.fields("port").text("description")).isEqualTo("where");
            assertThat(fields.fields("port").flag("x-kubernetes-int-or-string")).isTrue();
            assertThat(fields.fields("cpu").flag("x-kubernetes-int-or-string")).isTrue();
        });
    }

    @Test
    @DisplayName("[BUILTIN-8] a kind without a schema fails the build")
    void refusesAKindWithoutSchema() {
        assertThatThrownBy(() -> KubernetesApi.read(Map.of(
                        KubernetesApi.OPEN_API,
                        bytes("{\"definitions\": {}}"),
                        KubernetesApi.DISCOVERY + "apis__g__v1.json",
                        bytes(TREES))))
                .hasMessage("Kubernetes serves g/v1 Tree without a schema");
    }

    @Test
    @DisplayName("[BUILTIN-9] of a custom resource definition each served version, with scope and storage")
    void readsCrds() throws Exception {
        var kinds = Crds.read(Map.of("README.md", bytes("# none"), "crds/a.yaml", bytes("""
                        kind: Kustomization
                        ---
                        kind: CustomResourceDefinition
                        spec:
                          group: example.org
                          names: {kind: HTTPThing, plural: httpthings}
                          scope: Cluster
                          versions:
                          - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}
                          - {name: v1beta1, served: true, storage: false, schema: {openAPIV3Schema: {type: object}}}
                          - {name: v1alpha1, served: false, storage: false}
                        """)));

        assertThat(kinds).extracting(Kind::apiVersion).containsExactly("example.org/v1", "example.org/v1beta1");
        assertThat(kinds).extracting(Kind::storage).containsExactly(true, false);
        assertThat(kinds).extracting(Kind::namespaced).containsOnly(false);
        assertThat(kinds).extracting(Kind::title).containsOnly("HTTP Thing");
    }

    @Test
    @DisplayName(
            "[BUILTIN-13] of a schema of Java types each kind of the wanted groups; types of Kubernetes in it are open")
    void readsJavaModels() throws Exception {
        String meta = "\"metadata\": {\"existingJavaType\": \"io.fabric8.kubernetes.api.model.ObjectMeta\"}";
        String schema = """
                {"definitions": {
                  "thing": {"type": "object", "properties": {
                    "apiVersion": {"type": "string", "default": "example.org/v1", "required": true},
                    "kind": {"type": "string", "default": "Thing", "required": true}, %1$s,
                    "spec": {"$ref": "#/definitions/spec", "existingJavaType": "org.example.Spec"}},
                    "javaInterfaces": ["io.fabric8.kubernetes.api.model.Namespaced"]},
                  "spec": {"type": "object", "properties": {
                    "again": {"$ref": "#/definitions/spec"},
                    "port": {"existingJavaType": "io.fabric8.kubernetes.api.model.IntOrString"},
                    "name": {"existingJavaType": "java.lang.String"},
                    "labels": {"type": "object", "existingJavaType": "java.util.Map<String,String>"},
                    "pods": {"type": "array", "items": {"existingJavaType": "io.fabric8.kubernetes.api.model.PodSpec"}}}},
                  "list": {"properties": {"apiVersion": {"default": "example.org/v1"}, "kind": {"default": "ThingList"},
                    "metadata": {"existingJavaType": "io.fabric8.kubernetes.api.model.ListMeta"}}},
                  "other": {"properties": {"apiVersion": {"default": "duck.example.org/v1"}, "kind": {"default": "Duck"}, %1$s}}}}""".formatted(meta);

        var kinds = JavaModels.read(Map.of("schema/a-schema.json", bytes(schema)), source("example.org"));

        assertThat(kinds).singleElement().satisfies(thing -> {
            assertThat(thing.name()).isEqualTo("Thing");
            assertThat(thing.apiVersion()).isEqualTo("example.org/v1");
            assertThat(thing.namespaced()).isTrue();
            assertThat(thing.schema().items("required")).containsExactly(Json.of("apiVersion"), Json.of("kind"));
            Json.Fields spec =
                    thing.schema().fields("properties").fields("spec").fields("properties");
            assertThat(spec.fields("again").flag("x-kubernetes-preserve-unknown-fields"))
                    .isTrue();
            assertThat(spec.fields("port").flag("x-kubernetes-int-or-string")).isTrue();
            assertThat(spec.fields("name").text("type")).isEqualTo("string");
            assertThat(spec.fields("labels").fields("additionalProperties").text("type"))
                    .isEqualTo("string");
            assertThat(spec.fields("pods").fields("items").flag("x-kubernetes-preserve-unknown-fields"))
                    .isTrue();
        });
    }

    private static Source source(String group) {
        var origin = new Source.Origin(Source.Ecosystem.MAVEN, "a:b", "1", "none", "MIT");
        return new Source("a", "1", "A", "", "", "", "", "", origin, Source.Form.JAVA, List.of(group), false);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
