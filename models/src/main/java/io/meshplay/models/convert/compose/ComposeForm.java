package io.meshplay.models.convert.compose;

import io.meshplay.models.convert.draft.DesignDraft;
import io.meshplay.models.convert.draft.DraftComponent;
import io.meshplay.models.convert.draft.DraftRelationship;
import io.meshplay.models.convert.kubernetes.ManifestForm;
import io.meshplay.models.convert.report.Warnings;
import io.meshplay.models.design.Json;
import io.meshplay.models.design.Pointer;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A Docker Compose file: each service is a workload, and what it needs are objects beside it. */
public final class ComposeForm {
    private static final Set<String> TELLING = Set.of("image", "build", "extends", "provider");
    private static final String EXTENSION = "x-";

    private final Warnings warnings;
    private final ManifestForm objects;

    /** Reports into these. */
    public ComposeForm(Warnings warnings) {
        this.warnings = warnings;
        this.objects = new ManifestForm(warnings);
    }

    /** {@return whether a file is a Compose file: a service of it has an image or says how to get one} */
    public static boolean is(Json.Fields file) {
        List<Json> services = List.copyOf(file.fields("services").values().values());
        boolean telling = services.stream()
                .anyMatch(service -> service instanceof Json.Fields fields
                        && fields.values().keySet().stream().anyMatch(TELLING::contains));
        boolean typed = services.stream()
                .anyMatch(service -> service instanceof Json.Fields fields && fields.find("type") instanceof Json.Text);
        return telling && !typed;
    }

    /** {@return the design that a file has} */
    public DesignDraft read(Json.Fields raw, String name) {
        Json.Fields file = new Interpolation(warnings).replaced(raw);
        reportFields(file, "", ComposeFields.TOP_MAPPED, ComposeFields.TOP_REPORTED, warnings);
        var draft = new DesignDraft(file.text("name").isEmpty() ? name : file.text("name"), false);
        new Stores(warnings, object -> add(object, draft)).read(file);
        Map<String, DraftComponent> workloads = new LinkedHashMap<>();
        file.fields("services").values().forEach((key, value) -> {
            String path = Pointer.child("/services", key);
            if (value instanceof Json.Fields service) {
                reportFields(service, path, ComposeFields.SERVICE_MAPPED, ComposeFields.SERVICE_REPORTED, warnings);
                var workload = new Workload(key, service, path, file, warnings);
                workloads.put(key, add(workload.object(), draft));
                Json.Fields ports = workload.service();
                if (!ports.isEmpty()) {
                    add(ports, draft);
                }
            } else {
                warnings.add(path, "It is no service; it is left out.");
            }
        });
        workloads.forEach((key, workload) -> edges(
                file.fields("services").fields(key), Pointer.child("/services", key), workload, workloads, draft));
        return draft;
    }

    private DraftComponent add(Json.Fields object, DesignDraft draft) {
        String path =
                "/" + object.text("kind") + "/" + object.fields("metadata").text("name");
        DraftComponent component = objects.component(object, path);
        draft.components.add(component);
        return component;
    }

    static void reportFields(
            Json.Fields fields, String path, Set<String> mapped, Map<String, String> reported, Warnings warnings) {
        for (String field : fields.values().keySet()) {
            String reason = reported.get(field);
            if (reason != null) {
                warnings.add(Pointer.child(path, field), "Not mapped: " + reason + ".");
            } else if (!mapped.contains(field) && !field.startsWith(EXTENSION)) {
                warnings.add(Pointer.child(path, field), "The Compose specification has no such field.");
            }
        }
    }

    private void edges(
            Json.Fields service,
            String path,
            DraftComponent workload,
            Map<String, DraftComponent> workloads,
            DesignDraft draft) {
        Set<String> needed = new LinkedHashSet<>();
        if (service.find("depends_on") instanceof Json.Fields(Map<String, Json> dependencies)) {
            dependencies.forEach((other, how) -> {
                needed.add(other);
                String condition = how instanceof Json.Fields fields ? fields.text("condition") : "";
                if (!condition.isEmpty() && !condition.equals("service_started")) {
                    warnings.add(path + "/depends_on", "Not mapped: nothing in a pod waits for " + condition + ".");
                }
            });
        } else {
            needed.addAll(ComposeValues.list(service.find("depends_on")));
        }
        for (String link : ComposeValues.list(service.find("links"))) {
            int colon = link.indexOf(':');
            needed.add(colon < 0 ? link : link.substring(0, colon));
            if (colon >= 0) {
                warnings.add(path + "/links", "Not mapped: the alias of " + link + "; a Service has one name.");
            }
        }
        for (String other : needed) {
            DraftComponent target = workloads.get(other);
            if (target == null) {
                warnings.add(path, "It needs " + other + ", which is not in the file.");
            } else if (target != workload) {
                draft.relationships.add(new DraftRelationship(
                        path,
                        "",
                        workload.reference(),
                        target.reference(),
                        "edge",
                        "depends-on",
                        null,
                        Json.NO_FIELDS));
            }
        }
    }

    /** {@return an object's head} */
    static Map<String, Json> object(String apiVersion, String kind, String name) {
        Map<String, Json> object = new LinkedHashMap<>();
        object.put("apiVersion", Json.of(apiVersion));
        object.put("kind", Json.of(kind));
        object.put("metadata", new Json.Fields(Map.of("name", Json.of(name))));
        return object;
    }

    /** {@return a name that an object may have} */
    static String name(String key) {
        String plain = key.toLowerCase(java.util.Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
        return plain.isEmpty()
                ? "service"
                : plain.substring(0, Math.min(plain.length(), 63)).replaceAll("-+$", "");
    }
}
