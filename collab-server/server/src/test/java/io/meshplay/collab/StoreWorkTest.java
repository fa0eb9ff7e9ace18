package io.meshplay.collab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplay.collab.cli.NetworkOptions;
import io.meshplay.collab.cli.StorePlace;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.store.sqlite.SqliteStore;
import io.meshplay.collab.testing.Outcome;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Backup, restore and verification, as the command line does them. */
final class StoreWorkTest {
    @TempDir
    Path directory = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final StoreWork work = new StoreWork(new PrintWriter(out, true), new PrintWriter(err, true));
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        Outcome.of(vertx.close());
    }

    private Path data() {
        return directory.resolve("data");
    }

    private Path backup() {
        return directory.resolve("designs.meshback");
    }

    private Path restored() {
        return directory.resolve("restored");
    }

    private RunningServer serve(Path from) {
        return new RunningServer(from, NetworkOptions.LOOPBACK);
    }

    /** A design with a checkpoint, entries after it, a version and a link. */
    private String fill() {
        try (var server = serve(data())) {
            return server.fill();
        }
    }

    private StoreContent content(Path from, String designId) {
        return StoreContent.of(vertx, new StorePlace.Directory(from), designId);
    }

    @Test
    @DisplayName(
            "[OPS-12] a restored store has records, revisions, sequences and bytes as they were, and can be written")
    void restoresWhatWas() {
        String designId = fill();
        assertThat(work.backup(new StorePlace.Directory(data()), backup())).isZero();

        assertThat(work.restore(backup(), new StorePlace.Directory(restored()), true))
                .as(err.toString())
                .isZero();

        StoreContent was = content(data(), designId);
        StoreContent is = content(restored(), designId);
        assertThat(is.records()).usingRecursiveComparison().isEqualTo(was.records());
        assertThat(is.checkpoint()).usingRecursiveComparison().isEqualTo(was.checkpoint());
        assertThat(is.tail())
                .usingRecursiveComparison()
                .ignoringFields("fencingToken")
                .isEqualTo(was.tail());
        assertThat(is.last()).isEqualTo(was.last()).isPositive();
        assertThat(is.tail())
                .allSatisfy(entry -> assertThat(entry.fencingToken()).isZero());
        assertThat(was.records())
                .anySatisfy(record -> assertThat(record.revision()).isGreaterThan(1));
        try (var server = serve(restored())) {
            assertThat(server.json("GET", "/api/v1/designs/" + designId, "")
                            .path("name")
                            .textValue())
                    .isEqualTo("Second");
            server.rename(designId, "Third");
        }
    }

    @Test
    @DisplayName("[OPS-13] a restored design begins a new history line after its last entry, unless told otherwise")
    void beginsANewHistory() {
        String designId = fill();
        work.backup(new StorePlace.Directory(data()), backup());

        assertThat(work.restore(backup(), new StorePlace.Directory(restored()), false))
                .as(err.toString())
                .isZero();

        StoreContent was = content(data(), designId);
        StoreContent is = content(restored(), designId);
        assertThat(is.last()).isEqualTo(was.last() + 1);
        assertThat(is.tail().getLast().actor()).isEqualTo("restore");
        assertThat(epoch(restored(), designId)).isNotEqualTo(epoch(data(), designId));
    }

    private String epoch(Path from, String designId) {
        try (var server = serve(from)) {
            server.send("GET", "/api/v1/designs/" + designId + "/content", "");
            return server.json("GET", "/api/v1/admin/rooms/" + designId, "")
                    .path("epoch")
                    .textValue();
        }
    }

    @Test
    @DisplayName("[OPS-11] a backup under writes holds every edit acknowledged before it, and every design of it loads")
    void backsUpUnderWrites() throws Exception {
        BusyDesign busy;
        try (var server = serve(data())) {
            busy = BusyDesign.during(server, 60, 50, () -> {
                assertThat(work.backup(new StorePlace.Directory(data()), backup()))
                        .as(err.toString())
                        .isZero();
                assertThat(work.verify(new StorePlace.Directory(data())))
                        .as(err.toString())
                        .isZero();
            });
        }

        assertThat(work.restore(backup(), new StorePlace.Directory(restored()), false))
                .as(err.toString())
                .isZero();

        try (var server = serve(restored())) {
            busy.assertOn(server);
        }
    }

    @ParameterizedTest
    @DisplayName("[OPS-14] a backup with one byte changed, wherever it is, is refused and nothing is made of it")
    @ValueSource(doubles = {0, 0.001, 0.1, 0.4, 0.7, 0.999})
    void refusesADamagedBackup(double where) throws IOException {
        fill();
        work.backup(new StorePlace.Directory(data()), backup());
        byte[] bytes = Files.readAllBytes(backup());
        bytes[(int) (where * bytes.length)] ^= 0x10;
        Files.write(backup(), bytes);

        assertThat(work.restore(backup(), new StorePlace.Directory(restored()), false))
                .isEqualTo(5);

        assertThat(err.toString()).contains("designs.meshback");
        assertThat(restored()).doesNotExist();
    }

    @Test
    @DisplayName("[OPS-14] a backup that is cut short, or has something behind its end, is refused")
    void refusesAnotherLength() throws IOException {
        fill();
        work.backup(new StorePlace.Directory(data()), backup());
        byte[] whole = Files.readAllBytes(backup());
        for (int length : new int[] {0, 5, 8, whole.length / 2, whole.length - 1, whole.length + 1}) {
            Files.write(backup(), Arrays.copyOf(whole, length));

            assertThat(work.restore(backup(), new StorePlace.Directory(restored()), false))
                    .as("%d bytes", length)
                    .isEqualTo(5);
        }
        assertThat(restored()).doesNotExist();
    }

    @Test
    @DisplayName("[OPS-14] a backup of a newer format is refused by its number")
    void refusesANewerBackup() throws IOException {
        byte[] manifest = "\u0001{\"format\":7}".getBytes(StandardCharsets.UTF_8);
        var crc = new java.util.zip.CRC32C();
        crc.update(manifest);
        try (var file = new java.io.DataOutputStream(Files.newOutputStream(backup()))) {
            file.writeBytes("MESHBACK");
            file.writeInt(manifest.length);
            file.write(manifest);
            file.writeInt((int) crc.getValue());
        }

        assertThat(work.restore(backup(), new StorePlace.Directory(restored()), false))
                .isEqualTo(5);

        assertThat(err.toString()).contains("backup format 7 is newer than this program's 1: upgrade Meshplay");
    }

    @Test
    @DisplayName("[OPS-14] a directory that is not empty is refused; one that was not filled to the end never opens")
    void refusesAnotherDirectory() throws IOException {
        fill();
        work.backup(new StorePlace.Directory(data()), backup());
        Files.createDirectories(restored().resolve("something"));
        assertThat(work.restore(backup(), new StorePlace.Directory(restored()), false))
                .isEqualTo(4);
        assertThat(err.toString()).contains("is not empty");

        Path half = directory.resolve("half");
        Outcome.of(Outcome.of(SqliteStore.create(vertx, half)).close());

        assertThatThrownBy(() -> Outcome.of(SqliteStore.open(vertx, half)))
                .isInstanceOf(StoreException.Refused.class)
                .hasMessageContaining("not whole");
        assertThat(work.verify(new StorePlace.Directory(half))).isEqualTo(4);
        assertThat(work.restore(backup(), new StorePlace.Directory(half), false))
                .isEqualTo(4);
    }

    @Test
    @DisplayName("[OPS-15] a backup replaces no file and is its owner's alone to read")
    void keepsOtherFiles() throws IOException {
        fill();
        Files.writeString(backup(), "precious");
        assertThat(work.backup(new StorePlace.Directory(data()), backup())).isEqualTo(1);
        assertThat(backup()).hasContent("precious");

        Path other = directory.resolve("other.meshback");
        assertThat(work.backup(new StorePlace.Directory(data()), other)).isZero();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(other)))
                .isEqualTo("rw-------");
        assertThat(directory.toFile().list()).noneMatch(name -> name.endsWith(".part"));
        assertThat(work.backup(new StorePlace.Directory(directory.resolve("nothing")), directory.resolve("none")))
                .isEqualTo(4);
    }

    @Test
    @DisplayName("[OPS-16] verify names what is damaged; [OPS-15] of a damaged store no backup is made")
    void namesDamage() throws SQLException {
        String designId = fill();
        assertThat(work.verify(new StorePlace.Directory(data()))).isZero();
        assertThat(out.toString()).contains("2 designs");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + data().resolve("meshplay.db"));
                var statement = connection.createStatement()) {
            statement.execute("UPDATE checkpoint SET payload = x'00' WHERE design_id = '" + designId + "'");
        }

        assertThat(work.verify(new StorePlace.Directory(data()))).isEqualTo(5);
        assertThat(work.backup(new StorePlace.Directory(data()), backup())).isEqualTo(5);

        assertThat(err.toString()).contains("design " + designId, "damaged");
        assertThat(backup()).doesNotExist();
    }
}
