package io.meshplay.models.registry;

import static io.meshplay.models.registry.RegistryFixtures.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonReader;
import io.meshplay.models.registry.RegistryLoader.Loaded;
import io.meshplay.models.relationship.Kinds.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OpenAPI documents of clusters as models. */
final class OpenApiTest {
    private static final String LONG = "d".repeat(700);

    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @CsvSource({"2,#/definitions/", "3,#/components/schemas/"})
    @DisplayName(
            "[REG-16] an OpenAPI document of a cluster gives each kind that can be made and listed, v2 and v3 alike")
    void readsClusters(int version, String prefix) throws IOException {
        write(directory, "openapi.json", document(version, prefix, true));

        try (Loaded loaded = new RegistryLoader().load(directory.resolve("openapi.json"))) {
            Registry registry = loaded.registry();

            assertThat(loaded.report().refused()).isEmpty();
            assertThat(registry.components())
                    .extracting(
                            one -> one.model().name() + " " + one.model().version(),
                            ComponentDefinition::apiVersion,
                            ComponentDefinition::kind,
                            ComponentDefinition::scope)
                    .containsExactly(
                            tuple("kubernetes v1.31.2", "apps/v1", "Deployment", Scope.NAMESPACED),
                            tuple("kubernetes v1.31.2", "v1", "Namespace", Scope.CLUSTER),
                            tuple("shop.io v0.0.0", "shop.io/v1", "Cart", Scope.NAMESPACED));
            ComponentDefinition deployment =
                    registry.find("", "apps/v1", "Deployment").orElseThrow();
            Json.Fields schema = registry.schemas().tree(deployment).orElseThrow();
            Json.Fields properties = schema.fields("properties");
            assertThat(schema.text("description")).isEqualTo(LONG);
            assertThat(deployment.description()).hasSize(512).startsWith("ddd").endsWith("…");
            assertThat(properties
                            .fields("metadata")
                            .fields("properties")
                            .fields("name")
                            .text("type"))
                    .isEqualTo("string");
            assertThat(properties.fields("port").flag("x-kubernetes-int-or-string"))
                    .isTrue();
            assertThat(properties.fields("memory").flag("x-kubernetes-int-or-string"))
                    .isTrue();
            assertThat(properties
                            .fields("self")
                            .fields("properties")
                            .fields("self")
                            .flag("x-kubernetes-preserve-unknown-fields"))
                    .isTrue();
            assertThat(registry.schemaText(deployment).orElseThrow()).doesNotContain("$ref", "group-version-kind");
            assertThat(registry.details(deployment)
                            .fields("metadata")
                            .fields("names")
                            .text("plural"))
                    .isEqualTo("deployments");
        }
    }

    @Test
    @DisplayName("[REG-16] a document without paths is read by its schemas; of their scope it says nothing")
    void readsSchemasAlone() throws IOException {
        write(directory, "openapi.json", document(2, "#/definitions/", false));

        try (Loaded loaded = new RegistryLoader().load(directory)) {
            assertThat(loaded.registry().components())
                    .extracting(ComponentDefinition::kind, ComponentDefinition::scope)
                    .containsExactly(
                            tuple("Deployment", Scope.UNKNOWN),
                            tuple("Namespace", Scope.UNKNOWN),
                            tuple("Cart", Scope.UNKNOWN));
        }
    }

    @Test
    @DisplayName(
            "[REG-16] a document of something else, or whose schemas double without end, is refused with its reason")
    void refusesOthers() throws IOException {
        write(directory, "pets.json", "{\"openapi\":\"3.0.0\",\"paths\":{\"/pets\":{\"get\":{},\"post\":{}}}}");
        String doubling = IntStream.range(0, 60)
                .mapToObj(i -> "\"a" + i + "\":{\"properties\":{\"x\":{\"$ref\":\"#/definitions/a" + (i + 1)
                        + "\"},\"y\":{\"$ref\":\"#/definitions/a" + (i + 1) + "\"}}}")
                .collect(Collectors.joining(","));
        String kinds = IntStream.range(0, 60)
                .mapToObj(i -> "\"k" + i + "\":{\"properties\":{\"metadata\":{},\"a\":{\"$ref\":\"#/definitions/a0\"}},"
                        + "\"x-kubernetes-group-version-kind\":[{\"group\":\"g\",\"version\":\"v1\",\"kind\":\"K" + i
                        + "\"}]}")
                .collect(Collectors.joining(","));
        write(directory, "bomb.json", "{\"swagger\":\"2.0\",\"definitions\":{" + doubling + "," + kinds + "}}");

        try (Loaded loaded = new RegistryLoader().load(directory)) {
            assertThat(loaded.registry().components()).isEmpty();
            assertThat(loaded.report().refused())
                    .extracting(LoadReport.Refused::path, LoadReport.Refused::reason)
                    .containsExactly(
                            tuple(
                                    "bomb.json",
                                    "Its schemas hold more than 8000000 values when their references are followed."),
                            tuple("pets.json", "An OpenAPI document without a kind of Kubernetes."));
        }
    }

