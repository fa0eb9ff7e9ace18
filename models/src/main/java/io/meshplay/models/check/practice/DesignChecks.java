package io.meshplay.models.check.practice;

import static io.meshplay.models.check.rule.Category.API;
import static io.meshplay.models.check.rule.Category.DESIGN;
import static io.meshplay.models.check.rule.Severity.ERROR;
import static io.meshplay.models.check.rule.Severity.INFO;
import static io.meshplay.models.check.rule.Severity.WARNING;

import io.meshplay.models.check.rule.CheckedDesign;
import io.meshplay.models.check.rule.Field;
import io.meshplay.models.check.rule.Findings;
import io.meshplay.models.check.rule.Memo;
import io.meshplay.models.check.rule.Rule;
import io.meshplay.models.check.rule.Subject;
import io.meshplay.models.check.rule.Words;
import io.meshplay.models.design.Component;
import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonWriter;
import io.meshplay.models.design.Relationship;
import io.meshplay.models.relationship.Kinds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names, namespaces, kinds and relationships of a design. */
final class DesignChecks {
    private static final Set<String> GIVEN_NAMESPACES =
            Set.of("default", "kube-system", "kube-public", "kube-node-lease");
    private static final String NAMESPACE = "Namespace";
    private static final Memo<Map<String, List<Relationship>>> BY_START = new Memo<>(DesignChecks::byStart);
    private static final Memo<Set<String>> DEFINED_KINDS = new Memo<>(DesignChecks::definedKinds);

    private static final List<Rule> ALL = List.of(
            Rule.of(
                    "design-name-missing",
                    ERROR,
                    DESIGN,
                    "A component has no name",
                    "It cannot be deployed, and nothing can refer to it. Name it.",
                    (_, subject, out) -> nameMissing(subject, out)),
            Rule.of(
                    "design-name-form",
                    WARNING,
                    API,
                    "A name is none that an object can have",
                    "It is changed when it is exported, and what refers to it does not follow. Use lower case"
                            + " letters, digits and dashes.",
                    (_, subject, out) -> nameForm(subject, out)),
            Rule.of(
                    "design-name-duplicate",
                    ERROR,
                    DESIGN,
                    "Two components are one object",
                    "They have the same kind, name and namespace: the one that is deployed last replaces the"
                            + " other. Rename or remove one.",
                    DesignChecks::nameDuplicate),
            Rule.of(
                    "design-kind-unknown",
                    WARNING,
                    DESIGN,
                    "A kind is not known",
                    "No model of the registry has it and the design does not define it: a cluster may refuse it."
                            + " Correct the kind or its API, or add the model.",
                    DesignChecks::kindUnknown),
            Rule.of(
                    "design-namespace-missing",
                    INFO,
                    DESIGN,
                    "A namespace is not in the design",
                    "The object is refused until somebody makes the namespace. Add it, if nobody else does.",
                    DesignChecks::namespaceMissing),
            Rule.fixable(
                    "design-namespace-of-cluster",
                    WARNING,
                    API,
                    "A kind of the whole cluster names a namespace",
                    "The namespace means nothing, and some tools fail. Remove it.",
                    DesignChecks::namespaceOfCluster),
            Rule.fixable(
                    "design-namespace-contradicts",
                    WARNING,
                    DESIGN,
                    "A component stands in another namespace than it says",
                    "It is drawn in one and deployed to another. Move it, or correct its namespace.",
                    DesignChecks::namespaceContradicts),
            Rule.of(
                    "design-relationship-duplicate",
                    INFO,
                    DESIGN,
                    "Two relationships say the same",
                    "What one of them writes is undone only when both are gone. Remove one.",
                    DesignChecks::relationshipDuplicate),
            Rule.of(
                    "design-relationship-self",
                    WARNING,
                    DESIGN,
                    "A relationship leads back to its start",
                    "No rule relates a component to itself. Remove it, or draw it to what was meant.",
                    DesignChecks::relationshipSelf));

    private DesignChecks() {}

    static List<Rule> all() {
        return ALL;
    }

    private static void nameMissing(Subject subject, Findings out) {
        if (subject.component().name().isBlank()) {
            out.add("", "", "A " + Words.quoted(subject.component().kind()) + " has no name.", List.of());
        }
    }

    private static void nameForm(Subject subject, Findings out) {
        String name = subject.component().name();
        if (subject.core()
                && !name.isBlank()
                && !ObjectName.isValid(subject.component().kind(), name)) {
            String value = JsonWriter.text(Json.of(name));
            out.add("", value, Words.quoted(name) + " is no name that an object can have.", List.of());
        }
    }

