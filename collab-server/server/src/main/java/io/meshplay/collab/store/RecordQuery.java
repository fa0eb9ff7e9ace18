package io.meshplay.collab.store;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which records, in which order, which page.
 *
 * @param collection where to look
 * @param equal indexed field → value (String, Long or Boolean) that must be equal; a field absent from a record equals no value
 * @param contains indexed field → text that it must contain, without regard to case
 * @param sort orders by indexed fields; ties are broken by id, so that pages are stable
 * @param offset records to skip, 0-based
 * @param limit most records returned, 1 to 1000
 */
public record RecordQuery(
        RecordCollection collection,
        Map<String, Object> equal,
        Map<String, String> contains,
        List<Sort> sort,
        int offset,
        int limit) {
    /**
     * One order.
     *
     * @param field an indexed field; null sorts by id
     * @param descending largest first
     */
    public record Sort(@Nullable String field, boolean descending) {}
}
