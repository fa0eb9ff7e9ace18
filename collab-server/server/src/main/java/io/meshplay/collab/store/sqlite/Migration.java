package io.meshplay.collab.store.sqlite;

import java.util.List;

/**
 * One step from a format of the database file to the next. The n-th of the list leads from format n to n + 1.
 *
 * @param what what it changes, for the log
 * @param statements run in one transaction, together with the new format number
 */
record Migration(String what, List<String> statements) {
    /** The steps that this program knows, the oldest first; its format is one more than their number. */
    static final List<Migration> ALL = List.of();

    Migration {
        statements = List.copyOf(statements);
    }
}
