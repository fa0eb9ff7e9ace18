/**
 * The embedded default store: one SQLite file in the data directory. One thread writes and commits for everybody, a few
 * threads read; {@link io.meshplay.collab.store.sqlite.SqliteStore#open} is the door.
 */
@NullMarked
package io.meshplay.collab.store.sqlite;

import org.jspecify.annotations.NullMarked;
