package io.meshplay.collab.store.sqlite;

import io.meshplay.collab.store.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;

/** The format of the database file: who it belongs to, its number, its tables, and the way from older numbers. */
final class Schema {
    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);

    /** Stored as {@code application_id}, "MESH": tells our file from any other SQLite database. */
    static final int APPLICATION = 0x4d455348;

    /** Format 1; every migration comes after them, in an empty file too, so that there is one way to each format. */
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

    private final Path file;
    private final List<Migration> migrations;

    Schema(Path file, List<Migration> migrations) {
        this.file = file;
        this.migrations = migrations;
    }

    /** Stored as {@code user_version}; raised with each change of the tables that an older program would misread. */
    int format() {
        return 1 + migrations.size();
    }

    /**
     * Refuses a file that is not this program's, creates the tables in an empty one, brings an older one up to date, and
     * takes the next fencing token.
     *
     * @return the token, durable
     */
    long prepare(Database writer, SqliteLimits limits) throws SQLException {
        // Nothing is written before the file is known to be ours: even a change of journal mode would alter it.
        long format = check(writer);
        writer.execute("PRAGMA journal_mode = WAL");
        writer.execute("PRAGMA synchronous = FULL");
        // a reader moves the log (SqliteStore.moveLog); the writer itself only if that does not keep up
        writer.execute("PRAGMA wal_autocheckpoint = 16000");
        writer.execute("PRAGMA journal_size_limit = 67108864");
        writer.execute("PRAGMA cache_size = -16384");
        writer.execute("PRAGMA max_page_count = " + limits.databasePagesMax());
        if (format == 0) {
            writer.execute("BEGIN IMMEDIATE");
            writer.execute("PRAGMA application_id = " + APPLICATION);
            for (String table : TABLES) {
                writer.execute(table);
            }
            writer.execute("PRAGMA user_version = 1");
            writer.execute("COMMIT");
        } else if (format < format()) {
            saveBefore(writer, format);
        }
        migrate(writer, Math.max(1, format));
        writer.execute("UPDATE meta SET value = value + 1 WHERE name = 'fencingToken'");
        return writer.number("SELECT value FROM meta WHERE name = 'fencingToken'");
    }

    private void migrate(Database writer, long from) throws SQLException {
        for (int format = (int) from; format < format(); format++) {
            Migration step = migrations.get(format - 1);
            writer.execute("BEGIN IMMEDIATE");
            try {
                for (String statement : step.statements()) {
                    writer.execute(statement);
                }
                writer.execute("PRAGMA user_version = " + (format + 1));
                writer.execute("COMMIT");
            } catch (SQLException e) {
                writer.execute("ROLLBACK");
                throw new StoreException.Refused(
                        file + " cannot be brought from format " + format + " to " + (format + 1) + " (" + step.what()
                                + "): " + e.getMessage() + "; it is left at format " + format,
                        e);
            }
            LOG.atInfo()
                    .addKeyValue("format", format + 1)
                    .addKeyValue("step", step.what())
                    .log("the store is migrated");
        }
    }

    /** Keeps the file as it was, whole and in one piece, beside it; without that nothing is migrated. */
    private void saveBefore(Database writer, long format) throws SQLException {
        Path copy = file.resolveSibling("meshplay-format-" + format + ".db");
        try {
            // one that is there stems from an attempt that ended before its first step
            Files.deleteIfExists(copy);
            writer.execute("VACUUM INTO '" + copy.toString().replace("'", "''") + "'");
            try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        } catch (IOException | SQLException e) {
            throw new StoreException.Refused(
                    copy + " cannot be written, so " + file + " stays at format " + format + ": free disk space ("
                            + e.getMessage() + ")",
                    e);
        }
        LOG.atInfo().addKeyValue("format", format).addKeyValue("copy", copy).log("the store was copied for migration");
    }

    /** Refuses a file that this program cannot read as it is, without a change to it: for those who only read. */
    void requireCurrent(Database reader) throws SQLException {
        long format = check(reader);
        if (format < format()) {
            throw new StoreException.Refused(
                    format == 0
                            ? file + " holds no store: choose another --data"
                            : "store format " + format + " is older than this program's " + format()
                                    + ": start Meshplay on it once (" + file + ")",
                    null);
        }
    }

    /** {@return the file's format; 0 if it is empty} */
    private long check(Database database) throws SQLException {
        long tables;
        try {
            tables = database.number("SELECT count(*) FROM sqlite_schema");
        } catch (SQLException e) {
            if (Failures.primary(e) == SQLiteErrorCode.SQLITE_NOTADB) {
                throw foreign("is not a SQLite database");
            }
            throw e;
        }
        long application = database.number("PRAGMA application_id");
        if (tables == 0 && application == 0) {
            return 0;
        }
        if (application != APPLICATION) {
            throw foreign("is a database of another program");
        }
        long format = database.number("PRAGMA user_version");
        if (format > format()) {
            throw new StoreException.Refused(
                    "store format " + format + " is newer than this program's " + format() + ": upgrade Meshplay ("
                            + file + ")",
                    null);
        }
        return format;
    }

    private StoreException.Refused foreign(String what) {
        return new StoreException.Refused(file + " " + what + ": move it away or choose another --data", null);
    }
}
