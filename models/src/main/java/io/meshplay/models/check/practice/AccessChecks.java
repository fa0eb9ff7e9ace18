package io.meshplay.models.check.practice;

import static io.meshplay.models.check.rule.Category.ACCESS;
import static io.meshplay.models.check.rule.Category.REFERENCES;
import static io.meshplay.models.check.rule.Severity.ERROR;
import static io.meshplay.models.check.rule.Severity.WARNING;

import io.meshplay.models.check.rule.CheckedDesign;
import io.meshplay.models.check.rule.Field;
import io.meshplay.models.check.rule.Findings;
import io.meshplay.models.check.rule.Inspection;
import io.meshplay.models.check.rule.Rule;
import io.meshplay.models.check.rule.Subject;
import io.meshplay.models.check.rule.Words;
import io.meshplay.models.design.Json;
import java.util.List;
import java.util.Set;

/** Who may do what in the cluster. */
final class AccessChecks {
    private static final String ANY = "*";
    private static final Set<String> READ = Set.of("get", "list", "watch", ANY);
    private static final Set<String> CREATE = Set.of("create", "get", ANY);
    private static final Set<String> INTO_PODS =
            Set.of("pods/exec", "pods/attach", "pods/portforward", "pods/ephemeralcontainers");
    private static final Set<String> GROWING = Set.of("escalate", "bind", "impersonate");
    private static final Set<String> ANYBODY =
            Set.of("system:anonymous", "system:unauthenticated", "system:authenticated");
    private static final Set<String> GIVEN_ROLES = Set.of("admin", "cluster-admin", "edit", "view");

    private static final List<Rule> ALL = List.of(
            Rule.of(
                    "access-any-verb",
                    WARNING,
                    ACCESS,
                    "A role allows every verb",
                    "It allows verbs too that nobody thought of, such as deletecollection. List the verbs that are"
                            + " needed.",
                    any("verbs")),
            Rule.of(
                    "access-any-resource",
                    WARNING,
                    ACCESS,
                    "A role allows every resource",
                    "It covers Secrets, and kinds that are installed later. List the resources that are needed.",
                    any("resources")),
            Rule.of(
                    "access-secrets",
                    WARNING,
                    ACCESS,
                    "A role may read every Secret",
                    "Who reads Secrets has the accounts whose tokens they are. Allow get, of named Secrets.",
                    (_, subject, out) -> secrets(subject, out)),
            Rule.of(
                    "access-into-pods",
                    WARNING,
                    ACCESS,
                    "A role may enter pods",
                    "Who runs commands in a pod has what the pod has. Keep it to people, and to those who debug.",
                    (_, subject, out) -> intoPods(subject, out)),
            Rule.of(
                    "access-escalation",
                    ERROR,
                    ACCESS,
                    "A role may give itself more rights",
                    "With escalate, bind or impersonate all other rules are worth nothing. Remove the verb.",
                    (_, subject, out) -> escalation(subject, out)),
            Rule.of(
                    "access-cluster-admin",
                    ERROR,
                    ACCESS,
                    "A binding makes a subject administrator of the cluster",
                    "Whoever breaks the subject has everything. Bind a role with what is needed.",
                    (_, subject, out) -> clusterAdmin(subject, out)),
            Rule.fixable(
                    "access-anybody",
                    ERROR,
                    ACCESS,
                    "A binding gives rights to everybody",
                    "These groups hold all who can reach the API. Remove the subject and name accounts.",
                    (_, subject, out) -> anybody(subject, out)),
            Rule.of(
                    "access-default-account",
                    WARNING,
                    ACCESS,
                    "A binding gives rights to the default account",
                    "Every pod of the namespace without an account of its own gets them. Bind an account made for"
                            + " it.",
                    (_, subject, out) -> defaultAccount(subject, out)),
            Rule.fixable(
                    "access-subject-namespace",
                    ERROR,
                    ACCESS,
                    "A binding names a ServiceAccount without its namespace",
                    "The cluster refuses it. Say the namespace.",
                    (_, subject, out) -> subjectNamespace(subject, out)),
            Rule.of(
                    "access-subject-missing",
                    WARNING,
                    REFERENCES,
                    "A binding names a ServiceAccount that is not in the design",
                    "Whoever makes an account of that name gets the rights. Add it, or correct the name.",
                    AccessChecks::subjectMissing),
            Rule.of(
                    "access-role-missing",
                    WARNING,
                    REFERENCES,
                    "A binding names a role that is not in the design",
                    "It gives no rights until somebody makes such a role. Add it, or correct the name.",
                    AccessChecks::roleMissing));

    private AccessChecks() {}

