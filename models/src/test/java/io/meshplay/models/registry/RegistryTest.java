package io.meshplay.models.registry;

import static io.meshplay.models.registry.RegistryFixtures.component;
import static io.meshplay.models.registry.RegistryFixtures.model;
import static io.meshplay.models.registry.RegistryFixtures.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.meshplay.models.design.Json;
import io.meshplay.models.registry.RegistryLoader.Loaded;
import io.meshplay.models.relationship.Kinds;
import io.meshplay.models.relationship.Kinds.Kind;
import io.meshplay.models.relationship.Kinds.Presence;
import io.meshplay.models.relationship.Kinds.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a registry answers. */
final class RegistryTest {
    private static final String SCHEMA =
            "{\"properties\":{\"spec\":{\"type\":\"object\",\"properties\":{\"size\":{\"type\":\"integer\",\"default\":3}}}}}";

    @TempDir
    private Path directory;

    @Test
    @DisplayName("[REG-6] the latest version of a model is the highest that has a component")
    void skipsEmptyVersions() throws IOException {
        write(directory, "kubernetes/1.41.0/v1.0.0/model.json", model("kubernetes", "1.41.0"));
        for (String version : List.of("v1.9.0", "v1.25.2", "v1.25.2-rc.1")) {
            write(
                    directory,
                    "kubernetes/" + version + "/v1.0.0/components/Pod.json",
                    component("kubernetes", version, "v1", "Pod", SCHEMA));
        }
        write(directory, "linkerd/1/v1.0.0/model.json", model("linkerd", "1"));
        write(directory, "linkerd/2/v1.0.0/model.json", model("linkerd", "2"));

        try (Loaded loaded = new RegistryLoader().load(directory)) {
            Registry registry = loaded.registry();

            assertThat(registry.latest("kubernetes"))
                    .hasValueSatisfying(latest -> assertThat(latest.version()).isEqualTo("v1.25.2"));
            assertThat(registry.latest("linkerd"))
                    .hasValueSatisfying(latest -> assertThat(latest.version()).isEqualTo("2"));
            assertThat(registry.latest("nothing")).isEmpty();
            assertThat(registry.palette())
                    .singleElement()
                    .extracting(ComponentDefinition::model)
                    .isEqualTo(new ModelDefinition.Key("kubernetes", "v1.25.2"));
        }
    }

    @Test
    @DisplayName("[REG-7] of several definitions of a kind the same one is found, whatever order they were read in")
    void prefersOneDefinition() throws IOException {
        put("zoo", "1", "services.k8s.aws/v1alpha1", "AdoptedResource", SCHEMA);
        put("zoo", "1", "services.k8s.aws/v1alpha1", "FieldExport", SCHEMA);
        put("ack", "1", "services.k8s.aws/v1alpha1", "AdoptedResource", SCHEMA);
        put("kubernetes", "v1", "networking.k8s.io/v1", "Ingress", SCHEMA);
        put("aaa", "v9", "networking.k8s.io/v1", "Ingress", SCHEMA);
        put("aaa", "v9", "extensions/v1beta1", "Ingress", SCHEMA);
        put("cert-manager", "v1", "cert-manager.io/v1", "Issuer", SCHEMA);
        put("bundle", "v1", "cert-manager.io/v1", "Issuer", SCHEMA);
        put("gcp", "v1", "", "Bucket", "");
        put("k8s-config-connector", "v1", "storage.cnrm.cloud.google.com/v1beta1", "Bucket", SCHEMA);
        put("mesh", "v1", "mesh.io/v1alpha1", "Rule", SCHEMA);
        put("mesh", "v2", "mesh.io/v1beta1", "Rule", SCHEMA);
        put("mesh", "v3", "mesh.io/v1beta1", "Rule", SCHEMA);

        try (Loaded loaded = new RegistryLoader(RegistryLimits.DEFAULTS, 4).load(directory)) {
            Registry registry = loaded.registry();

            assertThat(found(registry, "", "", "AdoptedResource")).isEqualTo("zoo 1 services.k8s.aws/v1alpha1");
            assertThat(found(registry, "", "", "Ingress")).isEqualTo("kubernetes v1 networking.k8s.io/v1");
            assertThat(found(registry, "", "extensions/v1beta1", "Ingress")).isEqualTo("aaa v9 extensions/v1beta1");
            assertThat(found(registry, "aaa", "", "Ingress")).isEqualTo("aaa v9 networking.k8s.io/v1");
            assertThat(found(registry, "", "", "Issuer")).isEqualTo("cert-manager v1 cert-manager.io/v1");
            assertThat(found(registry, "", "", "Bucket"))
                    .isEqualTo("k8s-config-connector v1 storage.cnrm.cloud.google.com/v1beta1");
            assertThat(found(registry, "", "", "Rule")).isEqualTo("mesh v3 mesh.io/v1beta1");
            assertThat(registry.find("aaa", "v1", "Ingress")).isEmpty();
            assertThat(registry.find("", "", "ingress")).isEmpty();
        }
    }