    /** A cluster with a deployment, a namespace, a custom resource, and what is nothing to draw. */
    private static String document(int version, String prefix, boolean paths) throws IOException {
        String schemas = """
                {"io.k8s.api.apps.v1.Deployment":{"description":"%1$s","type":"object","properties":{
                  "metadata":{"$ref":"%2$sio.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"},
                  "port":{"type":"string","format":"int-or-string"},
                  "memory":{"$ref":"%2$sio.k8s.apimachinery.pkg.api.resource.Quantity"},
                  "self":{"$ref":"%2$sself"}},
                  "x-kubernetes-group-version-kind":[{"group":"apps","version":"v1","kind":"Deployment"}]},
                 "io.k8s.api.apps.v1.DeploymentList":{"properties":{"metadata":{}},
                  "x-kubernetes-group-version-kind":[{"group":"apps","version":"v1","kind":"DeploymentList"}]},
                 "io.k8s.api.core.v1.Namespace":{"type":"object","properties":{"metadata":{}},
                  "x-kubernetes-group-version-kind":[{"group":"","version":"v1","kind":"Namespace"}]},
                 "io.shop.v1.Cart":{"type":"object","properties":{"metadata":{}},
                  "x-kubernetes-group-version-kind":[{"group":"shop.io","version":"v1","kind":"Cart"}]},
                 "io.k8s.api.authentication.v1.TokenReview":{"type":"object",
                  "x-kubernetes-group-version-kind":[{"group":"authentication.k8s.io","version":"v1","kind":"TokenReview"}]},
                 "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta":{"properties":{"name":{"type":"string"}}},
                 "self":{"properties":{"self":{"$ref":"%2$sself"}}}}""".formatted(LONG, prefix);
        String operations = """
                {"/apis/apps/v1/namespaces/{namespace}/deployments":{"get":{},"post":{"x-kubernetes-group-version-kind":
                   {"group":"apps","version":"v1","kind":"Deployment"}}},
                 "/apis/apps/v1/deployments":{"get":{}},
                 "/apis/apps/v1/namespaces/{namespace}/deployments/{name}":{"get":{}},
                 "/api/v1/namespaces":{"get":{},"post":{"x-kubernetes-group-version-kind":
                   {"group":"","version":"v1","kind":"Namespace"}}},
                 "/apis/shop.io/v1/namespaces/{namespace}/carts":{"get":{},"post":{"x-kubernetes-group-version-kind":
                   {"group":"shop.io","version":"v1","kind":"Cart"}}},
                 "/apis/authentication.k8s.io/v1/tokenreviews":{"post":{"x-kubernetes-group-version-kind":
                   {"group":"authentication.k8s.io","version":"v1","kind":"TokenReview"}}}}""";
        String document = (version == 2
                        ? "{\"swagger\":\"2.0\",\"definitions\":" + schemas
                        : "{\"openapi\":\"3.0.0\",\"components\":{\"schemas\":" + schemas + "}")
                + ",\"info\":{\"title\":\"Kubernetes\",\"version\":\"v1.31.2\"}"
                + (paths ? ",\"paths\":" + operations : "")
                + "}";
        assertThat(JsonReader.read(document.getBytes(StandardCharsets.UTF_8), 64, (_, _) -> {}))
                .isInstanceOf(Json.Fields.class);
        return document;
    }
}
