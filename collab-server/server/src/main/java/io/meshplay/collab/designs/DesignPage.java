package io.meshplay.collab.designs;

import java.util.List;

/**
 * One page of a list.
 *
 * @param <T> what is listed
 * @param items at most the page's size
 * @param total how many match over all pages
 */
public record DesignPage<T>(List<T> items, long total) {
    /** Copies the items. */
    public DesignPage {
        items = List.copyOf(items);
    }
}
