package io.meshplay.models.check.rule;

import io.meshplay.models.design.Component;
import io.meshplay.models.design.Json;
import io.meshplay.models.relationship.Kinds;
import io.meshplay.models.relationship.Workloads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A component while it is checked. */
public final class Subject {
    /** Annotation whose value lists checks that do not count for a component, separated by commas. */
    public static final String IGNORE_ANNOTATION = "meshplay.io/ignore-check";

    private static final Set<String> CORE_GROUPS = Set.of("", "apps", "batch", "autoscaling", "policy", "extensions");
    private static final Set<String> CORE_MODELS = Set.of("", "kubernetes");

    private final Component component;
    private final String namespace;
    private final boolean core;
    private final Field root;
    private final Field template;
    private final boolean runsPods;
    private final List<Field> containers;
    private final List<Field> allContainers;
    private final Map<String, String> podLabels;
    private final Set<String> ignored;

    Subject(Component component, String parentNamespace) {
        this.component = component;
        this.root = Field.root(component.configuration().nested());
        this.core = isCore(component);
        String named = root.at("metadata", "namespace").text();
        this.namespace = named.isEmpty() ? parentNamespace : named;
        this.runsPods = core && Workloads.kinds().contains(component.kind());
        this.template = runsPods
                ? root.at(Workloads.template(component.kind()))
                : Field.root(Json.NO_FIELDS).at("none");
        this.containers = template.at("spec", "containers").items();
        this.allContainers = new ArrayList<>(containers);
        allContainers.addAll(template.at("spec", "initContainers").items());
        this.podLabels = template.at("metadata", "labels").labels();
        this.ignored = Arrays.stream(root.at("metadata", "annotations", IGNORE_ANNOTATION)
                        .text()
                        .split(",", -1))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .collect(Collectors.toSet());
    }

    private static boolean isCore(Component component) {
        String version = component.version();
        if (version.isEmpty()) {
            return CORE_MODELS.contains(component.model());
        }
        String group = version.substring(0, Math.max(version.indexOf('/'), 0));
        return CORE_GROUPS.contains(group) || group.endsWith(".k8s.io");
    }

    /** {@return the component} */
    public Component component() {
        return component;
    }

    /** {@return the namespace that it says or stands in; empty when none is known} */
    public String namespace() {
        return namespace;
    }

    /** {@return whether its API is one of Kubernetes' own} */
    public boolean core() {
        return core;
    }

    /** {@return whether it is of one of these kinds of Kubernetes; kinds of the same name elsewhere are not} */
    public boolean is(String... kinds) {
        return core && Arrays.asList(kinds).contains(component.kind());
    }

    /** {@return what kinds are asked by} */
    public Kinds.Kind kind() {
        return new Kinds.Kind(component.model(), component.version(), component.kind());
    }

    /** {@return the place below some keys of its configuration} */
    public Field at(String... keys) {
        return root.at(keys);
    }

    /** {@return whether it is a pod, or makes pods} */
    public boolean runsPods() {
        return runsPods;
    }

    /** {@return the pod's template; a place without a value for what runs no pods} */
    public Field template() {
        return template;
    }

    /** {@return the pod's specification} */
    public Field podSpec() {
        return template.at("spec");
    }

    /** {@return the containers that stay up} */
    public List<Field> containers() {
        return containers;
    }

    /** {@return the containers, and those that run before them} */
    public List<Field> allContainers() {
        return allContainers;
    }

    /** {@return the labels of its pods} */
    public Map<String, String> podLabels() {
        return podLabels;
    }

    /** {@return the ids of checks that its annotation rules out} */
    public Set<String> ignored() {
        return ignored;
    }

    /** {@return whether two things may stand in one namespace: equal, or one is not known} */
    public boolean besides(String otherNamespace) {
        return namespace.isEmpty() || otherNamespace.isEmpty() || namespace.equals(otherNamespace);
    }

    /** {@return how people call it} */
    public String title() {
        return component.kind() + " " + Words.quoted(component.name());
    }
}