    @Test
    @DisplayName("[REG-8] of two registries the later one says what a version of a model is")
    void joinsRegistries() throws IOException {
        Path first = directory.resolve("first");
        Path second = directory.resolve("second");
        write(first, "a/1/v1.0.0/components/X.json", component("a", "1", "v1", "X", SCHEMA));
        write(first, "b/1/v1.0.0/components/Y.json", component("b", "1", "v1", "Y", SCHEMA));
        write(second, "a/1/v1.0.0/components/Z.json", component("a", "1", "v1", "Z", "{\"type\":\"object\"}"));

        try (Registry joined = Registry.of(List.of(
                new RegistryLoader().load(first).registry(),
                new RegistryLoader().load(second).registry()))) {
            assertThat(joined.components())
                    .extracting(ComponentDefinition::kind)
                    .containsExactly("Z", "Y");
            assertThat(joined.components())
                    .allSatisfy(component ->
                            assertThat(joined.schemaText(component)).isPresent());
        }
    }

    @Test
    @DisplayName("[REG-9] custom resource definitions give a component for each served version, with all that they say")
    void readsCustomResourceDefinitions() throws IOException {
        writeCustomResourceDefinitions();

        try (Loaded loaded = new RegistryLoader().load(directory)) {
            Registry registry = loaded.registry();

            assertThat(registry.definitions("Widget"))
                    .extracting(ComponentDefinition::apiVersion, ComponentDefinition::storage)
                    .containsExactly(tuple("shop.io/v1", true), tuple("shop.io/v1beta1", false));
            ComponentDefinition widget =
                    registry.find("shop.io", "shop.io/v1", "Widget").orElseThrow();
            assertThat(widget.scope()).isEqualTo(Scope.CLUSTER);
            assertThat(widget.model().version()).isEqualTo("1.4.2");
            assertThat(registry.schemaText(widget).orElseThrow())
                    .contains("\"x-kubernetes-validations\":[{\"message\":\"no\",\"rule\":\"self.min <= self.max\"}]")
                    .contains("\"x-kubernetes-int-or-string\":true");
            ComponentDefinition old = registry.find("", "old.io/v1", "OldThing").orElseThrow();
            assertThat(old.displayName()).isEqualTo("Old Thing");
            assertThat(old.scope()).isEqualTo(Scope.NAMESPACED);
            assertThat(registry.schemaText(old))
                    .hasValueSatisfying(schema -> assertThat(schema).contains("\"a\""));
            assertThat(loaded.report().refused())
                    .singleElement()
                    .isEqualTo(new LoadReport.Refused(
                            "crds.yaml", "Document 2: A Kubernetes object that is no custom resource definition."));
        }
    }

