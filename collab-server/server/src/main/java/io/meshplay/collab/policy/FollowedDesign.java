package io.meshplay.collab.policy;

import io.meshplay.collab.room.Advisor.Advice;
import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonWriter;
import io.meshplay.models.design.LiveDocument;
import io.meshplay.models.design.LiveDocument.Projected;
import io.meshplay.models.relationship.policy.Action;
import io.meshplay.models.relationship.policy.Evaluation;
import io.meshplay.models.relationship.policy.Inferred;
import io.meshplay.models.relationship.policy.PolicySession;
import io.meshplay.models.relationship.policy.Remark;
import io.meshplay.models.relationship.policy.Situation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One live design from evaluation to evaluation. A message holds all, or what differs from the last:
 * {@code {"type":"evaluation","sequence":9,"since":7,"inferred":[…],"gone":[…],"actions":[…],"remarks":[…]}}. One thread
 * at a time.
 */
final class FollowedDesign {
    private final PolicySession session;
    private final PolicyLimits limits;
    private long toldAt = -1;
    private Json actions = Json.NO_ITEMS;
    private Json remarks = Json.NO_ITEMS;
    private @Nullable String whole;

    FollowedDesign(PolicySession session, PolicyLimits limits) {
        this.session = session;
        this.limits = limits;
    }

    /** A room asks one after the other, each on some worker; what the last one wrote is seen by way of the loop between. */
    Advice evaluate(long sequence, byte[] projection) {
        Projected now = LiveDocument.fromProjection(projection);
        Evaluation evaluation = session.evaluate(new Situation(now.design(), now.removed(), Set.of()));
        Json proposed =
                items(evaluation.proposed().stream().<Json>map(Action::json).toList());
        Json said = items(evaluation.remarks().stream().map(Remark::json).toList());
        boolean first = toldAt < 0;
        boolean anew = !proposed.equals(actions) || !said.equals(remarks);
        if (!first && !anew && evaluation.actions().stream().noneMatch(Action::inferred)) {
            return new Advice(null, whole);
        }
        actions = proposed;
        remarks = said;
        String all = whole(sequence, evaluation);
        String change = first ? all : change(sequence, evaluation, anew);
        toldAt = sequence;
        whole = all;
        return new Advice(change, all);
    }

    private String whole(long sequence, Evaluation evaluation) {
        Map<String, Json> fields = new LinkedHashMap<>();
        fields.put(
                "inferred",
                items(evaluation.inferred().stream().map(Inferred::json).toList()));
        fields.put("actions", actions);
        fields.put("remarks", remarks);
        return message(sequence, -1, fields, evaluation.inferred().size());
    }

    private String change(long sequence, Evaluation evaluation, boolean anew) {
        List<Json> come = new ArrayList<>();
        List<Json> gone = new ArrayList<>();
        for (Action action : evaluation.actions()) {
            switch (action) {
                case Action.AddRelationship(var relationship, boolean inferred, var reason) -> {
                    if (inferred) {
                        come.add(new Inferred(relationship, reason).json());
                    }
                }
                case Action.RemoveRelationship(String id, boolean inferred, var _) -> {
                    if (inferred) {
                        gone.add(Json.of(id));
                    }
                }
                case Action.UpdateRelationship _, Action.PatchComponent _, Action.AddComponent _ -> {}
            }
        }
        Map<String, Json> fields = new LinkedHashMap<>();
        fields.put("inferred", items(come));
        fields.put("gone", items(gone));
        if (anew) {
            fields.put("actions", actions);
            fields.put("remarks", remarks);
        }
        return message(sequence, toldAt, fields, come.size());
    }

    private String message(long sequence, long since, Map<String, Json> content, int count) {
        Map<String, Json> fields = new LinkedHashMap<>();
        fields.put("type", Json.of("evaluation"));
        fields.put("sequence", Json.of((double) sequence));
        if (since >= 0) {
            fields.put("since", Json.of((double) since));
        }
        if (count <= limits.inferredToldMax()) {
            Map<String, Json> full = new LinkedHashMap<>(fields);
            full.putAll(content);
            String text = JsonWriter.text(new Json.Fields(full));
            if (text.length() <= limits.messageCharsMax()) {
                return text;
            }
        }
        fields.put("tooLarge", Json.of(true));
        return JsonWriter.text(new Json.Fields(fields));
    }

    private static Json items(List<Json> items) {
        return new Json.Items(items);
    }
}
