package io.meshplay.collab.store;

import java.util.List;

/**
 * A collection and the top-level fields of its records that queries may name. Code defines collections; users never do.
 *
 * @param name lower-case letters and underscores
 * @param indexedFields top-level fields, strings, numbers or booleans; the store keeps an index on each
 */
public record RecordCollection(String name, List<String> indexedFields) {
    /** Checks the names. */
    public RecordCollection {
        if (!name.matches("[a-z_]{1,40}")) {
            throw new IllegalArgumentException("collection name is " + name + ", must be [a-z_]{1,40}");
        }
        indexedFields = List.copyOf(indexedFields);
        for (String field : indexedFields) {
            if (!field.matches("[a-zA-Z]{1,40}")) {
                throw new IllegalArgumentException("indexed field is " + field + ", must be [a-zA-Z]{1,40}");
            }
        }
    }

    /** Fails if a field is not one that this collection indexes: a fault of the code, never of a user's input. */
    public void requireIndexed(String field) {
        if (!indexedFields.contains(field)) {
            throw new IllegalArgumentException("collection " + name + " has no indexed field " + field);
        }
    }
}
