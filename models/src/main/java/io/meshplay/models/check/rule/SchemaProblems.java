package io.meshplay.models.check.rule;

import io.meshplay.models.design.Component;
import io.meshplay.models.schema.Problem;
import java.util.List;

/** What the schema of a component's kind says of its configuration. */
@FunctionalInterface
public interface SchemaProblems {
    /** For when there are no schemas. */
    SchemaProblems NONE = _ -> List.of();

    /** {@return what is wrong; empty when nothing is, or when there is no schema} */
    List<Problem> of(Component component);
}
