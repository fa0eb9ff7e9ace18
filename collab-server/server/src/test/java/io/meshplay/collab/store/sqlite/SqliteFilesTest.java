package io.meshplay.collab.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplay.collab.store.AppendUntilKilled;
import io.meshplay.collab.store.Child;
import io.meshplay.collab.store.Store;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.testing.Outcome;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the embedded store says of a data directory that it cannot use. */
final class SqliteFilesTest {
    @TempDir
    Path directory = Path.of("");

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void closeVertx() {
        Outcome.of(vertx.close());
    }

    @Test
    @DisplayName("[STORE-26] a directory that this process holds already is refused, and the holder keeps it")
    void refusesADirectoryThatThisProcessHolds() throws Exception {
        Store holder = Outcome.of(SqliteStore.open(vertx, directory));

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.Refused.class)
                .hasMessageContaining("process " + ProcessHandle.current().pid());

        // A careless second claim would have dropped the system's lock, which is per process: a child must still fail.
        Child child = Child.start(AppendUntilKilled.class, directory.toString(), "1");
        assertThat(child.outputToItsEnd())
                .singleElement()
                .asString()
                .contains("in use by process " + ProcessHandle.current().pid());
        Outcome.of(holder.close());
        Outcome.of(open().close());
    }

    @Test
    @DisplayName("[STORE-26] a directory that another process holds is refused and the process named")
    void refusesADirectoryThatAnotherProcessHolds() throws Exception {
        try (Child child = Child.start(AppendUntilKilled.class, directory.toString(), "1")) {
            child.awaitLine();

            assertThatThrownBy(this::open)
                    .isInstanceOf(StoreException.Refused.class)
                    .hasMessageContaining(directory.toRealPath() + " is in use by process " + child.pid());
        }
        Outcome.of(open().close());
    }

    @Test
    @DisplayName("[STORE-27] a directory that cannot be written is refused by name")
    void refusesADirectoryThatCannotBeWritten() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> Outcome.of(SqliteStore.open(vertx, file)))
                .isInstanceOf(StoreException.Refused.class)
                .hasMessageContaining(file + " cannot be written");
        assertThatThrownBy(() -> Outcome.of(SqliteStore.open(vertx, file.resolve("data"))))
                .isInstanceOf(StoreException.Refused.class)
                .hasMessageContaining("choose another --data");
    }

    @Test
    @DisplayName("[STORE-28] a newer store format is refused by its number and left as it is")
    void refusesANewerFormat() throws Exception {
        Outcome.of(open().close());
        sql("PRAGMA user_version = 7");
        byte[] before = Files.readAllBytes(directory.resolve("meshplay.db"));

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.Refused.class)
                .hasMessageContaining("store format 7 is newer than this program's 1: upgrade Meshplay");

        assertThat(directory.resolve("meshplay.db")).hasBinaryContent(before);
    }

    @Test
    @DisplayName("[STORE-29] a file that is no SQLite database is refused and left as it is")
    void refusesWhatIsNoDatabase() throws IOException {
        String text = "Dear diary, ".repeat(1_000);
        Files.writeString(directory.resolve("meshplay.db"), text);

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.Refused.class)
                .hasMessageContaining("is not a SQLite database: move it away");

        assertThat(directory.resolve("meshplay.db")).hasContent(text);
    }

    @Test
    @DisplayName("[STORE-29] a database of another program is refused and left as it is")
    void refusesADatabaseOfAnotherProgram() throws Exception {
        sql("CREATE TABLE bookmarks (url TEXT)");
        byte[] before = Files.readAllBytes(directory.resolve("meshplay.db"));

        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.Refused.class)
                .hasMessageContaining("is a database of another program");

        assertThat(directory.resolve("meshplay.db")).hasBinaryContent(before);
    }

    private Store open() {
        return Outcome.of(SqliteStore.open(vertx, directory));
    }

    private void sql(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("meshplay.db"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
