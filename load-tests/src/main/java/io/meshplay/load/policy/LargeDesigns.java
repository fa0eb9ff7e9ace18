package io.meshplay.load.policy;

import io.meshplay.models.design.Component;
import io.meshplay.models.design.Configuration;
import io.meshplay.models.design.Design;
import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonReader;
import io.meshplay.models.design.Position;
import io.meshplay.models.design.Relationship;
import io.meshplay.models.design.Size;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Designs of many applications of ten components each, as teams draw them: half in namespaces, some lines drawn. */
final class LargeDesigns {
    private static final int APPLICATION = 10;
    /** Applications in one namespace. */
    private static final int TEAM = 20;

    private static final int DEPTH_MAX = 64;

    private final SplittableRandom random;

    LargeDesigns(long seed) {
        this.random = new SplittableRandom(seed);
    }

    Design design(int components) {
        List<Component> all = new ArrayList<>();
        List<Relationship> lines = new ArrayList<>();
        for (int app = 0; app < components / APPLICATION; app++) {
            application(app, all);
            String start = "app" + app;
            lines.add(line("line" + app, start + "-service", start + "-deployment"));
            if (app % 2 == 0) {
                lines.add(line("env" + app, start + "-configmap", start + "-deployment"));
            }
        }
        return new Design("large", all, lines);
    }

    private static Relationship line(String id, String from, String to) {
        return new Relationship(id, from, to, "edge", null, null, Json.NO_FIELDS);
    }

    private void application(int app, List<Component> into) {
        String a = "app" + app;
        String labels = "{'app.kubernetes.io/part-of':'shop','app.kubernetes.io/name':'" + a + "'}";
        String meta = "'metadata':{'namespace':'team" + app / TEAM + "','labels':" + labels + "}";
        into.add(
                app % TEAM == 0
                        ? component(a, "Namespace", "v1", "team" + app / TEAM, "{}")
                        : component(
                                a,
                                "PodDisruptionBudget",
                                "policy/v1",
                                a,
                                "{" + meta + ",'spec':{'maxUnavailable':1,'selector':{'matchLabels':" + labels
                                        + "}}}"));
        into.add(component(a, "ConfigMap", "v1", a, "{" + meta + ",'data':{'a':'1','b':'2'}}"));
        into.add(component(a, "Secret", "v1", a, "{" + meta + "}"));
        into.add(component(a, "ServiceAccount", "v1", a, "{" + meta + "}"));
        into.add(component(a, "PersistentVolumeClaim", "v1", a, "{" + meta + ",'spec':{'storageClassName':'fast'}}"));
        into.add(component(
                a,
                "Service",
                "v1",
                a,
                "{" + meta + ",'spec':{'selector':" + labels
                        + ",'ports':[{'port':80,'targetPort':8080,'protocol':'TCP'}]}}"));
        into.add(component(
                a,
                "Deployment",
                "apps/v1",
                a,
                "{" + meta + ",'spec':{'replicas':2,'selector':{'matchLabels':" + labels
                        + "},'template':{'metadata':{'labels':" + labels + "},'spec':{'serviceAccountName':'" + a
                        + "','containers':[{'name':'"
                        + a + "','image':'registry.example/" + a + ":1','envFrom':[{'secretRef':{'name':'" + a
                        + "'}}],'env':[{'name':'A','valueFrom':"
                        + "{'configMapKeyRef':{'name':'app" + random.nextInt(app + 1)
                        + "','key':'a'}}}],'resources':{'limits':{'cpu':'1',"
                        + "'memory':'1Gi'}}}],'volumes':[{'name':'v','persistentVolumeClaim':{'claimName':'" + a
                        + "'}}]}}}}"));
        into.add(component(
                a,
                "Ingress",
                "networking.k8s.io/v1",
                a,
                "{" + meta + ",'spec':{'ingressClassName':'nginx','rules':[{'http':{'paths':"
                        + "[{'path':'/','pathType':'Prefix','backend':{'service':{'name':'" + a
                        + "','port':{'number':80}}}}]}}]}}"));
        into.add(component(
                a,
                "HorizontalPodAutoscaler",
                "autoscaling/v2",
                a,
                "{" + meta + ",'spec':{'scaleTargetRef':{'apiVersion':" + "'apps/v1','kind':'Deployment','name':'" + a
                        + "'},'maxReplicas':5}}"));
        into.add(component(
                a,
                "NetworkPolicy",
                "networking.k8s.io/v1",
                a,
                "{" + meta + ",'spec':{'podSelector':{'matchLabels':" + labels + "}}}"));
    }

    private static Component component(String app, String kind, String version, String name, String configuration) {
        return with(app + "-" + kind.toLowerCase(Locale.ROOT), kind, version, name, null, configuration(configuration));
    }

    private static Component with(
            String id, String kind, String version, String name, @Nullable String parent, Configuration configuration) {
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
                configuration,
                "",
                Json.NO_FIELDS);
    }

    /** {@return the design after one edit: a value, a name or a line} */
    Design edited(Design design, int edit) {
        List<Component> components = new ArrayList<>(design.components());
        List<Relationship> lines = new ArrayList<>(design.relationships());
        int at = random.nextInt(components.size());
        Component one = components.get(at);
        switch (edit % 4) {
            case 0 ->
                components.set(
                        at,
                        with(
                                one.id(),
                                one.kind(),
                                one.version(),
                                "app" + random.nextInt(components.size() / APPLICATION),
                                one.parent(),
                                one.configuration()));
            case 1 ->
                lines.add(line(
                        "edit" + edit,
                        one.id(),
                        components.get(random.nextInt(components.size())).id()));
            default -> components.set(at, one.withConfiguration(labelled(one.configuration(), edit)));
        }
        return new Design(design.name(), components, lines);
    }

    private static Configuration labelled(Configuration configuration, int edit) {
        var entries = new TreeMap<>(configuration.entries());
        if (entries.get("/metadata/labels/edit") != null || entries.containsKey("/metadata/namespace")) {
            entries.put("/metadata/labels/edit", Json.of("e" + edit % 10));
        }
        return new Configuration(entries);
    }

    /** {@return an equal design of which no object is shared, as a projection makes it} */
    static Design copy(Design design) {
        List<Component> components = design.components().stream()
                .map(one -> one.withConfiguration(
                        new Configuration(one.configuration().entries())))
                .toList();
        return new Design(design.name(), components, design.relationships());
    }

    private static Configuration configuration(String json) {
        try {
            Json read =
                    JsonReader.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), DEPTH_MAX, (_, _) -> {});
            return Configuration.of(read instanceof Json.Fields fields ? fields : Json.NO_FIELDS);
        } catch (IOException e) {
            throw new UncheckedIOException(json, e);
        }
    }
}
