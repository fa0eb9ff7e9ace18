package io.meshplay.collab.store;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which records, in which order, which page.
 *
 * @param collection where to look
 * @param equal indexed field → value (String, Long or Boolean; a Boolean is stored as 0 or 1) that must be equal; a field
 *     that is absent from a record equals no value
 * @param contains indexed field → text that it must contain, both {@link TextFold#fold folded}
 * @param sort orders by indexed fields, text by its {@link TextFold#fold folded} code points; records without the field
 *     come first, then numbers and booleans (0, 1), then text; ties are broken by ascending id, so that pages are stable
 * @param offset records to skip, 0-based
 * @param limit most records returned, 1 to 1000, inclusive
 */
public record RecordQuery(
        RecordCollection collection,
        Map<String, Object> equal,
        Map<String, String> contains,
        List<Sort> sort,
        int offset,
        int limit) {
    private static final int LIMIT_MAX = 1_000;

    /** Checks that the fields are indexed and the page is in bounds. */
    public RecordQuery {
        equal = Map.copyOf(equal);
        contains = Map.copyOf(contains);
        sort = List.copyOf(sort);
        equal.keySet().forEach(collection::requireIndexed);
        contains.keySet().forEach(collection::requireIndexed);
        for (Sort order : sort) {
            if (order.field() != null) {
                collection.requireIndexed(order.field());
            }
        }
        if (offset < 0 || limit < 1 || limit > LIMIT_MAX) {
            throw new IllegalArgumentException(
                    "page is offset " + offset + " limit " + limit + ", must be >= 0 and 1 to " + LIMIT_MAX);
        }
    }

    /**
     * One order.
     *
     * @param field an indexed field; null sorts by id
     * @param descending largest first
     */
    public record Sort(@Nullable String field, boolean descending) {}
}
