package io.meshplay.models.relationship.policy;

import io.meshplay.models.design.Json;
import io.meshplay.models.design.Relationship;
import io.meshplay.models.relationship.rule.Reason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Evaluations as programs read them; the fields are in docs/spec/policy.md. */
final class EvaluationJson {
    private EvaluationJson() {}

    static Json.Fields of(Evaluation evaluation) {
        Map<String, Json> fields = new LinkedHashMap<>();
        fields.put(
                "actions",
                items(evaluation.actions().stream()
                        .<Json>map(EvaluationJson::action)
                        .toList()));
        fields.put(
                "remarks",
                items(evaluation.remarks().stream().map(EvaluationJson::remark).toList()));
        fields.put("passes", Json.of(evaluation.passes()));
        fields.put("settled", Json.of(evaluation.settled()));
        return new Json.Fields(fields);
    }

    static Json.Fields state(Evaluation evaluation) {
        Map<String, Json> fields = new LinkedHashMap<>();
        fields.put(
                "inferred",
                items(evaluation.inferred().stream()
                        .map(EvaluationJson::inferred)
                        .toList()));
        fields.put(
                "actions",
                items(evaluation.proposed().stream()
                        .<Json>map(EvaluationJson::action)
                        .toList()));
        fields.put(
                "remarks",
                items(evaluation.remarks().stream().map(EvaluationJson::remark).toList()));
        fields.put("settled", Json.of(evaluation.settled()));
        return new Json.Fields(fields);
    }

    static Json inferred(Inferred inferred) {
        Map<String, Json> fields = new LinkedHashMap<>();
        fields.put("relationship", relationship(inferred.relationship()));
        fields.put("reason", reason(inferred.reason()));
        return new Json.Fields(fields);
    }

    static Json.Fields action(Action action) {
        Map<String, Json> fields = new LinkedHashMap<>();
        switch (action) {
            case Action.AddRelationship(Relationship relationship, boolean inferred, Reason _) -> {
                fields.put("op", Json.of("addRelationship"));
                fields.put("inferred", Json.of(inferred));
                fields.put("relationship", relationship(relationship));
            }
            case Action.UpdateRelationship(Relationship relationship, Reason _) -> {
                fields.put("op", Json.of("updateRelationship"));
                fields.put("relationship", relationship(relationship));
            }
            case Action.RemoveRelationship(String id, boolean inferred, Reason _) -> {
                fields.put("op", Json.of("removeRelationship"));
                fields.put("id", Json.of(id));
                fields.put("inferred", Json.of(inferred));
            }
            case Action.PatchComponent(String component, String path, Json value, Reason _) -> {
                fields.put("op", Json.of("patchComponent"));
                fields.put("component", Json.of(component));
                fields.put("path", Json.of(path));
                if (value != null) {
                    fields.put("value", value);
                }
            }
            case Action.AddComponent(var component, Reason _) -> {
                fields.put("op", Json.of("addComponent"));
                fields.put("id", Json.of(component.id()));
                fields.put("model", Json.of(component.model()));
                fields.put("kind", Json.of(component.kind()));
                fields.put("version", Json.of(component.version()));
                fields.put("name", Json.of(component.name()));
            }
        }
        fields.put("reason", reason(action.reason()));
        return new Json.Fields(fields);
    }

    private static Json relationship(Relationship relationship) {
        Map<String, Json> fields = new LinkedHashMap<>();
        fields.put("id", Json.of(relationship.id()));
        fields.put("from", Json.of(relationship.from()));
        fields.put("to", Json.of(relationship.to()));
        fields.put("kind", Json.of(relationship.kind()));
        String sub = relationship.sub();
        if (sub != null) {
            fields.put("sub", Json.of(sub));
        }
        fields.put("metadata", relationship.metadata());
        return new Json.Fields(fields);
    }

    private static Json reason(Reason reason) {
        Map<String, Json> fields = new LinkedHashMap<>();
        fields.put("rule", Json.of(reason.rule()));
        fields.put("classification", Json.of(reason.classification()));
        fields.put(
                "fields",
                items(reason.fields().stream().map(EvaluationJson::field).toList()));
        fields.put("words", Json.of(reason.words()));
        return new Json.Fields(fields);
    }

    private static Json field(Reason.Field field) {
        return new Json.Fields(Map.of(
                "from", Json.of(field.from()),
                "to", Json.of(field.to()),
                "relation", Json.of(field.relation()),
                "value", field.value()));
    }

    static Json remark(Remark remark) {
        return new Json.Fields(Map.of(
                "relationship", Json.of(remark.relationship()),
                "kind", Json.of(remark.kind().name().toLowerCase(Locale.ROOT)),
                "words", Json.of(remark.words())));
    }

    private static Json items(List<Json> items) {
        return new Json.Items(items);
    }
}
