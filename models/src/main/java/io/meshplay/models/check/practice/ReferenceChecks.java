package io.meshplay.models.check.practice;

import static io.meshplay.models.check.rule.Category.REFERENCES;
import static io.meshplay.models.check.rule.Severity.ERROR;
import static io.meshplay.models.check.rule.Severity.WARNING;

import io.meshplay.models.check.rule.CheckedDesign;
import io.meshplay.models.check.rule.Field;
import io.meshplay.models.check.rule.Findings;
import io.meshplay.models.check.rule.Inspection;
import io.meshplay.models.check.rule.Memo;
import io.meshplay.models.check.rule.Rule;
import io.meshplay.models.check.rule.Subject;
import io.meshplay.models.check.rule.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What pods name and the design does not have. */
final class ReferenceChecks {
    /** Names that components of other APIs make: sealed and external secrets, certificates and the like. */
    private static final Memo<Set<String>> MADE_BY_OTHERS = new Memo<>(ReferenceChecks::madeByOthers);

    private static final List<Rule> ALL = List.of(
            Rule.of(
                    "reference-config-map",
                    WARNING,
                    REFERENCES,
                    "A ConfigMap that pods name is not in the design",
                    "The pods do not start until somebody makes it. Add it, or mark the reference optional.",
                    missing("ConfigMap")),
            Rule.of(
                    "reference-secret",
                    WARNING,
                    REFERENCES,
                    "A Secret that pods name is not in the design",
                    "The pods do not start until somebody makes it. Add it, let a component make it, or ignore"
                            + " this where it is made by hand on purpose.",
                    missing("Secret")),
            Rule.of(
                    "reference-claim",
                    ERROR,
                    REFERENCES,
                    "A PersistentVolumeClaim that pods name is not in the design",
                    "The pods do not start until somebody makes it. Add it, or correct the name.",
                    missing("PersistentVolumeClaim")),
            Rule.of(
                    "reference-account",
                    ERROR,
                    REFERENCES,
                    "A ServiceAccount that pods name is not in the design",
                    "No pod is made without it. Add it, or correct the name.",
                    missing("ServiceAccount")),
            Rule.of(
                    "reference-key",
                    ERROR,
                    REFERENCES,
                    "A key that pods name is not in its ConfigMap",
                    "The pods do not start. Add the key, or correct its name.",
                    ReferenceChecks::keyMissing));

    private ReferenceChecks() {}

    /**
     * A place that names something.
     *
     * @param kind the kind that is named
     * @param name where its name stands
     * @param keys where keys of it are named
     * @param optional whether it need not exist
     */
    private record Reference(String kind, Field name, List<Field> keys, boolean optional) {}

    static List<Rule> all() {
        return ALL;
    }

    private static Set<String> madeByOthers(CheckedDesign design) {
        Set<String> names = new HashSet<>();
        for (Subject subject : design.subjects()) {
            if (!subject.core()) {
                names.add(subject.component().name());
                names.add(subject.at("spec", "target", "name").text());
                names.add(subject.at("spec", "secretName").text());
            }
        }
        return names;
    }

    private static List<Reference> references(Subject subject) {
        List<Reference> references = new ArrayList<>();
        for (Field container : subject.allContainers()) {
            for (Field variable : container.at("env").items()) {
                keyed("ConfigMap", variable.at("valueFrom", "configMapKeyRef"), references);
                keyed("Secret", variable.at("valueFrom", "secretKeyRef"), references);
            }
            for (Field source : container.at("envFrom").items()) {
                keyed("ConfigMap", source.at("configMapRef"), references);
                keyed("Secret", source.at("secretRef"), references);
            }
        }
        Field pod = subject.podSpec();
        for (Field volume : pod.at("volumes").items()) {
            volume(volume.at("configMap"), "ConfigMap", "name", references);
            volume(volume.at("secret"), "Secret", "secretName", references);
            volume(volume.at("persistentVolumeClaim"), "PersistentVolumeClaim", "claimName", references);
            for (Field source : volume.at("projected", "sources").items()) {
                volume(source.at("configMap"), "ConfigMap", "name", references);
                volume(source.at("secret"), "Secret", "name", references);
            }
        }
        for (Field secret : pod.at("imagePullSecrets").items()) {
            references.add(new Reference("Secret", secret.at("name"), List.of(), false));
        }
        references.add(new Reference("ServiceAccount", pod.at("serviceAccountName"), List.of(), false));
        return references;
    }

    private static void keyed(String kind, Field at, List<Reference> into) {
        if (at.isMap()) {
            into.add(new Reference(
                    kind,
                    at.at("name"),
                    List.of(at.at("key")),
                    at.at("optional").is(true)));
        }
    }

    private static void volume(Field at, String kind, String nameKey, List<Reference> into) {
        if (at.isMap()) {
            List<Field> keys =
                    at.at("items").items().stream().map(item -> item.at("key")).toList();
            into.add(new Reference(kind, at.at(nameKey), keys, at.at("optional").is(true)));
        }
    }

    private static Inspection missing(String kind) {
        Set<String> given = CheckedDesign.alwaysThere(kind);
        return (design, subject, out) -> {
            for (Reference reference : references(subject)) {
                String name = reference.name().text();
                if (reference.kind().equals(kind)
                        && !name.isEmpty()
                        && !reference.optional()
                        && !given.contains(name)
                        && design.find(kind, name, subject.namespace()) == null
                        && !design.remember(MADE_BY_OTHERS).contains(name)) {
                    out.add(reference.name(), kind + " " + Words.quoted(name) + " is not in the design.");
                }
            }
        };
    }

    private static void keyMissing(CheckedDesign design, Subject subject, Findings out) {
        for (Reference reference : references(subject)) {
            Subject found = reference.kind().equals("ConfigMap") && !reference.optional()
                    ? design.find("ConfigMap", reference.name().text(), subject.namespace())
                    : null;
            if (found == null) {
                continue;
            }
            for (Field key : reference.keys()) {
                boolean there = !found.at("data", key.text()).absent()
                        || !found.at("binaryData", key.text()).absent();
                if (!key.text().isEmpty() && !there) {
                    out.add(key, found.title() + " has no key " + Words.quoted(key.text()) + ".");
                }
            }
        }
    }
}
