package io.meshplay.collab.store.sqlite;

import io.meshplay.collab.store.Checkpoint;
import io.meshplay.collab.store.Checkpoints;
import io.meshplay.collab.store.Checksum;
import io.meshplay.collab.store.StoreException;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.util.Optional;

/** The newest checkpoint of each design, one row of the table {@code checkpoint}. Any thread. */
final class SqliteCheckpoints implements Checkpoints {
    private final Threads threads;

    SqliteCheckpoints(Threads threads) {
        this.threads = threads;
    }

    @Override
    public Future<Void> put(Checkpoint checkpoint) {
        return threads.<Boolean>write(checkpoint.payload().length, database -> put(database, checkpoint))
                .mapEmpty();
    }

    static Boolean put(Database database, Checkpoint checkpoint) throws SQLException {
        String designId = checkpoint.designId();
        long last = SqliteJournal.lastSequence(database, designId);
        if (checkpoint.sequence() < 0 || checkpoint.sequence() > last) {
            throw new StoreException.Conflict("design " + designId + ": checkpoint at " + checkpoint.sequence()
                    + ", but the journal ends at " + last);
        }
        int changed = database.update(
                "INSERT INTO checkpoint VALUES (?, ?, ?, ?) ON CONFLICT (design_id) DO UPDATE"
                        + " SET sequence = excluded.sequence, checksum = excluded.checksum, payload = excluded.payload"
                        + " WHERE excluded.sequence >= checkpoint.sequence",
                designId,
                checkpoint.sequence(),
                checksum(checkpoint),
                checkpoint.payload());
        if (changed == 0) {
            throw new StoreException.Conflict(
                    "design " + designId + ": a checkpoint newer than " + checkpoint.sequence() + " is stored");
        }
        return true;
    }

    @Override
    public Future<Optional<Checkpoint>> get(String designId) {
        return threads.read(database -> read(database, designId));
    }

    /** Reads and verifies a design's checkpoint. */
    static Optional<Checkpoint> read(Database database, String designId) throws SQLException {
        return database.first(
                "SELECT sequence, checksum, payload FROM checkpoint WHERE design_id = ?",
                row -> {
                    Checkpoint checkpoint = new Checkpoint(designId, row.getLong(1), row.getBytes(3));
                    if (row.getLong(2) != checksum(checkpoint)) {
                        throw new StoreException.Corrupt(
                                "design " + designId + ": the checkpoint at " + checkpoint.sequence() + " is damaged",
                                null);
                    }
                    return checkpoint;
                },
                designId);
    }

    private static long checksum(Checkpoint checkpoint) {
        return new Checksum()
                .text(checkpoint.designId())
                .number(checkpoint.sequence())
                .bytes(checkpoint.payload())
                .value();
    }

    @Override
    public Future<Void> delete(String designId) {
        return threads.<Boolean>write(0, database -> {
                    database.update("DELETE FROM entry WHERE design_id = ?", designId);
                    database.update("DELETE FROM checkpoint WHERE design_id = ?", designId);
                    database.update("DELETE FROM head WHERE design_id = ?", designId);
                    return true;
                })
                .mapEmpty();
    }
}
