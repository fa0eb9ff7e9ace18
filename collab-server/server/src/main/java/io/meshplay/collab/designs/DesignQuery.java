package io.meshplay.collab.designs;

/**
 * Which designs, in which order, which page.
 *
 * @param search text that the name contains, without regard to case; empty for all
 * @param order by what to sort
 * @param descending largest or newest first
 * @param deleted the deleted designs instead of the living ones
 * @param slice which page
 */
public record DesignQuery(String search, Order order, boolean descending, boolean deleted, Slice slice) {
    /** What designs can be sorted by; ties are broken by id. */
    public enum Order {
        /** By name, without regard to case. */
        NAME("nameKey"),
        /** By the time of creation. */
        CREATED_AT("createdAt"),
        /** By the time of the last change. */
        UPDATED_AT("updatedAt"),
        /** By the number of components. */
        COMPONENT_COUNT("componentCount");

        private final String field;

        Order(String field) {
            this.field = field;
        }

        String field() {
            return field;
        }
    }
}
