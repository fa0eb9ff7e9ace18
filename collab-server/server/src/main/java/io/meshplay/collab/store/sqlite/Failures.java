package io.meshplay.collab.store.sqlite;

import io.meshplay.collab.store.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Says what an SQLite error means for the caller, and to the operator what to do about it. */
final class Failures {
    /** An extended code carries the primary code in its low byte. */
    private static final int PRIMARY_CODE = 0xff;

    private final Path directory;

    Failures(Path directory) {
        this.directory = directory;
    }

    /** {@return the failure of a call: damage is corrupt, all else may pass and is unavailable} */
    StoreException of(SQLException error) {
        SQLiteErrorCode code = primary(error);
        String detail = " (" + error.getMessage() + ")";
        return switch (code) {
            case SQLITE_CORRUPT, SQLITE_NOTADB ->
                new StoreException.Corrupt(
                        "the database in " + directory + " is damaged: stop Meshplay and restore a backup" + detail,
                        error);
            case SQLITE_FULL ->
                new StoreException.Unavailable(
                        "no room left in " + directory + ": free disk space, writing goes on by itself" + detail,
                        error);
            case SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM ->
                new StoreException.Unavailable(
                        "cannot write to " + directory + ": check the disk, its free space and its rights" + detail,
                        error);
            case SQLITE_BUSY, SQLITE_LOCKED ->
                new StoreException.Unavailable(
                        "the database in " + directory + " is held by another program: end it" + detail, error);
            default -> new StoreException.Unavailable("the store in " + directory + " failed" + detail, error);
        };
    }

    static SQLiteErrorCode primary(SQLException error) {
        if (error instanceof SQLiteException sqlite) {
            return SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & PRIMARY_CODE);
        }
        return SQLiteErrorCode.UNKNOWN_ERROR;
    }

    StoreException.Unavailable closed() {
        return new StoreException.Unavailable("the store in " + directory + " is closed", null);
    }

    StoreException.Unavailable overloaded() {
        return new StoreException.Unavailable(
                "the store in " + directory + " has too much to do: the disk is slower than the edits, retry later",
                null);
    }
}