    private static void nameDuplicate(CheckedDesign design, Subject subject, Findings out) {
        Component component = subject.component();
        if (!subject.core() || component.name().isBlank()) {
            return;
        }
        for (Subject other : design.named(component.kind(), component.name())) {
            if (other.component().id().equals(component.id())) {
                return; // The first of them is the one.
            }
            if (other.namespace().equals(subject.namespace()) && group(other).equals(group(subject))) {
                String value = JsonWriter.text(Json.of(component.name()));
                out.add("", value, "There is another " + subject.title() + " in this namespace.", List.of());
                return;
            }
        }
    }

    private static String group(Subject subject) {
        String version = subject.component().version();
        return version.substring(0, Math.max(version.indexOf('/'), 0));
    }

    private static Set<String> definedKinds(CheckedDesign design) {
        Set<String> kinds = new HashSet<>();
        for (Subject definition : design.of("CustomResourceDefinition")) {
            kinds.add(definition.at("spec", "group").text() + "/"
                    + definition.at("spec", "names", "kind").text());
        }
        return kinds;
    }

    private static void kindUnknown(CheckedDesign design, Subject subject, Findings out) {
        Component component = subject.component();
        if (design.knowledge().complete()
                && !known(design.knowledge().kinds(), component)
                && !ApiChecks.ended(component)
                && !design.remember(DEFINED_KINDS).contains(group(subject) + "/" + component.kind())) {
            String value = JsonWriter.text(Json.of(component.kind()));
            String message = "Nobody knows the kind " + Words.quoted(component.kind()) + " of API "
                    + Words.quoted(component.version()) + ".";
            out.add("", value, message, List.of());
        }
    }

    /** The kind counts, whatever the model is called in the design. */
    private static boolean known(Kinds kinds, Component component) {
        var named = new Kinds.Kind(component.model(), component.version(), component.kind());
        var anywhere = new Kinds.Kind("", component.version(), component.kind());
        return kinds.scope(named) != Kinds.Scope.UNKNOWN || kinds.scope(anywhere) != Kinds.Scope.UNKNOWN;
    }

    private static void namespaceMissing(CheckedDesign design, Subject subject, Findings out) {
        Field at = subject.at("metadata", "namespace");
        String name = at.text();
        if (!name.isEmpty()
                && !GIVEN_NAMESPACES.contains(name)
                && design.named(NAMESPACE, name).isEmpty()) {
            out.add(at, "Namespace " + Words.quoted(name) + " is not in the design.");
        }
    }

    private static void namespaceOfCluster(CheckedDesign design, Subject subject, Findings out) {
        Field at = subject.at("metadata", "namespace");
        if (!at.absent() && subject.core() && design.knowledge().kinds().scope(subject.kind()) == Kinds.Scope.CLUSTER) {
            out.add(at, subject.title() + " belongs to the whole cluster.", out.remove(at));
        }
    }

    private static void namespaceContradicts(CheckedDesign design, Subject subject, Findings out) {
        Field at = subject.at("metadata", "namespace");
        String parent = subject.component().parent();
        Subject around = parent == null ? null : design.byId(parent);
        if (around != null && around.is(NAMESPACE) && !at.text().isEmpty()) {
            String name = around.component().name();
            if (!name.isEmpty() && !name.equals(at.text())) {
                String message =
                        subject.title() + " stands in " + around.title() + " and says " + Words.quoted(at.text()) + ".";
                out.add(at, message, out.set(at, Json.of(name)));
            }
        }
    }

    private static Map<String, List<Relationship>> byStart(CheckedDesign design) {
        Map<String, List<Relationship>> byStart = new HashMap<>();
        for (Relationship one : design.design().relationships()) {
            byStart.computeIfAbsent(one.from(), _ -> new ArrayList<>()).add(one);
        }
        return byStart;
    }

    private static List<Relationship> from(CheckedDesign design, Subject subject) {
        return design.remember(BY_START).getOrDefault(subject.component().id(), List.of());
    }

    private static void relationshipDuplicate(CheckedDesign design, Subject subject, Findings out) {
        Set<String> seen = new HashSet<>();
        for (Relationship one : from(design, subject)) {
            if (!seen.add(one.to() + "\n" + one.kind() + "\n" + one.sub() + "\n"
                    + one.metadata().text("type"))) {
                String message = "Another relationship says the same as " + Words.quoted(one.id()) + ".";
                out.add("", JsonWriter.text(Json.of(one.id())), message, List.of());
            }
        }
    }

    private static void relationshipSelf(CheckedDesign design, Subject subject, Findings out) {
        for (Relationship one : from(design, subject)) {
            if (one.to().equals(one.from())) {
                String message = "Relationship " + Words.quoted(one.id()) + " leads back to " + subject.title() + ".";
                out.add("", JsonWriter.text(Json.of(one.id())), message, List.of());
            }
        }
    }
}
