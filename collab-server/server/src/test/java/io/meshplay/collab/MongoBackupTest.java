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
import io.meshplay.collab.designs.DesignCollections;
import io.meshplay.collab.node.ClusterOptions;
import io.meshplay.collab.node.ClusterSecret;
import io.meshplay.collab.store.Checkpoint;
import io.meshplay.collab.store.JournalEntry;
import io.meshplay.collab.store.RecordCollection;
import io.meshplay.collab.store.RecordQuery;
import io.meshplay.collab.store.Store;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.store.StoredRecord;
import io.meshplay.collab.store.mongo.Servers;
import io.meshplay.collab.testing.Outcome;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
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

    /** A design with a checkpoint, entries after it, a version and a link. */
    private static String fill(RunningServer server) {
        String designId = server.design("First");
        server.send("POST", "/api/v1/designs/" + designId + "/versions", "{\"message\":\"v\"}");
        server.send("POST", "/api/v1/designs/" + designId + "/links", "{\"role\":\"viewer\"}");
        server.send("POST", "/api/v1/admin/rooms/" + designId + "/flush", "{}");
        rename(server, designId, "Second");
        server.design("Other");
        return designId;
    }

    private static void rename(RunningServer server, String designId, String name) {
        JsonNode renamed = server.json("PATCH", "/api/v1/designs/" + designId, "{\"name\":\"" + name + "\"}");
        assertThat(renamed.path("name").textValue()).isEqualTo(name);
    }

    /** What the ports give back of a store. */
    private record Content(
            List<StoredRecord> records, Optional<Checkpoint> checkpoint, List<JournalEntry> tail, long last) {}

    private Content content(StorePlace place, String designId) {
        Store store = Outcome.of(Foundation.reading(vertx, place));
        try {
            List<StoredRecord> records = new ArrayList<>();
            for (RecordCollection collection : DesignCollections.ALL) {
                var all = new RecordQuery(
                        collection, Map.of(), Map.of(), List.of(new RecordQuery.Sort(null, false)), 0, 1_000);
                records.addAll(Outcome.of(store.records().find(all)).records());
            }
            Optional<Checkpoint> checkpoint = Outcome.of(store.checkpoints().get(designId));
            long after = Math.max(0, checkpoint.map(Checkpoint::sequence).orElse(0L) - 1);
            return new Content(
                    records,
                    checkpoint,
                    Outcome.of(store.journal().read(designId, after, 1_000)),
                    Outcome.of(store.journal().lastSequence(designId)));
        } finally {
            Outcome.of(store.close());
        }
    }

    private void assertSame(StorePlace is, StorePlace was, String designId) {
        Content content = content(was, designId);
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
            designId = fill(running);
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
            designId = fill(running);
        }
        StorePlace.Database is = server.empty();
        done(work.backup(was, file("a")));
        done(work.restore(file("a"), is, false));

        Content restored = content(is, designId);

        assertThat(restored.last()).isEqualTo(content(was, designId).last() + 1);
        assertThat(restored.tail().getLast().actor()).isEqualTo("restore");
        assertThat(restored.tail())
                .allSatisfy(entry -> assertThat(entry.fencingToken()).isZero());
        try (var running = serve(is)) {
            JsonNode design = running.json("GET", "/api/v1/designs/" + designId, "");
            assertThat(design.path("name").textValue()).isEqualTo("Second");
            rename(running, designId, "Third");
        }
        assertThat(content(is, designId).tail().getLast().fencingToken()).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("[OPS-11] a backup of a database under writes holds every edit acknowledged before, and it loads")
    void backsUpUnderWrites(Server server) throws Exception {
        var acknowledged = new AtomicLong();
        var over = new AtomicBoolean();
        StorePlace.Database database = server.empty();
        String designId;
        long before;
        try (var running = serve(database)) {
            designId = running.design("Busy");
            Thread writer = Thread.ofPlatform().start(() -> {
                for (int i = 1; !over.get(); i++) {
                    rename(running, designId, "Name " + i);
                    acknowledged.set(i);
                    if (i % 20 == 0) {
                        running.send("POST", "/api/v1/admin/rooms/" + designId + "/flush", "{}");
                        running.design("Another " + i);
                    }
                }
            });
            while (acknowledged.get() < 30) {
                Thread.onSpinWait();
            }
            before = acknowledged.get();
            done(work.backup(database, file("busy")));
            done(work.verify(database));
            over.set(true);
            writer.join();
            assertThat(acknowledged.get()).isGreaterThan(before);
        }

        done(work.restore(file("busy"), data("copy"), false));

        try (var running = new RunningServer(data("copy").path(), NetworkOptions.LOOPBACK)) {
            JsonNode content = running.json("GET", "/api/v1/designs/" + designId + "/content", "");
            String name = content.path("name").textValue();
            assertThat(Long.parseLong(name.substring("Name ".length()))).isGreaterThanOrEqualTo(before);
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
            designId = fill(running);
            done(work.backup(database, file("a")));

            assertThat(work.restore(file("a"), database, false)).isEqualTo(4);
            assertThat(err.toString())
                    .contains("is not empty", "the Meshplay cluster \"red\"", "1 of its nodes run or were killed");
            assertThat(running.json("GET", "/api/v1/designs/" + designId, "")
                            .path("name")
                            .textValue())
                    .isEqualTo("Second");
        }
        Content was = content(database, designId);
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
            fill(running);
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
            fill(running);
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
            designId = fill(running);
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
