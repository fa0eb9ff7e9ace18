package io.meshplay.collab.api;

import io.meshplay.collab.api.Problem.Kind;
import io.meshplay.collab.designs.Slice;
import io.vertx.core.MultiMap;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The query of a request: known parameters only, each at most once. */
record QueryParameters(MultiMap parameters, ApiLimits limits) {
    /** Reads a query that may hold these parameters and no others. */
    static QueryParameters read(MultiMap parameters, Set<String> known, ApiLimits limits) {
        for (String name : parameters.names()) {
            if (!known.contains(name)) {
                throw Problem.ofField(
                                Kind.unknownParameter,
                                Quoted.shortened(name, limits),
                                "The parameter \"" + Quoted.shortened(name, limits) + "\" is not known here.",
                                known.isEmpty()
                                        ? "Send no parameters."
                                        : "Send only " + String.join(", ", new TreeSet<>(known)) + ".")
                        .asException();
            }
            if (parameters.getAll(name).size() > 1) {
                throw invalid(name, "stands there more than once", "Send it once.");
            }
        }
        return new QueryParameters(parameters, limits);
    }

    @Nullable String text(String name) {
        return parameters.get(name);
    }

    String text(String name, String otherwise) {
        String value = parameters.get(name);
        return value == null ? otherwise : value;
    }

    Slice slice() {
        return new Slice(
                number("page", 1, limits.pageMax()),
                number("pageSize", limits.pageSizeDefault(), limits.pageSizeMax()));
    }

    private int number(String name, int otherwise, int max) {
        String value = parameters.get(name);
        if (value == null) {
            return otherwise;
        }
        // Nine digits fit an int; anything longer is over every bound here.
        int number = value.matches("[0-9]{1,9}") ? Integer.parseInt(value) : 0;
        if (number < 1 || number > max) {
            throw invalid(name, "is no number from 1 to " + max, "Send a whole number from 1 to " + max + ".");
        }
        return number;
    }

    boolean flag(String name) {
        return switch (text(name, "false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(name, "is neither true nor false", "Send true or false.");
        };
    }

    static ProblemException invalid(String name, String what, String whatToDo) {
        return Problem.ofField(Kind.invalidParameter, name, "The parameter \"" + name + "\" " + what + ".", whatToDo)
                .asException();
    }
}
