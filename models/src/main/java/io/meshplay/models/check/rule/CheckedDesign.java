package io.meshplay.models.check.rule;

import io.meshplay.models.design.Component;
import io.meshplay.models.design.Design;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A design while it is checked: its components by kind, by name and by the labels of their pods. One thread. */
public final class CheckedDesign {
    private static final String NAMESPACE = "Namespace";
    private static final Comparator<Subject> BY_NAME = Comparator.comparing(
                    (Subject subject) -> subject.component().kind())
            .thenComparing(Subject::namespace)
            .thenComparing(subject -> subject.component().name())
            .thenComparing(subject -> subject.component().id());

    private final Design design;
    private final Knowledge knowledge;
    private final List<Subject> subjects;
    private final Map<String, Subject> byId = new HashMap<>();
    private final Map<String, List<Subject>> byKind = new HashMap<>();
    private final Map<String, List<Subject>> byName = new HashMap<>();
    private final Map<String, List<Subject>> byTarget = new HashMap<>();
    private final Map<String, List<Subject>> byPodLabel = new HashMap<>();
    private final List<Subject> workloads = new ArrayList<>();
    private final Map<Memo<?>, Object> memos = new HashMap<>();

    /** Makes a design ready. */
    public CheckedDesign(Design design, Knowledge knowledge) {
        this.design = design;
        this.knowledge = knowledge;
        Map<String, Component> components = new HashMap<>();
        design.components().forEach(component -> components.put(component.id(), component));
        subjects = design.components().stream()
                .filter(component -> !component.annotation())
                .map(component -> new Subject(component, namespaceAround(component, components)))
                .sorted(BY_NAME)
                .toList();
        subjects.forEach(this::index);
    }

    private static String namespaceAround(Component component, Map<String, Component> components) {
        String id = component.parent();
        while (id != null) {
            Component parent = components.get(id);
            if (parent == null) {
                return "";
            }
            if (parent.kind().equals(NAMESPACE)) {
                return parent.name();
            }
            id = parent.parent();
        }
        return "";
    }

    private void index(Subject subject) {
        byId.put(subject.component().id(), subject);
        if (!subject.core()) {
            return;
        }
        String kind = subject.component().kind();
        add(byKind, kind, subject);
        add(byName, key(kind, subject.component().name()), subject);
        if (subject.runsPods()) {
            workloads.add(subject);
            subject.podLabels().forEach((name, value) -> add(byPodLabel, key(name, value), subject));
        }
        if (kind.equals("HorizontalPodAutoscaler")) {
            Field target = subject.at("spec", "scaleTargetRef");
            add(byTarget, key(target.at("kind").text(), target.at("name").text()), subject);
        }
    }

    private static void add(Map<String, List<Subject>> index, String key, Subject subject) {
        index.computeIfAbsent(key, _ -> new ArrayList<>()).add(subject);
    }

    private static String key(String kind, String name) {
        return kind + "\n" + name;
    }

    /** {@return the design} */
    public Design design() {
        return design;
    }

    /** {@return its components but annotations, ordered by kind, namespace, name and id} */
    public List<Subject> subjects() {
        return subjects;
    }

    /** {@return a component; null when the id is that of an annotation or of nothing} */
    public @Nullable Subject byId(String id) {
        return byId.get(id);
    }

    /** {@return what is known besides the design} */
    public Knowledge knowledge() {
        return knowledge;
    }

    /** {@return what a check works out for the whole design, the same each time} */
    @SuppressWarnings("unchecked") // a memo makes values of its own type
    public <T> T remember(Memo<T> memo) {
        Object known = memos.get(memo);
        if (known == null) {
            known = memo.make(this);
            memos.put(memo, known);
        }
        return (T) known;
    }

    /** {@return the components of a kind of Kubernetes} */
    public List<Subject> of(String kind) {
        return byKind.getOrDefault(kind, List.of());
    }

    /** {@return what runs pods} */
    public List<Subject> workloads() {
        return workloads;
    }

    /** {@return the component of that kind and name that somebody in a namespace would find; null when there is none} */
    public @Nullable Subject find(String kind, String name, String namespace) {
        for (Subject subject : named(kind, name)) {
            if (subject.besides(namespace)) {
                return subject;
            }
        }
        return null;
    }

    /** {@return all components of that kind and name, in whatever namespace} */
    public List<Subject> named(String kind, String name) {
        return byName.getOrDefault(key(kind, name), List.of());
    }

    /** {@return the autoscalers of a workload} */
    public List<Subject> autoscalers(Subject workload) {
        String target = key(workload.component().kind(), workload.component().name());
        return byTarget.getOrDefault(target, List.of()).stream()
                .filter(autoscaler -> autoscaler.besides(workload.namespace()))
                .toList();
    }

    /** {@return the first workloads whose pods a selector means, seen from a namespace} */
    public List<Subject> selected(Selector selector, String namespace, int most) {
        List<Subject> fewest = workloads;
        for (Map.Entry<String, String> label : selector.labels().entrySet()) {
            List<Subject> with = byPodLabel.getOrDefault(key(label.getKey(), label.getValue()), List.of());
            fewest = with.size() < fewest.size() ? with : fewest;
        }
        return fewest.stream()
                .filter(workload -> workload.besides(namespace) && selector.matches(workload.podLabels()))
                .limit(most)
                .toList();
    }

    /** {@return whether a component of one of these kinds has a selector at a place that means these pods} */
    public boolean isSelected(Subject workload, String kind, String selectorKey) {
        return of(kind).stream()
                .filter(one -> one.besides(workload.namespace()))
                .map(one -> one.at("spec", selectorKey))
                .anyMatch(field -> field.isMap() && Selector.of(field).matches(workload.podLabels()));
    }

    /** {@return names that exist in every namespace, by kind} */
    public static Set<String> alwaysThere(String kind) {
        return switch (kind) {
            case "ServiceAccount" -> Set.of("default");
            case "ConfigMap" -> Set.of("kube-root-ca.crt");
            default -> Set.of();
        };
    }
}
