package io.meshplay.models.convert.compose;

import io.meshplay.models.convert.report.Warnings;
import io.meshplay.models.design.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One service as a Deployment, or a DaemonSet when it is global, and the Service in front of it. */
final class Workload {
    private static final String LABEL = "app.kubernetes.io/name";
    private static final Set<String> DEPLOY_MAPPED = Set.of("mode", "replicas", "labels", "resources");
    private static final Set<String> RESTARTS = Set.of("", "always", "unless-stopped");

    private final String name;
    private final Json.Fields service;
    private final String path;
    private final Json.Fields file;
    private final Warnings warnings;
    private final Ports ports;

    Workload(String key, Json.Fields service, String path, Json.Fields file, Warnings warnings) {
        this.name = ComposeForm.name(key);
        this.service = service;
        this.path = path;
        this.file = file;
        this.warnings = warnings;
        this.ports = new Ports(service, path, warnings);
    }

    Json.Fields object() {
        Json.Fields deploy = service.fields("deploy");
        for (String field : deploy.values().keySet()) {
            if (!DEPLOY_MAPPED.contains(field) && !field.startsWith("x-")) {
                warnings.add(path + "/deploy/" + field, "Not mapped: it is of Swarm.");
            }
        }
        boolean global = deploy.text("mode").startsWith("global");
        if (deploy.text("mode").endsWith("-job")) {
            warnings.add(path + "/deploy/mode", "Not mapped: a job is written as a workload that stays.");
        }
        if (!RESTARTS.contains(service.text("restart"))) {
            warnings.add(path + "/restart", "Not mapped: a workload that stays is always restarted.");
        }
        Map<String, Json> object = ComposeForm.object("apps/v1", global ? "DaemonSet" : "Deployment", name);
        Map<String, Json> metadata = new LinkedHashMap<>();
        metadata.put("name", Json.of(name));
        metadata.put("labels", labels());
        put(metadata, "annotations", annotations(deploy));
        object.put("metadata", new Json.Fields(metadata));
        Map<String, Json> spec = new LinkedHashMap<>();
        if (!global) {
            replicas(deploy, spec);
        }
        spec.put("selector", new Json.Fields(Map.of("matchLabels", labels())));
        spec.put("template", template());
        object.put("spec", new Json.Fields(spec));
        return new Json.Fields(object);
    }

    /** {@return the Service in front of the workload; empty when it has no port} */
    Json.Fields service() {
        if (ports.isEmpty()) {
            return Json.NO_FIELDS;
        }
        Map<String, Json> object = ComposeForm.object("v1", "Service", name);
        Map<String, Json> spec = new LinkedHashMap<>();
        spec.put("selector", labels());
        spec.put("ports", ports.ofService());
        object.put("spec", new Json.Fields(spec));
        return new Json.Fields(object);
    }

    private Json labels() {
        return new Json.Fields(Map.of(LABEL, Json.of(name)));
    }

    /** What Compose calls labels may be any text, as Kubernetes' annotations may. */
    private Json annotations(Json.Fields deploy) {
        Map<String, Json> annotations = new LinkedHashMap<>();
        takeTexts(service.find("labels"), annotations);
        takeTexts(deploy.find("labels"), annotations);
        return new Json.Fields(annotations);
    }

    private static void takeTexts(@Nullable Json from, Map<String, Json> into) {
        ComposeValues.map(from).forEach((key, value) -> into.put(key, Json.of(value == null ? "" : value)));
    }

    private void replicas(Json.Fields deploy, Map<String, Json> spec) {
        Json count = deploy.find("replicas") == null ? service.find("scale") : deploy.find("replicas");
        String text = ComposeValues.text(count);
        if (text != null && text.matches("[0-9]{1,6}")) {
            spec.put("replicas", Json.of(Integer.parseInt(text)));
        }
    }

    private Json template() {
        Map<String, Json> metadata = new LinkedHashMap<>();
        metadata.put("labels", labels());
        Map<String, Json> annotations = new LinkedHashMap<>();
        takeTexts(service.find("annotations"), annotations);
        put(metadata, "annotations", new Json.Fields(annotations));
        var mounts = new Mounts(service, path, file, warnings);
        var container = new Container(name, service, path, warnings);
        Map<String, Json> pod = new LinkedHashMap<>();
        pod.put(
                "containers",
                new Json.Items(List.of(container.fields(ports.ofContainer(), new Json.Items(mounts.mounts())))));
        if (!mounts.volumes().isEmpty()) {
            pod.put("volumes", new Json.Items(mounts.volumes()));
        }
        pod.putAll(new Pod(service, path, warnings).fields());
        Map<String, Json> template = new LinkedHashMap<>();
        template.put("metadata", new Json.Fields(metadata));
        template.put("spec", new Json.Fields(pod));
        return new Json.Fields(template);
    }

    /** Puts what says something. */
    static void put(Map<String, Json> fields, String key, @Nullable Json value) {
        boolean says = value != null
                && !(value instanceof Json.Fields map && map.isEmpty())
                && !(value instanceof Json.Items(List<Json> items) && items.isEmpty());
        if (says) {
            fields.put(key, value);
        }
    }

    static @Nullable Json text(@Nullable String text) {
        return text == null || text.isEmpty() ? null : Json.of(text);
    }
}
