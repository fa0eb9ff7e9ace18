package io.meshplay.collab.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.collab.store.Store;
import io.meshplay.collab.store.StoreContract;
import io.meshplay.collab.testing.Outcome;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.io.TempDir;

/** The embedded store passes the contract of all stores. */
final class SqliteStoreTest extends StoreContract {
    @TempDir
    Path directory = Path.of("");

    @Override
    protected Store open(Vertx vertx) {
        return Outcome.of(SqliteStore.open(vertx, directory));
    }

    @Override
    protected void loseEntry(String designId, long sequence) {
        change("DELETE FROM entry WHERE design_id = ? AND sequence = ?", designId, sequence);
    }

    @Override
    protected void damageEntry(String designId, long sequence) {
        change("UPDATE entry SET payload = x'00' WHERE design_id = ? AND sequence = ?", designId, sequence);
    }

    @Override
    protected void damageCheckpoint(String designId) {
        change("UPDATE checkpoint SET payload = x'00' WHERE design_id = ? AND sequence > ?", designId, 0L);
    }

    private void change(String sql, String designId, long sequence) {
        store();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("meshplay.db"));
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, designId);
            statement.setLong(2, sequence);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
