package io.meshplay.models.registry.api;

import io.meshplay.models.design.Json;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts definitions of an OpenAPI document in the place of their names. Where one holds itself, anything goes. Definitions that
 * double are bounded: beyond so many values a kind's schema is open, and a document beyond so many is refused. One thread.
 */
public final class References {
    private static final String QUANTITY = "io.k8s.apimachinery.pkg.api.resource.Quantity";
    private static final String OPEN = "x-kubernetes-preserve-unknown-fields";
    private static final String INT_OR_STRING = "x-kubernetes-int-or-string";
    private static final int DEPTH_MAX = 64;
    private static final int SCHEMA_VALUES_MAX = 400_000;
    private static final int DOCUMENT_VALUES_MAX = 8_000_000;

    private final Json.Fields definitions;
    private final String prefix;
    private int schemaValues;
    private int documentValues;

    /**
     * Resolves names of these definitions.
     *
     * @param prefix what stands before a name in a reference
     */
    public References(Json.Fields definitions, String prefix) {
        this.definitions = definitions;
        this.prefix = prefix;
    }

    /**
     * {@return a schema without references}
     *
     * @throws IllegalArgumentException when the document's schemas became too large
     */
    public Json.Fields resolved(Json.Fields schema) {
        schemaValues = 0;
        return resolved(schema, new HashSet<>(), 0);
    }

    private Json.Fields resolved(Json.Fields schema, Set<String> within, int depth) {
        String reference = schema.text("$ref");
        if (!reference.startsWith(prefix)) {
            return each(schema, within, depth);
        }
        String name = reference.substring(prefix.length());
        Map<String, Json> merged = new LinkedHashMap<>();
        if (name.equals(QUANTITY)) {
            merged.put(INT_OR_STRING, Json.of(true));
        } else if (depth < DEPTH_MAX && schemaValues < SCHEMA_VALUES_MAX && within.add(name)) {
            merged.putAll(resolved(definitions.fields(name), within, depth + 1).values());
            within.remove(name);
        } else {
            merged.put(OPEN, Json.of(true));
        }
        schema.values().forEach((key, value) -> {
            if (!key.equals("$ref")) {
                merged.put(key, value);
            }
        });
        return new Json.Fields(merged);
    }

    private Json.Fields each(Json.Fields schema, Set<String> within, int depth) {
        Map<String, Json> values = new LinkedHashMap<>();
        schema.values().forEach((key, value) -> {
            if (!key.equals("x-kubernetes-group-version-kind")) {
                values.put(key, resolved(value, within, depth));
            }
        });
        if (schema.text("format").equals("int-or-string")) {
            values.remove("type");
            values.remove("format");
            values.put(INT_OR_STRING, Json.of(true));
        }
        return new Json.Fields(values);
    }

    private Json resolved(Json value, Set<String> within, int depth) {
        count();
        return switch (value) {
            case Json.Fields fields -> resolved(fields, within, depth);
            case Json.Items(List<Json> items) ->
                new Json.Items(items.stream()
                        .map(item -> resolved(item, within, depth))
                        .toList());
            case Json.Nil _, Json.Flag _, Json.Numeral _, Json.Text _ -> value;
        };
    }

    private void count() {
        schemaValues++;
        documentValues++;
        if (documentValues > DOCUMENT_VALUES_MAX) {
            throw new IllegalArgumentException("Its schemas hold more than " + DOCUMENT_VALUES_MAX
                    + " values when their references are followed.");
        }
    }
}
