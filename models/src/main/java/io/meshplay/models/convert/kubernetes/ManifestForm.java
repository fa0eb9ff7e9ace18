package io.meshplay.models.convert.kubernetes;

import io.meshplay.models.convert.draft.DesignDraft;
import io.meshplay.models.convert.draft.DraftComponent;
import io.meshplay.models.convert.report.ImportRefusal.Kind;
import io.meshplay.models.convert.report.ImportRefusedException;
import io.meshplay.models.convert.report.ImportReport;
import io.meshplay.models.convert.report.Warnings;
import io.meshplay.models.convert.text.Document;
import io.meshplay.models.design.Configuration;
import io.meshplay.models.design.Json;
import io.meshplay.models.design.Pointer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Kubernetes objects: one a document, or several in a {@code List}. */
public final class ManifestForm {
    private static final Map<String, String> MODELS = Map.of(
            "networking.istio.io", "istio-base",
            "security.istio.io", "istio-base",
            "telemetry.istio.io", "istio-base",
            "cert-manager.io", "cert-manager",
            "argoproj.io", "argo-cd");

    /** What a cluster writes into an object: no part of a design. */
    private static final Set<String> OF_THE_CLUSTER =
            Set.of("uid", "resourceVersion", "generation", "creationTimestamp", "managedFields", "selfLink");

    private final Warnings warnings;

    /** Reports into these. */
    public ManifestForm(Warnings warnings) {
        this.warnings = warnings;
    }

    /** {@return whether a document is a Kubernetes object} */
    public static boolean isObject(Json document) {
        return document instanceof Json.Fields fields
                && !fields.text("apiVersion").isEmpty()
                && !fields.text("kind").isEmpty();
    }

    /**
     * {@return the design that a file has}
     *
     * @param documents what was read of it
     * @param report takes what became of each document
     */
    public DesignDraft read(List<Document> documents, String name, List<ImportReport.Document> report) {
        var draft = new DesignDraft(name, false);
        for (int i = 0; i < documents.size(); i++) {
            Document document = documents.get(i);
            int before = draft.components.size();
            document(document.value(), Pointer.child("", i), draft);
            if (document.present() || document.refusal() != null) {
                int taken = draft.components.size() - before;
                report.add(new ImportReport.Document(document.name(), document.line(), taken, document.refusal()));
            }
        }
        if (draft.components.isEmpty()) {
            throw new ImportRefusedException(Kind.NO_COMPONENT, "There is no object in the manifest.");
        }
        putIntoNamespaces(draft);
        return draft;
    }

    private void document(Json document, String path, DesignDraft draft) {
        if (document.equals(Json.NIL)) {
            return;
        }
        if (!(document instanceof Json.Fields fields) || !isObject(document)) {
            warnings.add(path, "It has no apiVersion and kind, so it is no object; it is left out.");
        } else if (fields.text("kind").endsWith("List")
                && fields.find("items") instanceof Json.Items(List<Json> items)) {
            for (int i = 0; i < items.size(); i++) {
                document(items.get(i), Pointer.child(path + "/items", i), draft);
            }
        } else {
            draft.components.add(component(fields, path));
        }
    }

    /** {@return the component that an object is} */
    public DraftComponent component(Json.Fields object, String path) {
        var component = new DraftComponent(path);
        component.kind = object.text("kind");
        component.version = object.text("apiVersion");
        String group = group(component.version);
        component.model = model(group);
        boolean known = MODELS.containsKey(group) || KubernetesKinds.has(group, component.kind);
        if (!known) {
            warnings.add(
                    path,
                    "No model is known for " + component.version + " " + component.kind
                            + "; it is a generic component.");
        }
        component.name = object.fields("metadata").text("name");
        if (component.name.isEmpty()) {
            warnings.add(path + "/metadata", "It has no name; it is called after its kind.");
            component.name = component.kind.toLowerCase(Locale.ROOT);
        }
        component.configuration = Configuration.tolerant(
                configuration(object, path), true, (at, what) -> warnings.add(path + at, what + "."));
        return component;
    }

    private Json.Fields configuration(Json.Fields object, String path) {
        Map<String, Json> configuration = new LinkedHashMap<>(object.values());
        configuration.remove("apiVersion");
        configuration.remove("kind");
        if (configuration.remove("status") != null) {
            warnings.add(path + "/status", "A status is the cluster's; it is left out.");
        }
        if (configuration.get("metadata") instanceof Json.Fields(Map<String, Json> fields)) {
            Map<String, Json> metadata = new LinkedHashMap<>(fields);
            metadata.remove("name");
            if (metadata.keySet().removeAll(OF_THE_CLUSTER)) {
                warnings.add(path + "/metadata", "Fields that a cluster writes are left out.");
            }
            configuration.put("metadata", new Json.Fields(metadata));
            if (metadata.isEmpty()) {
                configuration.remove("metadata");
            }
        }
        return new Json.Fields(configuration);
    }

    /** {@return the model of an API; the group itself when no model is known for it} */
    private static String model(String group) {
        return KubernetesKinds.has(group) ? "kubernetes" : MODELS.getOrDefault(group, group);
    }

    private static String group(String apiVersion) {
        return apiVersion.substring(0, Math.max(0, apiVersion.indexOf('/')));
    }

    private static void putIntoNamespaces(DesignDraft draft) {
        Map<String, DraftComponent> namespaces = new LinkedHashMap<>();
        for (DraftComponent component : draft.components) {
            if (component.kind.equals("Namespace") && component.version.equals("v1")) {
                namespaces.putIfAbsent(component.name, component);
            }
        }
        for (DraftComponent component : draft.components) {
            if (component.configuration.entries().get("/metadata/namespace") instanceof Json.Text(String namespace)) {
                DraftComponent around = namespaces.get(namespace);
                if (around != null && around != component) {
                    component.parent = around.reference();
                }
            }
        }
    }
}
