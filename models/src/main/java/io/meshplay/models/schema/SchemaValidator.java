package io.meshplay.models.schema;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.NodePath;
import com.networknt.schema.path.PathType;
import io.meshplay.models.design.Json;
import io.meshplay.models.schema.StepKeyword.Steps;
import io.meshplay.models.schema.StepKeyword.TooCostlyException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks values against one schema. Schemas of Kubernetes are read as they are meant there; one that is no schema checks
 * nothing but fields that it does not know. Any thread.
 */
public final class SchemaValidator {
    /** Most problems that are told. */
    public static final int PROBLEMS_MAX = 200;

    private static final Dialect DIALECT = Dialect.builder(Dialects.getDraft202012())
            .keyword(new StepKeyword())
            .build();
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            DIALECT,
            builder -> builder.schemaCacheEnabled(false)
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .regularExpressionFactory(new LinearPattern())
                            .pathType(PathType.JSON_POINTER)
                            .preloadSchema(false)
                            .formatAssertionsEnabled(false)
                            .build()));

    private final Json.Fields schema;
    private final @Nullable Schema compiled;

    /** A validator of a schema. */
    public SchemaValidator(Json.Fields schema) {
        this.schema = schema;
        this.compiled = compiled(schema);
    }

    private static @Nullable Schema compiled(Json.Fields schema) {
        try {
            return REGISTRY.getSchema(PlainSchema.of(schema));
        } catch (SchemaException e) {
            return null;
        }
    }

    /** {@return what is wrong with a value, in its order; empty when nothing is} */
    public List<Problem> validate(Json value) {
        Map<String, Problem> problems = new LinkedHashMap<>();
        if (compiled == null) {
            add(unusable(), problems);
        } else {
            check(compiled, value, problems);
        }
        new UnknownFields(problem -> add(problem, problems)).check(value, schema);
        return List.copyOf(problems.values());
    }

    private static void check(Schema compiled, Json value, Map<String, Problem> problems) {
        List<Error> errors = new ArrayList<>();
        var steps = new Steps();
        steps.setErrors(errors);
        try {
            compiled.validate(steps, Trees.node(value));
            errors.forEach(error -> add(problem(error), problems));
        } catch (TooCostlyException e) {
            String message = "The schema takes too many steps for this value; the rest is not checked.";
            add(new Problem("", message, "", Problem.TOO_COSTLY), problems);
        } catch (SchemaException e) {
            add(unusable(), problems); // References are followed when a value comes to them.
        }
    }

    private static Problem unusable() {
        return new Problem("", "The schema cannot be used; the value is not checked.", "", Problem.UNUSABLE);
    }

    private static void add(Problem problem, Map<String, Problem> problems) {
        if (problems.size() < PROBLEMS_MAX) {
            problems.putIfAbsent(problem.pointer() + "\n" + problem.message(), problem);
        }
    }

    private static Problem problem(Error error) {
        NodePath at = error.getInstanceLocation();
        return new Problem(
                at.toString(), Sentences.of(error), Sentences.shown(error.getInstanceNode()), error.getKeyword());
    }
}
