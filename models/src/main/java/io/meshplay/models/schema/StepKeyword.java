package io.meshplay.models.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.AbstractKeyword;
import com.networknt.schema.keyword.AbstractKeywordValidator;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;

/**
 * A keyword that checks nothing but counts: each schema that is applied to a value is a step. A schema whose references
 * double at each level, or lead to themselves, ends here and not in the stack.
 */
final class StepKeyword extends AbstractKeyword {
    static final String NAME = "x-meshplay-step";

    private static final int STEPS_MAX = 300_000;
    private static final int PATH_MAX = 800;

    StepKeyword() {
        super(NAME);
    }

    /** A check on its way. */
    static final class Steps extends ExecutionContext {
        private int taken;
    }

    /** A check that is given up. */
    static final class TooCostlyException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooCostlyException() {
            super("too many steps", null, false, false);
        }
    }

    @Override
    public KeywordValidator newValidator(SchemaLocation location, JsonNode node, Schema parent, SchemaContext context) {
        return new Validator(this, node, location);
    }

    /** Counts one place of a schema. */
    private static final class Validator extends AbstractKeywordValidator {
        private Validator(Keyword keyword, JsonNode node, SchemaLocation location) {
            super(keyword, node, location);
        }

        @Override
        public void validate(ExecutionContext context, JsonNode node, JsonNode root, NodePath location) {
            if (context instanceof Steps steps) {
                steps.taken++;
                if (steps.taken > STEPS_MAX || context.getEvaluationPath().getNameCount() > PATH_MAX) {
                    throw new TooCostlyException();
                }
            }
        }
    }
}
