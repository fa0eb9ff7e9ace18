package io.meshplay.collab.store.sqlite;

import io.meshplay.collab.store.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/** The format of the database file: who it belongs to, its number, its tables. */
final class Schema {
    /** Stored as {@code user_version}; raised with each change of the tables that an older program would misread. */
    static final int FORMAT = 1;

    /** Stored as {@code application_id}, "MESH": tells our file from any other SQLite database. */
    static final int APPLICATION = 0x4d455348;

    private static final String[] TABLES = {
        "CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID",
        "INSERT INTO meta VALUES ('fencingToken', 0)",
        // A design's newest sequence outlives its trimmed entries, and shows when a tail is missing.
        """
        CREATE TABLE head (design_id TEXT PRIMARY KEY, sequence INTEGER NOT NULL, fencing_token INTEGER NOT NULL)
        WITHOUT ROWID""",
        // Without a rowid the entries of a design lie together in the order in which a room loads them.
        """
        CREATE TABLE entry (design_id TEXT NOT NULL, sequence INTEGER NOT NULL, fencing_token INTEGER NOT NULL,
          actor TEXT NOT NULL, checksum INTEGER NOT NULL, payload BLOB NOT NULL, PRIMARY KEY (design_id, sequence))
        WITHOUT ROWID""",
        """
        CREATE TABLE checkpoint (design_id TEXT PRIMARY KEY, sequence INTEGER NOT NULL, checksum INTEGER NOT NULL,
          payload BLOB NOT NULL)""",
    };

    private Schema() {}

    /**
     * Refuses a file that is not this program's, creates the tables in an empty one, and takes the next fencing token.
     *
     * @return the token, durable
     */
    static long prepare(Database writer, Path file, SqliteLimits limits) throws SQLException {
        // Nothing is written before the file is known to be ours: even a change of journal mode would alter it.
        boolean empty = check(writer, file);
        writer.execute("PRAGMA journal_mode = WAL");
        writer.execute("PRAGMA synchronous = FULL");
        // a reader moves the log (SqliteStore.moveLog); the writer itself only if that does not keep up
        writer.execute("PRAGMA wal_autocheckpoint = 16000");
        writer.execute("PRAGMA journal_size_limit = 67108864");
        writer.execute("PRAGMA cache_size = -16384");
        writer.execute("PRAGMA max_page_count = " + limits.databasePagesMax());
        writer.execute("BEGIN IMMEDIATE");
        if (empty) {
            writer.execute("PRAGMA application_id = " + APPLICATION);
            writer.execute("PRAGMA user_version = " + FORMAT);
            for (String table : TABLES) {
                writer.execute(table);
            }
        }
        writer.execute("UPDATE meta SET value = value + 1 WHERE name = 'fencingToken'");
        writer.execute("COMMIT");
        return writer.number("SELECT value FROM meta WHERE name = 'fencingToken'");
    }

    private static boolean check(Database database, Path file) throws SQLException {
        long tables;
        try {
            tables = database.number("SELECT count(*) FROM sqlite_schema");
        } catch (SQLException e) {
            if (Failures.primary(e) == SQLiteErrorCode.SQLITE_NOTADB) {
                throw foreign(file, "is not a SQLite database");
            }
            throw e;
        }
        long application = database.number("PRAGMA application_id");
        if (tables == 0 && application == 0) {
            return true;
        }
        if (application != APPLICATION) {
            throw foreign(file, "is a database of another program");
        }
        long format = database.number("PRAGMA user_version");
        if (format > FORMAT) {
            throw new StoreException.Refused(
                    "store format " + format + " is newer than this program's " + FORMAT + ": upgrade Meshplay (" + file
                            + ")",
                    null);
        }
        return false;
    }

    private static StoreException.Refused foreign(Path file, String what) {
        return new StoreException.Refused(file + " " + what + ": move it away or choose another --data", null);
    }
}
