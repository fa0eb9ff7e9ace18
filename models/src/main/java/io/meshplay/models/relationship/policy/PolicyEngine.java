package io.meshplay.models.relationship.policy;

import io.meshplay.models.relationship.Kinds;
import io.meshplay.models.relationship.RelationshipDefinition;
import io.meshplay.models.relationship.rule.RuleSet;
import java.util.List;

/**
 * Evaluates designs with relationship definitions: says which relationships values make, and what drawn ones write.
 * Same design, definitions and options: same evaluation, to the byte, everywhere. Rules: docs/spec/policy.md.
 */
public final class PolicyEngine {
    private final RuleSet rules;
    private final Kinds kinds;
    private final PolicyOptions options;

    /**
     * Prepares definitions.
     *
     * @param definitions in any order; equal ones count once, disabled ones not at all
     * @param kinds what is known of kinds
     */
    public PolicyEngine(List<RelationshipDefinition> definitions, Kinds kinds, PolicyOptions options) {
        this.rules = new RuleSet(definitions);
        this.kinds = kinds;
        this.options = options;
    }

    /** {@return an evaluation that knows nothing of former ones} */
    public Evaluation evaluate(Situation situation) {
        return session().evaluate(situation);
    }

    /** {@return a session that follows one design: an evaluation after an edit costs what the edit touches} */
    public PolicySession session() {
        return new PolicySession(rules, kinds, options);
    }
}
