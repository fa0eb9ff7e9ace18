package io.meshplay.models.builtin;

import io.meshplay.models.builtin.TypeScriptTokens.Sort;
import io.meshplay.models.builtin.TypeScriptTokens.Token;
import io.meshplay.models.design.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads the JSON Schema of a kind back from the TypeScript that was generated from it. What the types cannot say (patterns,
 * bounds, whether a number is whole) is not there.
 */
final class TypeScriptReader {
    private static final Json.Fields ANYTHING =
            new Json.Fields(Map.of("x-kubernetes-preserve-unknown-fields", Json.of(true)));

    private final String path;
    private final List<Token> tokens;
    private int at;

    private TypeScriptReader(String path, List<Token> tokens) {
        this.path = path;
        this.tokens = tokens;
    }

    /** {@return the schema of the interface that a file exports} */
    static Json.Fields read(String path, String text) throws NotMadeException {
        var reader = new TypeScriptReader(path, TypeScriptTokens.of(text));
        String description = "";
        while (!reader.peek().is("interface")) {
            Token token = reader.next();
            description = token.sort() == Sort.COMMENT ? token.text() : token.is("export") ? description : "";
        }
        reader.next();
        reader.next();
        Json.Fields schema = reader.object();
        return description.isEmpty() ? schema : with(schema, "description", Json.of(description));
    }

    private Token peek() throws NotMadeException {
        if (at == tokens.size()) {
            throw new NotMadeException(path + " ends too early");
        }
        return tokens.get(at);
    }

    private Token next() throws NotMadeException {
        Token token = peek();
        at++;
        return token;
    }

    private boolean take(String sign) throws NotMadeException {
        boolean there = peek().is(sign);
        at += there ? 1 : 0;
        return there;
    }

    private void expect(String sign) throws NotMadeException {
        if (!take(sign)) {
            throw new NotMadeException(path + " has \"" + peek().text() + "\" where \"" + sign + "\" is due");
        }
    }

    private Json.Fields object() throws NotMadeException {
        expect("{");
        Map<String, Json> properties = new LinkedHashMap<>();
        List<Json> required = new ArrayList<>();
        Map<String, Json> schema = new LinkedHashMap<>();
        schema.put("type", Json.of("object"));
        while (!take("}")) {
            String description = peek().sort() == Sort.COMMENT ? next().text() : "";
            boolean pattern = take("[");
            String key = next().text();
            if (pattern) {
                expect(":");
                next();
                expect("]");
            } else if (!take("?")) {
                required.add(Json.of(key));
            }
            expect(":");
            Json.Fields type = union();
            expect(";");
            if (pattern) {
                schema.put("additionalProperties", type);
            } else {
                properties.put(key, description.isEmpty() ? type : with(type, "description", Json.of(description)));
            }
        }
        if (!properties.isEmpty()) {
            schema.put("properties", new Json.Fields(properties));
        } else if (!schema.containsKey("additionalProperties")) {
            schema.put("x-kubernetes-preserve-unknown-fields", Json.of(true));
        }
        if (!required.isEmpty()) {
            schema.put("required", new Json.Items(required));
        }
        return new Json.Fields(schema);
    }

    private Json.Fields union() throws NotMadeException {
        List<Json.Fields> choices = new ArrayList<>();
        do {
            choices.add(intersection());
        } while (take("|"));
        if (choices.size() == 1) {
            return choices.getFirst();
        }
        if (choices.stream().allMatch(choice -> choice.find("enum") != null)) {
            List<Json> values = choices.stream()
                    .flatMap(choice -> choice.items("enum").stream())
                    .toList();
            return with(choices.getFirst(), "enum", new Json.Items(values));
        }
        List<String> types =
                choices.stream().map(choice -> choice.text("type")).sorted().toList();
        return types.equals(List.of("number", "string"))
                ? new Json.Fields(Map.of("x-kubernetes-int-or-string", Json.of(true)))
                : new Json.Fields(Map.of("anyOf", new Json.Items(List.copyOf(choices))));
    }

    /** The first part has the fields; the others repeat them to say which are needed together. */
    private Json.Fields intersection() throws NotMadeException {
        Json.Fields schema = single();
        List<Json> also = new ArrayList<>();
        while (take("&")) {
            Json.Fields demands = Demands.of(single());
            if (!demands.isEmpty()) {
                also.add(demands);
            }
        }
        return also.isEmpty() ? schema : with(schema, "allOf", new Json.Items(also));
    }

    private Json.Fields single() throws NotMadeException {
        if (peek().is("{")) {
            return object();
        }
        if (take("(")) {
            Json.Fields inner = union();
            expect(")");
            return inner;
        }
        Token token = next();
        return switch (token.sort()) {
            case TEXT -> literal("string", Json.of(token.text()));
            case NUMBER -> literal("number", Json.of(Double.parseDouble(token.text())));
            case NAME -> named(token.text());
            case COMMENT, SIGN -> throw new NotMadeException(path + " has no type but \"" + token.text() + "\"");
        };
    }

    private Json.Fields named(String name) throws NotMadeException {
        return switch (name) {
            case "string", "number", "boolean" -> new Json.Fields(Map.of("type", Json.of(name)));
            case "any", "unknown" -> ANYTHING;
            case "IObjectMeta" -> new Json.Fields(Map.of("type", Json.of("object")));
            case "true", "false" -> literal("boolean", Json.of(name.equals("true")));
            case "Array" -> {
                expect("<");
                Json.Fields items = union();
                expect(">");
                yield new Json.Fields(Map.of("type", Json.of("array"), "items", items));
            }
            case "Exclude" -> {
                expect("<");
                Json.Fields all = union();
                expect(",");
                Json.Fields not = Demands.of(union());
                expect(">");
                yield Demands.met(all, not) || not.isEmpty() ? all : with(all, "not", not);
            }
            default -> throw new NotMadeException(path + " has the unknown type " + name);
        };
    }

    private static Json.Fields literal(String type, Json value) {
        return new Json.Fields(Map.of("type", Json.of(type), "enum", new Json.Items(List.of(value))));
    }

    private static Json.Fields with(Json.Fields schema, String key, Json value) {
        Map<String, Json> values = new LinkedHashMap<>(schema.values());
        values.put(key, value);
        return new Json.Fields(values);
    }

    /** What a schema demands of a map beside the types of its fields. */
    private static final class Demands {
        private static Json.Fields of(Json.Fields schema) {
            Map<String, Json> demands = new LinkedHashMap<>();
            schema.values().forEach((key, value) -> {
                switch (key) {
                    case "required" -> demands.put(key, value);
                    case "not" -> demands.put(key, value);
                    case "allOf" -> demands.put(key, value);
                    case "anyOf" -> {
                        List<Json> choices = schema.items(key).stream()
                                .flatMap(Demands::part)
                                .toList();
                        if (!choices.contains(Json.NO_FIELDS)) {
                            demands.put(key, new Json.Items(choices));
                        }
                    }
                    default -> {}
                }
            });
            return new Json.Fields(demands);
        }

        private static Stream<Json> part(Json choice) {
            return choice instanceof Json.Fields fields ? Stream.of(of(fields)) : Stream.of();
        }

        /** {@return whether every map that fits the schema meets the demands, which would leave nothing to exclude from} */
        private static boolean met(Json.Fields schema, Json.Fields demands) {
            return demands.values().keySet().equals(Set.of("required"))
                    && schema.items("required").containsAll(demands.items("required"));
        }
    }
}
