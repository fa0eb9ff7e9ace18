package io.meshplay.models.check.practice;

import static io.meshplay.models.check.rule.Category.API;
import static io.meshplay.models.check.rule.Category.SECURITY;
import static io.meshplay.models.check.rule.Severity.ERROR;
import static io.meshplay.models.check.rule.Severity.WARNING;

import io.meshplay.models.check.rule.Field;
import io.meshplay.models.check.rule.Findings;
import io.meshplay.models.check.rule.Rule;
import io.meshplay.models.check.rule.Subject;
import io.meshplay.models.check.rule.Words;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Secrets that stand where people can read them. */
final class SecretChecks {
    private static final Pattern NAMES_SECRET = Pattern.compile("(^|[_.\\-"
            + " ])(password|passwd|passphrase|pwd|secret|token|api[_.\\-]?key|private[_.\\-]?key|access[_.\\-]?key|secret[_.\\-]?key|credentials?)($|[_.\\-"
            + " 0-9])");
    /** A name of a file or of another thing is no secret. */
    private static final Pattern NAMES_OTHER = Pattern.compile(
            "[_.\\- ](file|path|dir|name|url|uri|endpoint|host|ttl|expiry|expiration|length|header|type|issuer)$");

    private static final int NAME_LENGTH_MAX = 256;

    private static final List<Rule> ALL = List.of(
            Rule.of(
                    "secret-in-design",
                    WARNING,
                    SECURITY,
                    "A Secret has its value in the design",
                    "Whoever can open the design can read it, and so can its history. Keep the value in the"
                            + " cluster or in a vault, and let the design name it only.",
                    (_, subject, out) -> inDesign(subject, out)),
            Rule.of(
                    "secret-not-base64",
                    ERROR,
                    API,
                    "A Secret has data that is not base64",
                    "The cluster refuses it. Encode it, or put it as it is under stringData.",
                    (_, subject, out) -> notBase64(subject, out)),
            Rule.of(
                    "config-map-secret",
                    ERROR,
                    SECURITY,
                    "A ConfigMap holds a secret",
                    "A ConfigMap is neither encrypted nor guarded as a Secret is. Put the value into a Secret;"
                            + " then change it, for it is known.",
                    (_, subject, out) -> inConfigMap(subject, out)));

    private SecretChecks() {}

    static List<Rule> all() {
        return ALL;
    }

    /** {@return whether a name says that its value is secret} */
    static boolean namesSecret(String name) {
        String start = name.length() > NAME_LENGTH_MAX ? name.substring(0, NAME_LENGTH_MAX) : name;
        String split = start.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
        return NAMES_SECRET.matcher(split).find() && !NAMES_OTHER.matcher(split).find();
    }

    /** {@return whether a value could be secret: it is not blank, and not a reference that somebody resolves later} */
    static boolean tellsSecret(String value) {
        String bare = value.strip();
        return !bare.isEmpty() && !bare.startsWith("$(") && !bare.startsWith("${") && !bare.startsWith("{{");
    }

    private static void inDesign(Subject subject, Findings out) {
        // A token of a ServiceAccount is filled in by the cluster.
        if (subject.is("Secret")) {
            for (String part : List.of("data", "stringData")) {
                Field data = subject.at(part);
                if (!data.blank()) {
                    out.addSecret(data, subject.title() + " has its value in the design.");
                }
            }
        }
    }

    private static void notBase64(Subject subject, Findings out) {
        if (subject.is("Secret")) {
            subject.at("data").entries().forEach((key, field) -> {
                if (!field.absent() && !isBase64(field.text()) && !field.text().isEmpty()) {
                    out.addSecret(field, "The data of " + Words.quoted(key) + " is not base64.");
                }
            });
        }
    }

    private static boolean isBase64(String text) {
        try {
            return Base64.getDecoder().decode(text.replaceAll("[\\r\\n]", "")).length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void inConfigMap(Subject subject, Findings out) {
        if (subject.is("ConfigMap")) {
            for (Map.Entry<String, Field> entry : subject.at("data").entries().entrySet()) {
                if (namesSecret(entry.getKey()) && tellsSecret(entry.getValue().text())) {
                    out.addSecret(
                            entry.getValue(), "The value of " + Words.quoted(entry.getKey()) + " reads like a secret.");
                }
            }
        }
    }
}
