package io.meshplay.models.relationship.policy;

import io.meshplay.models.design.Component;
import io.meshplay.models.design.Configuration;
import io.meshplay.models.design.Design;
import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonWriter;
import io.meshplay.models.design.Position;
import io.meshplay.models.design.Relationship;
import io.meshplay.models.design.Size;
import io.meshplay.models.relationship.BuiltInRules;
import io.meshplay.models.relationship.Kinds;
import io.meshplay.models.relationship.KnownKinds;
import io.meshplay.models.relationship.Quoted;
import io.meshplay.models.relationship.rule.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A design that a test puts together and lets be evaluated, as a server does: what is asked for is done. */
final class Scene {
    static final Kinds KINDS = new KnownKinds();
    static final PolicyEngine ENGINE = new PolicyEngine(BuiltInRules.definitions(), KINDS, PolicyOptions.DEFAULTS);

    private final TreeMap<String, Component> components = new TreeMap<>();
    private final TreeMap<String, Relationship> relationships = new TreeMap<>();
    private final TreeMap<String, Relationship> removed = new TreeMap<>();
    private final PolicySession session;
    private Set<String> deployed = Set.of();

    Scene() {
        this(ENGINE);
    }

    Scene(PolicyEngine engine) {
        session = engine.session();
    }

    /** Adds or changes a component; its id is its kind and name in lower case. */
    Scene with(String version, String kind, String name, String configuration) {
        return with("kubernetes", version, kind, name, configuration);
    }

    Scene with(String model, String version, String kind, String name, String configuration) {
        String id = id(kind, name);
        Component known = components.get(id);
        return put(new Component(
                id,
                model,
                kind,
                version,
                name,
                known == null ? null : known.parent(),
                "a0",
                Position.ORIGIN,
                Size.NODE,
                Configuration.of((Json.Fields) Quoted.json(configuration)),
                "",
                Json.NO_FIELDS));
    }

    Scene put(Component component) {
        components.put(component.id(), component);
        return this;
    }

    Scene into(String child, @Nullable String parent) {
        Component c = component(child);
        return put(new Component(
                c.id(),
                c.model(),
                c.kind(),
                c.version(),
                c.name(),
                parent,
                c.z(),
                c.position(),
                c.size(),
                c.configuration(),
                c.notes(),
                c.style()));
    }

    Scene renamed(String id, String name) {
        Component c = component(id);
        return put(new Component(
                c.id(),
                c.model(),
                c.kind(),
                c.version(),
                name,
                c.parent(),
                c.z(),
                c.position(),
                c.size(),
                c.configuration(),
                c.notes(),
                c.style()));
    }

    static String id(String kind, String name) {
        return (kind + "-" + name).toLowerCase(java.util.Locale.ROOT);
    }

    Scene draw(String id, String from, String to) {
        return draw(id, from, to, "edge", null, Json.NO_FIELDS);
    }

    Scene draw(String id, String from, String to, String kind, @Nullable String sub, Json.Fields metadata) {
        relationships.put(id, new Relationship(id, from, to, kind, sub, null, metadata));
        return this;
    }

    Scene erase(String id) {
        Relationship gone = relationships.remove(id);
        if (gone != null) {
            removed.put(id, gone);
        }
        return this;
    }

    Scene delete(String component) {
        components.remove(component);
        List.copyOf(relationships.values()).stream()
                .filter(one -> one.from().equals(component) || one.to().equals(component))
                .forEach(one -> erase(one.id()));
        return this;
    }

    Scene deployed(String... ids) {
        deployed = Set.of(ids);
        return this;
    }

    Design design() {
        return new Design("scene", List.copyOf(components.values()), List.copyOf(relationships.values()));
    }

    Situation situation() {
        return new Situation(design(), List.copyOf(removed.values()), deployed);
    }

    /** Evaluates, and does what is asked for. */
    Evaluation evaluate() {
        Evaluation evaluation = session.evaluate(situation());
        components.clear();
        relationships.clear();
        evaluation.design().components().forEach(this::put);
        evaluation.design().relationships().forEach(one -> relationships.put(one.id(), one));
        for (Action action : evaluation.actions()) {
            if (action instanceof Action.UpdateRelationship(Relationship one, Reason _)) {
                removed.replace(one.id(), one);
            }
        }
        return evaluation;
    }

    Component component(String id) {
        Component component = components.get(id);
        if (component == null) {
            throw new IllegalArgumentException("no component " + id);
        }
        return component;
    }

    Relationship relationship(String id) {
        Relationship relationship = relationships.get(id);
        if (relationship == null) {
            throw new IllegalArgumentException("no relationship " + id);
        }
        return relationship;
    }

    Map<String, Relationship> relationships() {
        return relationships;
    }

    /** {@return what a component is configured with, in canonical form} */
    String configuration(String id) {
        return JsonWriter.text(component(id).configuration().nested());
    }

    static String canonical(String json) {
        return JsonWriter.text(Quoted.json(json));
    }

    /** {@return inferred relationships as {@code from > to sub-type}} */
    static List<String> inferred(Evaluation evaluation) {
        List<String> lines = new ArrayList<>();
        for (Inferred one : evaluation.inferred()) {
            Relationship r = one.relationship();
            lines.add(r.from() + " > " + r.to() + " " + r.sub());
        }
        lines.sort(null);
        return lines;
    }
}