    @Test
    @DisplayName("[REG-10] the policy engine learns of kinds what their definitions say")
    void answersThePolicyEngine() throws IOException {
        put("mesh", "v1", "mesh.io/v1", "Rule", SCHEMA);

        try (Loaded loaded = new RegistryLoader().load(directory)) {
            Kinds kinds = loaded.registry().kinds();
            var rule = new Kind("mesh", "mesh.io/v1", "Rule");

            assertThat(kinds.scope(rule)).isEqualTo(Scope.NAMESPACED);
            assertThat(kinds.scope(new Kind("other", "", "Rule"))).isEqualTo(Scope.NAMESPACED);
            assertThat(kinds.scope(new Kind("", "", "Nothing"))).isEqualTo(Scope.UNKNOWN);
            assertThat(kinds.presence(rule, List.of("spec", "size"))).isEqualTo(Presence.PRESENT);
            assertThat(kinds.presence(rule, List.of("spec", "siz"))).isEqualTo(Presence.ABSENT);
            assertThat(kinds.presence(rule, List.of("metadata", "labels", "a"))).isEqualTo(Presence.PRESENT);
            assertThat(kinds.presence(rule, List.of("status", "a"))).isEqualTo(Presence.UNKNOWN);
            assertThat(kinds.defaultValue(rule, List.of("spec", "size"))).isEqualTo(Json.of(3));
            assertThat(kinds.belongs(new Kind("", "mesh.io/v1", "Rule"), "mesh"))
                    .isTrue();
            assertThat(kinds.belongs(new Kind("", "mesh.io/v1", "Rule"), "nest"))
                    .isFalse();
        }
    }

    @Test
    @DisplayName(
            "[REG-6] in the real registry the latest Kubernetes is the one with kinds, and every schema can be walked")
    void knowsTheRealRegistry() throws IOException {
        Path shared = RegistryFixtures.shared().orElse(null);
        Assumptions.assumeTrue(shared != null, "the shared fixtures are not here");

        try (Loaded loaded = new RegistryLoader().load(shared)) {
            Registry registry = loaded.registry();

            assertThat(registry.latest("kubernetes"))
                    .hasValueSatisfying(latest -> assertThat(latest.version()).isEqualTo("v1.25.2"));
            assertThat(registry.components()).allSatisfy(component -> {
                boolean parsed = registry.schemas().tree(component).isPresent();
                assertThat(parsed).as(component.source()).isEqualTo(component.schema() != null);
            });
            ComponentDefinition deployment =
                    registry.find("", "apps/v1", "Deployment").orElseThrow();
            assertThat(registry.schemas().validator(deployment).orElseThrow().validate(Json.NO_FIELDS))
                    .isEmpty();
            assertThat(Files.isDirectory(shared)).isTrue();
        }
    }

    private void writeCustomResourceDefinitions() {
        write(directory, "crds.yaml", """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata:
                  name: widgets.shop.io
                  labels: {app.kubernetes.io/version: "1.4.2"}
                spec:
                  group: shop.io
                  scope: Cluster
                  names: {kind: Widget, plural: widgets}
                  versions:
                  - name: v1
                    served: true
                    storage: true
                    schema:
                      openAPIV3Schema:
                        type: object
                        properties:
                          spec:
                            type: object
                            x-kubernetes-validations: [{rule: "self.min <= self.max", message: no}]
                            properties:
                              port: {x-kubernetes-int-or-string: true}
                  - name: v1beta1
                    served: true
                    storage: false
                    schema: {openAPIV3Schema: {type: object}}
                  - name: v1alpha1
                    served: false
                    storage: false
                ---
                apiVersion: v1
                kind: Namespace
                """);
        write(
                directory,
                "old.json",
                "{\"apiVersion\":\"apiextensions.k8s.io/v1beta1\",\"kind\":\"CustomResourceDefinition\",\"spec\":{\"group\":"
                        + "\"old.io\",\"version\":\"v1\",\"scope\":\"Namespaced\",\"names\":{\"kind\":\"OldThing\"},"
                        + "\"validation\":{\"openAPIV3Schema\":{\"type\":\"object\",\"properties\":{\"a\":{}}}}}}");
    }

    private void put(String model, String version, String apiVersion, String kind, String schema) {
        String path = model + "/" + version + "/v1.0.0/components/" + kind + apiVersion.replace('/', '-') + ".json";
        write(directory, path, component(model, version, apiVersion, kind, schema));
    }

    private static String found(Registry registry, String model, String apiVersion, String kind) {
        ComponentDefinition found = registry.find(model, apiVersion, kind).orElseThrow();
        return found.model().name() + " " + found.model().version() + " " + found.apiVersion();
    }
}
