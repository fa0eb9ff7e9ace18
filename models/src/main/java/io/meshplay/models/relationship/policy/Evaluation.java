package io.meshplay.models.relationship.policy;

import io.meshplay.models.design.Design;
import io.meshplay.models.design.Json;
import java.util.List;

/**
 * What an evaluation found.
 *
 * @param actions what changes since the session's last evaluation, in the order to be carried out
 * @param inferred all relationships that values alone say there are, ordered by id
 * @param remarks why drawn relationships do not do all that they could
 * @param design the design with all actions carried out but the inferred ones
 * @param passes how often drawn relationships were gone through
 * @param settled whether nothing changed in the last pass
 */
public record Evaluation(
        List<Action> actions,
        List<Inferred> inferred,
        List<Remark> remarks,
        Design design,
        int passes,
        boolean settled) {
    /** Copies the lists. */
    public Evaluation {
        actions = List.copyOf(actions);
        inferred = List.copyOf(inferred);
        remarks = List.copyOf(remarks);
    }

    /** {@return the actions that change the design: all but those of inferred relationships} */
    public List<Action> proposed() {
        return actions.stream().filter(action -> !action.inferred()).toList();
    }

    /** {@return inferred relationships, proposed actions, remarks and whether it settled, as JSON} */
    public Json.Fields state() {
        return EvaluationJson.state(this);
    }

    /** {@return actions, remarks, passes and whether it settled, as JSON; equal evaluations are equal bytes} */
    public Json.Fields json() {
        return EvaluationJson.of(this);
    }
}
