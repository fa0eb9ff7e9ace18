package io.meshplay.collab.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplay.collab.store.JournalEntry;
import io.meshplay.collab.store.Store;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.testing.Outcome;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of a database file from this program's format to those of programs to come. */
final class SqliteMigrationTest {
    private static final Migration COLOURS = new Migration(
            "colours",
            List.of(
                    "CREATE TABLE colour (name TEXT PRIMARY KEY)",
                    "INSERT INTO colour SELECT DISTINCT actor FROM entry"));
    private static final Migration SHADES =
            new Migration("shades", List.of("ALTER TABLE colour ADD COLUMN shade TEXT"));
    private static final Migration BROKEN = new Migration(
            "broken", List.of("ALTER TABLE colour ADD COLUMN depth TEXT", "INSERT INTO nowhere VALUES (1)"));

    @TempDir
    Path directory = Path.of("");

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void closeVertx() {
        Outcome.of(vertx.close());
    }

    private Store open(Migration... migrations) {
        return Outcome.of(SqliteStore.open(vertx, directory, SqliteLimits.DEFAULTS, List.of(migrations)));
    }

    private long number(String file, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(file));
                var statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.getLong(1);
        }
    }

    private void fill() {
        Store store = open();
        Outcome.of(store.journal()
                .append(List.of(new JournalEntry("design-a", 1, store.fencingToken(), "ada", new byte[] {1}))));
        Outcome.of(store.close());
    }

    @Test
    @DisplayName("[OPS-17] an older file is copied, then migrated step by step, and holds what it held")
    void migrates() throws Exception {
        fill();

        Store store = open(COLOURS, SHADES);

        assertThat(Outcome.of(store.journal().read("design-a", 0, 9))).hasSize(1);
        Outcome.of(store.close());
        assertThat(number("meshplay.db", "PRAGMA user_version")).isEqualTo(3);
        assertThat(number("meshplay.db", "SELECT count(*) FROM colour WHERE name = 'ada'"))
                .isEqualTo(1);
        assertThat(number("meshplay-format-1.db", "PRAGMA user_version")).isEqualTo(1);
        assertThat(number("meshplay-format-1.db", "SELECT count(*) FROM entry")).isEqualTo(1);
    }

    @Test
    @DisplayName(
            "[OPS-17] a step that fails leaves the format before it, and a program that knows better goes on there")
    void stopsAtABrokenStep() throws Exception {
        fill();

        assertThatThrownBy(() -> open(COLOURS, BROKEN))
                .isInstanceOf(StoreException.Refused.class)
                .hasMessageContaining("from format 2 to 3 (broken)")
                .hasMessageContaining("left at format 2");

        assertThat(number("meshplay.db", "PRAGMA user_version")).isEqualTo(2);
        assertThat(number("meshplay.db", "SELECT count(*) FROM pragma_table_info('colour')"))
                .isEqualTo(1);
        Outcome.of(open(COLOURS, SHADES).close());
        assertThat(number("meshplay.db", "PRAGMA user_version")).isEqualTo(3);
        assertThat(number("meshplay-format-2.db", "PRAGMA user_version")).isEqualTo(2);
    }

    @Test
    @DisplayName("[OPS-17] a new store takes every step, and leaves no copy of nothing")
    void startsAtTheNewest() throws Exception {
        Outcome.of(open(COLOURS, SHADES).close());

        assertThat(number("meshplay.db", "PRAGMA user_version")).isEqualTo(3);
        assertThat(directory.resolve("meshplay-format-1.db")).doesNotExist();
    }

    @Test
    @DisplayName("[OPS-17] where the copy cannot be written nothing is migrated")
    void migratesNothingWithoutACopy() throws Exception {
        fill();
        Files.createDirectories(directory.resolve("meshplay-format-1.db").resolve("in the way"));

        assertThatThrownBy(() -> open(COLOURS))
                .isInstanceOf(StoreException.Refused.class)
                .hasMessageContaining("stays at format 1");

        assertThat(number("meshplay.db", "PRAGMA user_version")).isEqualTo(1);
    }
}
