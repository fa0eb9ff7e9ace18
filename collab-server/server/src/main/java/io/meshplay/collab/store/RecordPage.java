package io.meshplay.collab.store;

import java.util.List;

/**
 * One page of a query.
 *
 * @param records in the query's order
 * @param total how many records match, over all pages
 */
public record RecordPage(List<StoredRecord> records, long total) {}