    static List<Rule> all() {
        return ALL;
    }

    private static List<Field> rules(Subject subject) {
        return subject.is("Role", "ClusterRole") ? subject.at("rules").items() : List.of();
    }

    private static boolean binds(Subject subject) {
        return subject.is("RoleBinding", "ClusterRoleBinding");
    }

    private static List<Field> accounts(Subject subject) {
        return binds(subject)
                ? subject.at("subjects").items().stream()
                        .filter(one -> one.at("kind").text().equals("ServiceAccount"))
                        .toList()
                : List.of();
    }

    private static boolean allows(Field rule, String key, Set<String> some) {
        return rule.at(key).texts().stream().anyMatch(some::contains);
    }

    private static Inspection any(String key) {
        return (_, subject, out) -> {
            for (Field rule : rules(subject)) {
                for (Field item : rule.at(key).items()) {
                    if (item.text().equals(ANY)) {
                        out.add(item, subject.title() + " allows any of the " + key + ".");
                    }
                }
            }
        };
    }

    private static void secrets(Subject subject, Findings out) {
        for (Field rule : rules(subject)) {
            for (Field item : rule.at("resources").items()) {
                boolean named = !rule.at("resourceNames").texts().isEmpty();
                if (item.text().equals("secrets") && !named && allows(rule, "verbs", READ)) {
                    out.add(item, subject.title() + " may read every Secret.");
                }
            }
        }
    }

    private static void intoPods(Subject subject, Findings out) {
        for (Field rule : rules(subject)) {
            for (Field item : rule.at("resources").items()) {
                if (INTO_PODS.contains(item.text()) && allows(rule, "verbs", CREATE)) {
                    out.add(item, subject.title() + " may enter pods by " + Words.quoted(item.text()) + ".");
                }
            }
        }
    }

    private static void escalation(Subject subject, Findings out) {
        for (Field rule : rules(subject)) {
            for (Field item : rule.at("verbs").items()) {
                if (GROWING.contains(item.text())) {
                    out.add(item, subject.title() + " may " + item.text() + ".");
                }
            }
        }
    }

    private static void clusterAdmin(Subject subject, Findings out) {
        Field name = subject.at("roleRef", "name");
        if (binds(subject) && name.text().equals("cluster-admin")) {
            out.add(name, subject.title() + " makes administrators of the cluster.");
        }
    }

    private static void anybody(Subject subject, Findings out) {
        if (binds(subject)) {
            for (Field one : subject.at("subjects").items()) {
                Field name = one.at("name");
                if (ANYBODY.contains(name.text())) {
                    out.add(name, subject.title() + " gives rights to " + name.text() + ".", out.remove(one));
                }
            }
        }
    }

    private static void defaultAccount(Subject subject, Findings out) {
        for (Field account : accounts(subject)) {
            Field name = account.at("name");
            if (name.text().equals("default")) {
                out.add(name, subject.title() + " gives rights to every pod without an account of its own.");
            }
        }
    }

    private static void subjectNamespace(Subject subject, Findings out) {
        for (Field account : accounts(subject)) {
            Field at = account.at("namespace");
            if (at.text().isEmpty()) {
                String name = Words.quoted(account.at("name").text());
                String message = "The namespace of ServiceAccount " + name + " is not said.";
                if (subject.namespace().isEmpty()) {
                    out.add(at, message);
                } else {
                    out.add(at, message, out.set(at, Json.of(subject.namespace())));
                }
            }
        }
    }

    private static void subjectMissing(CheckedDesign design, Subject subject, Findings out) {
        for (Field account : accounts(subject)) {
            Field name = account.at("name");
            boolean given = CheckedDesign.alwaysThere("ServiceAccount").contains(name.text());
            String namespace = account.at("namespace").text();
            if (!name.text().isEmpty() && !given && design.find("ServiceAccount", name.text(), namespace) == null) {
                out.add(name, "ServiceAccount " + Words.quoted(name.text()) + " is not in the design.");
            }
        }
    }

    private static void roleMissing(CheckedDesign design, Subject subject, Findings out) {
        Field name = subject.at("roleRef", "name");
        String kind = subject.at("roleRef", "kind").text();
        boolean cluster = kind.equals("ClusterRole");
        if (!binds(subject) || name.text().isEmpty() || !(cluster || kind.equals("Role"))) {
            return;
        }
        boolean given =
                cluster && (GIVEN_ROLES.contains(name.text()) || name.text().startsWith("system:"));
        if (!given && design.find(kind, name.text(), cluster ? "" : subject.namespace()) == null) {
            out.add(name, kind + " " + Words.quoted(name.text()) + " is not in the design.");
        }
    }
}
