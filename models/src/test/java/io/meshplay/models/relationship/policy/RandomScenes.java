package io.meshplay.models.relationship.policy;

import io.meshplay.models.design.Component;
import io.meshplay.models.design.Configuration;
import io.meshplay.models.design.Json;
import io.meshplay.models.design.Position;
import io.meshplay.models.design.Relationship;
import io.meshplay.models.design.Size;
import io.meshplay.models.relationship.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Random components whose names and labels meet often, and lines between them. */
final class RandomScenes {
    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("Service", "v1"),
            Map.entry("ConfigMap", "v1"),
            Map.entry("Secret", "v1"),
            Map.entry("Namespace", "v1"),
            Map.entry("ServiceAccount", "v1"),
            Map.entry("Deployment", "apps/v1"),
            Map.entry("Role", "rbac.authorization.k8s.io/v1"),
            Map.entry("RoleBinding", "rbac.authorization.k8s.io/v1"),
            Map.entry("Ingress", "networking.k8s.io/v1"),
            Map.entry("PersistentVolumeClaim", "v1"),
            Map.entry("NetworkPolicy", "networking.k8s.io/v1"),
            Map.entry("CronJob", "batch/v1"));
    private static final List<String> NAMES = KINDS.keySet().stream().sorted().toList();

    private final SplittableRandom random;
    private final int names;

    RandomScenes(long seed, int names) {
        this.random = new SplittableRandom(seed);
        this.names = names;
    }

    SplittableRandom random() {
        return random;
    }

    Component component(String id) {
        String kind = NAMES.get(random.nextInt(NAMES.size()));
        return component(id, kind, "n" + random.nextInt(names), null);
    }

    Component component(String id, String kind, String name, @Nullable String parent) {
        String version = KINDS.getOrDefault(kind, "v1");
        return new Component(
                id,
                "kubernetes",
                kind,
                version,
                name,
                parent,
                "a0",
                Position.ORIGIN,
                Size.NODE,
                Configuration.of((Json.Fields) Quoted.json(configuration(kind))),
                "",
                Json.NO_FIELDS);
    }

    private String n() {
        return "'n" + random.nextInt(names) + "'";
    }

    private String configuration(String kind) {
        String meta = random.nextInt(3) == 0 ? "'metadata':{'namespace':" + n() + "}," : "";
        String body = switch (kind) {
            case "Service" -> "'spec':{'selector':{'app':" + n() + "},'ports':[{'port':80,'targetPort':8080}]}";
            case "Deployment" ->
                "'spec':{'template':{'metadata':{'labels':{'app':" + n() + ",'tier':" + n()
                        + "}},'spec':{'serviceAccountName':" + n()
                        + ",'containers':[{'name':'c','envFrom':[{'configMapRef':{'name':" + n()
                        + "}},{'secretRef':{'name':" + n() + "}}]}]}}}";
            case "CronJob" ->
                "'spec':{'jobTemplate':{'spec':{'template':{'metadata':{'labels':{'app':" + n() + "}}}}}}";
            case "RoleBinding" ->
                "'roleRef':{'kind':'Role','name':" + n() + "},'subjects':[{'kind':'ServiceAccount','name':" + n()
                        + "}]";
            case "Ingress" -> "'spec':{'rules':[{'http':{'paths':[{'backend':{'service':{'name':" + n() + "}}}]}}]}";
            case "NetworkPolicy" -> "'spec':{'podSelector':{'matchLabels':{'app':" + n() + "}}}";
            default -> "'x':{}";
        };
        return random.nextInt(5) == 0 ? "{}" : "{" + meta + body + "}";
    }

    Relationship line(String id, List<Component> among) {
        String from = among.get(random.nextInt(among.size())).id();
        String to = among.get(random.nextInt(among.size())).id();
        return new Relationship(id, from, to, "edge", null, null, Json.NO_FIELDS);
    }

    List<Component> components(int count) {
        List<Component> components = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            components.add(component("c" + i));
        }
        return components;
    }
}
