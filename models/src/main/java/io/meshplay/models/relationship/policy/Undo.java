package io.meshplay.models.relationship.policy;

import io.meshplay.models.design.Json;
import io.meshplay.models.relationship.RelationshipDefinition;
import io.meshplay.models.relationship.rule.Reason;
import java.util.List;

/** Why something that was written is taken back. */
final class Undo {
    private Undo() {}

    static Reason reason(RelationshipDefinition definition, String title, Trace trace) {
        return reason(definition.key(), definition.classification(), title, trace);
    }

    static Reason reason(String rule, String classification, String title, Trace trace) {
        String at = String.join(".", trace.place());
        Json before = trace.before();
        String words =
                title + ": " + at + (before == null ? " is removed" : " is as it was") + ": what wrote it is gone";
        return new Reason(
                rule,
                classification,
                List.of(new Reason.Field("", at, "is restored", before == null ? Json.NIL : before)),
                words);
    }
}
