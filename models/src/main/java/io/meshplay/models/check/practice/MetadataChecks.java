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
import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonWriter;
import io.meshplay.models.design.Pointer;
import io.meshplay.models.schema.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Labels and annotations, and what schemas say of the rest. */
final class MetadataChecks {
    private static final String SECRET = "(secret)";
    private static final Memo<Map<String, List<Problem>>> PROBLEMS = new Memo<>(MetadataChecks::problems);
    private static final Set<String> NO_FINDINGS = Set.of(Problem.UNUSABLE, Problem.TOO_COSTLY);

    private MetadataChecks() {}

    /** {@return the rules}; one of them has to know the ids of all */
    static List<Rule> all(Set<String> ids) {
        return List.of(
                Rule.fixable(
                        "metadata-not-text",
                        ERROR,
                        API,
                        "A label or annotation is no text",
                        "The cluster refuses numbers and flags there. Put the value in quotes.",
                        (_, subject, out) -> notText(subject, out)),
                Rule.of(
                        "metadata-label-form",
                        ERROR,
                        API,
                        "A label has a value that labels cannot have",
                        "The cluster refuses it: up to 63 letters, digits, dashes, dots and underscores. Use an"
                                + " annotation for anything else.",
                        (_, subject, out) -> labelForm(subject, out)),
                Rule.of(
                        "metadata-ignores-unknown",
                        INFO,
                        DESIGN,
                        "A component ignores a check that there is not",
                        "Whatever was meant to be ignored is not. Correct the id in the annotation "
                                + Subject.IGNORE_ANNOTATION + ".",
                        (_, subject, out) -> ignoresUnknown(ids, subject, out)),
                Rule.of(
                        "schema-value",
                        ERROR,
                        API,
                        "A value does not fit its schema",
                        "The cluster refuses it. Correct it as the message says.",
                        MetadataChecks::schemaValue),
                Rule.fixable(
                        "schema-unknown-field",
                        WARNING,
                        API,
                        "A field is not known to the schema of its kind",
                        "The cluster drops it silently, so it does nothing. Correct its name, or remove it.",
                        MetadataChecks::unknownField));
    }

    private static List<Field> metadata(Subject subject, String... keys) {
        List<Field> maps = new ArrayList<>();
        for (String key : keys) {
            maps.add(subject.at("metadata", key));
            if (subject.runsPods() && !subject.is("Pod")) {
                maps.add(subject.template().at("metadata", key));
            }
        }
        return maps;
    }

    private static void notText(Subject subject, Findings out) {
        if (!subject.core()) {
            return;
        }
        for (Field map : metadata(subject, "labels", "annotations")) {
            map.entries().forEach((name, field) -> {
                Json value = field.value();
                if (value instanceof Json.Numeral || value instanceof Json.Flag) {
                    String message = "The value of " + Words.quoted(name) + " is no text: put it in quotes.";
                    out.add(field, message, out.set(field, Json.of(JsonWriter.text(value))));
                }
            });
        }
    }

    private static void labelForm(Subject subject, Findings out) {
        if (!subject.core()) {
            return;
        }
        for (Field labels : metadata(subject, "labels")) {
            labels.entries().forEach((name, field) -> {
                if (!ObjectName.isLabelValue(field.text())) {
                    out.add(field, "Label " + Words.quoted(name) + " cannot have this value.");
                }
            });
        }
    }

    private static void ignoresUnknown(Set<String> ids, Subject subject, Findings out) {
        Field at = subject.at("metadata", "annotations", Subject.IGNORE_ANNOTATION);
        subject.ignored().stream()
                .filter(id -> !ids.contains(id))
                .sorted()
                .forEach(id -> out.add(at, "There is no check " + Words.quoted(id) + "."));
    }

    private static Map<String, List<Problem>> problems(CheckedDesign design) {
        Map<String, List<Problem>> problems = new HashMap<>();
        for (Subject subject : design.subjects()) {
            List<Problem> found = design.knowledge().schemas().of(subject.component());
            if (!found.isEmpty()) {
                problems.put(subject.component().id(), found);
            }
        }
        return problems;
    }

    private static List<Problem> of(CheckedDesign design, Subject subject) {
        return design.remember(PROBLEMS).getOrDefault(subject.component().id(), List.of());
    }

    private static void schemaValue(CheckedDesign design, Subject subject, Findings out) {
        for (Problem problem : of(design, subject)) {
            if (!NO_FINDINGS.contains(problem.rule()) && !problem.rule().equals(Problem.UNKNOWN_FIELD)) {
                boolean secret = subject.is("Secret") || problem.pointer().matches(".*/env/[0-9]+(/value)?");
                String value = secret ? SECRET : problem.value();
                out.add(problem.pointer(), value, problem.message(), List.of());
            }
        }
    }

    private static void unknownField(CheckedDesign design, Subject subject, Findings out) {
        for (Problem problem : of(design, subject)) {
            if (problem.rule().equals(Problem.UNKNOWN_FIELD) && Pointer.isValid(problem.pointer())) {
                Field at = subject.at(Pointer.keys(problem.pointer()).toArray(String[]::new));
                String value = subject.is("Secret") ? SECRET : problem.value();
                out.add(problem.pointer(), value, problem.message(), List.of(out.remove(at)));
            }
        }
    }
}
