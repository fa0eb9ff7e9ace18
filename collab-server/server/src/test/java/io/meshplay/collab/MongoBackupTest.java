package io.meshplay.collab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Sorts;
import io.meshplay.collab.cli.NetworkOptions;
import io.meshplay.collab.cli.StorageOptions;
import io.meshplay.collab.cli.StorePlace;
import io.meshplay.collab.node.ClusterOptions;
import io.meshplay.collab.node.ClusterSecret;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.store.mongo.Servers;
import io.meshplay.collab.testing.Outcome;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.function.Consumer;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Backup, restore and verification of MongoDB databases, as the command line does them, over the wire. */
final class MongoBackupTest {
    private static final ClusterSecret SECRET = new ClusterSecret("a secret of the tests, long enough for all");

    /** What speaks the protocol. */
    enum Server {
        EXACT,
        DURABLE;

        StorePlace.Database empty() {
            return new StorePlace.Database(
                    this == EXACT ? Servers.exact() : Servers.durable(), "red", SECRET.fingerprint());
        }
    }

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

    private Path file(String name) {
        return directory.resolve(name + ".meshback");
    }

    private StorePlace.Directory data(String name) {
        return new StorePlace.Directory(directory.resolve(name));
    }

    private RunningServer serve(StorePlace.Database database) {
        return new RunningServer(
                directory.resolve("node"),
                new StorageOptions(database.address(), null, database.clusterName()),
                new ClusterOptions("127.0.0.1", 0, "", SECRET));
    }

    private StoreContent content(StorePlace place, String designId) {
        return StoreContent.of(vertx, place, designId);
    }

    private void assertSame(StorePlace is, StorePlace was, String designId) {
        StoreContent content = content(was, designId);
        assertThat(content.last()).isPositive();
        assertThat(content.records()).isNotEmpty();
        assertThat(content(is, designId))
                .usingRecursiveComparison()
                .ignoringFields("tail.fencingToken")
                .isEqualTo(content);
    }

