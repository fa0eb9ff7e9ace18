package io.meshplay.models.relationship.policy;

import io.meshplay.models.design.Json;
import io.meshplay.models.design.Relationship;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a drawn relationship wrote, kept in its metadata, so that it can be undone long after.
 *
 * @param rule key of the definition that it follows; empty when none is chosen yet
 * @param containment whether the relationship stands for one component inside another
 * @param traces what it wrote, in the order of the rule
 */
record Ledger(String rule, boolean containment, List<Trace> traces) {
    /** The field of a relationship's metadata that holds it. */
    static final String FIELD = "policy";

    static final Ledger NONE = new Ledger("", false, List.of());

    Ledger {
        traces = List.copyOf(traces);
    }

    static Ledger of(Relationship relationship) {
        Json.Fields fields = relationship.metadata().fields(FIELD);
        if (fields.isEmpty()) {
            return NONE;
        }
        List<Trace> traces = new ArrayList<>();
        for (Json item : fields.items("writes")) {
            Trace trace = Trace.read(item);
            if (trace != null) {
                traces.add(trace);
            }
        }
        return new Ledger(fields.text("rule"), fields.flag("containment"), traces);
    }

    Json.Fields json() {
        Map<String, Json> fields = new LinkedHashMap<>();
        fields.put("rule", Json.of(rule));
        if (containment) {
            fields.put("containment", Json.of(true));
        }
        fields.put("writes", new Json.Items(traces.stream().map(Trace::json).toList()));
        return new Json.Fields(fields);
    }

    /** {@return the relationship with this in its metadata} */
    Relationship on(Relationship relationship) {
        Map<String, Json> metadata = new LinkedHashMap<>(relationship.metadata().values());
        metadata.remove(FIELD);
        if (!equals(NONE)) {
            metadata.put(FIELD, json());
        }
        return new Relationship(
                relationship.id(),
                relationship.from(),
                relationship.to(),
                relationship.kind(),
                relationship.sub(),
                relationship.selectors(),
                new Json.Fields(metadata));
    }
}
