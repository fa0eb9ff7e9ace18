package io.meshplay.collab.designs;

/**
 * A page by its number.
 *
 * @param page 1-based
 * @param pageSize most items on a page
 */
public record Slice(int page, int pageSize) {
    /** Checks the bounds, also those of the product. */
    public Slice {
        if (page < 1 || pageSize < 1 || (long) (page - 1) * pageSize > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("page is " + page + " of " + pageSize + ", must be >= 1 and below 2^31");
        }
    }

    /** {@return how many items stand on the pages before} */
    public int offset() {
        return (page - 1) * pageSize;
    }
}