    private void done(int exit) {
        assertThat(exit).as(err.toString()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("[OPS-19] a store goes from a directory to a database, to another, and back, and is what it was")
    void movesBothWays(Server server) {
        StorePlace.Directory first = data("first");
        String designId;
        try (var running = new RunningServer(first.path(), NetworkOptions.LOOPBACK)) {
            designId = running.fill();
        }
        StorePlace.Database second = server.empty();
        StorePlace.Database third = server.empty();

        done(work.backup(first, file("first")));
        done(work.restore(file("first"), second, true));
        assertSame(second, first, designId);
        done(work.verify(second));
        done(work.backup(second, file("second")));
        done(work.restore(file("second"), third, true));
        assertSame(third, first, designId);
        done(work.backup(third, file("third")));
        done(work.restore(file("third"), data("fourth"), true));

        assertSame(data("fourth"), first, designId);
        assertThat(out.toString()).contains("Read the MongoDB database: 2 designs");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("[OPS-19] a restored database is its cluster's, is served and written, under new history lines")
    void servesWhatWasRestored(Server server) {
        StorePlace.Database was = server.empty();
        String designId;
        try (var running = serve(was)) {
            designId = running.fill();
        }
        StorePlace.Database is = server.empty();
        done(work.backup(was, file("a")));
        done(work.restore(file("a"), is, false));

        StoreContent restored = content(is, designId);

        assertThat(restored.last()).isEqualTo(content(was, designId).last() + 1);
        assertThat(restored.tail().getLast().actor()).isEqualTo("restore");
        assertThat(restored.tail())
                .allSatisfy(entry -> assertThat(entry.fencingToken()).isZero());
        try (var running = serve(is)) {
            JsonNode design = running.json("GET", "/api/v1/designs/" + designId, "");
            assertThat(design.path("name").textValue()).isEqualTo("Second");
            running.rename(designId, "Third");
        }
        assertThat(content(is, designId).tail().getLast().fencingToken()).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("[OPS-11] a backup of a database under writes holds every edit acknowledged before, and it loads")
    void backsUpUnderWrites(Server server) throws Exception {
        StorePlace.Database database = server.empty();
        BusyDesign busy;
        try (var running = serve(database)) {
            busy = BusyDesign.during(running, 30, 20, () -> {
                done(work.backup(database, file("busy")));
                done(work.verify(database));
            });
        }

        done(work.restore(file("busy"), data("copy"), false));

        try (var running = new RunningServer(data("copy").path(), NetworkOptions.LOOPBACK)) {
            busy.assertOn(running);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "[OPS-20] a database that is not empty is refused and left as it is; with whose it is and who runs on it")
    void refusesWhatIsNotEmpty(Server server) {
        StorePlace.Database database = server.empty();
        String designId;
        try (var running = serve(database)) {
            designId = running.fill();
            done(work.backup(database, file("a")));

            assertThat(work.restore(file("a"), database, false)).isEqualTo(4);
            assertThat(err.toString())
                    .contains("is not empty", "the Meshplay cluster \"red\"", "1 of its nodes run or were killed");
            assertThat(running.json("GET", "/api/v1/designs/" + designId, "")
                            .path("name")
                            .textValue())
                    .isEqualTo("Second");
        }
        StoreContent was = content(database, designId);
        assertThat(work.restore(file("a"), database, false)).isEqualTo(4);
        assertThat(err.toString().lines().toList().getLast()).doesNotContain("nodes run");
        assertThat(content(database, designId)).usingRecursiveComparison().isEqualTo(was);

        StorePlace.Database foreign = server.empty();
        behindItsBack(
                foreign, "customers", customers -> customers.insertOne(new BsonDocument("_id", new BsonString("1"))));
        assertThat(work.restore(file("a"), foreign, false)).isEqualTo(4);
        assertThat(err.toString()).contains("the collection customers of another program");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("[OPS-20] a database that was not filled to the end is never served, read, saved or filled again")
    void refusesWhatIsNotWhole(Server server) {
        StorePlace.Directory data = data("data");
        try (var running = new RunningServer(data.path(), NetworkOptions.LOOPBACK)) {
            running.fill();
        }
        done(work.backup(data, file("a")));
        StorePlace.Database half = server.empty();
        Outcome.of(Outcome.of(Foundation.filling(vertx, half)).close());

        assertThatThrownBy(() -> serve(half).close())
                .isInstanceOf(StoreException.Refused.class)
                .hasMessageContaining("not whole: drop the database and restore again");
        assertThat(work.verify(half)).isEqualTo(4);
        assertThat(work.backup(half, file("half"))).isEqualTo(4);
        assertThat(work.restore(file("a"), half, false)).isEqualTo(4);
        assertThat(file("half")).doesNotExist();
    }

    @Test
    @DisplayName("[OPS-20] a database without a store is not read, and nothing is written to it")
    void refusesAnEmptyDatabase() {
        StorePlace.Database empty = Server.EXACT.empty();

        assertThat(work.verify(empty)).isEqualTo(4);
        assertThat(work.backup(empty, file("a"))).isEqualTo(4);

        assertThat(err.toString()).contains("holds no store");
        StorePlace.Directory data = data("data");
        try (var running = new RunningServer(data.path(), NetworkOptions.LOOPBACK)) {
            running.fill();
        }
        done(work.backup(data, file("b")));
        done(work.restore(file("b"), empty, true));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("[OPS-16] verify names what is damaged in a database; [OPS-15] of a damaged one no backup is made")
    void namesDamage(Server server) {
        StorePlace.Database database = server.empty();
        String designId;
        try (var running = serve(database)) {
            designId = running.fill();
        }
        behindItsBack(database, "journal", journal -> {
            BsonDocument newest = journal.find(new BsonDocument(
                            "_id",
                            new BsonDocument("$gte", new BsonString(designId + "/"))
                                    .append("$lt", new BsonString(designId + "0"))))
                    .sort(Sorts.ascending("_id"))
                    .into(new ArrayList<>())
                    .getFirst();
            journal.updateOne(
                    new BsonDocument("_id", newest.get("_id")),
                    new BsonDocument("$set", new BsonDocument("e.0.a", new BsonString("somebody else"))));
        });

        assertThat(work.verify(database)).isEqualTo(5);
        assertThat(work.backup(database, file("a"))).isEqualTo(5);

        assertThat(err.toString()).contains("design " + designId, "damaged");
        assertThat(file("a")).doesNotExist();
    }

    private static void behindItsBack(
            StorePlace.Database database, String collection, Consumer<MongoCollection<BsonDocument>> work) {
        String plain = database.address().replace("?meshplay.standalone=true", "");
        try (var client = MongoClients.create(plain)) {
            String name = plain.substring(plain.lastIndexOf('/') + 1);
            work.accept(client.getDatabase(name).getCollection(collection, BsonDocument.class));
        }
    }
}
