package io.meshplay.collab.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.bwaldvogel.mongo.ServerVersion;
import io.meshplay.collab.store.Store;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.testing.Outcome;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What does not open, and what is said then. */
final class MongoRefusalsTest {
    private static final MongoLimits IMPATIENT = new MongoLimits(
            100,
            1 << 20,
            100,
            1 << 20,
            1 << 10,
            1 << 10,
            100,
            100,
            2,
            2,
            Duration.ofMillis(300),
            Duration.ofSeconds(2));

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void closeVertx() {
        Outcome.of(vertx.close());
    }

    @Test
    @DisplayName(
            "[STORE-37] a database of another Meshplay cluster is refused, by its name or its secret, until it is adopted")
    void refusesAnotherClustersDatabase() {
        String address = Servers.exact();
        open(address, "red", "secret-1");

        assertThat(refusal(address, "blue", "secret-1"))
                .contains("belongs to the Meshplay cluster \"red\"", "this one is \"blue\"", "a database of its own");
        assertThat(refusal(address, "red", "secret-2")).contains("another secret");

        open(address + "&meshplay.adopt=true", "blue", "secret-3");
        open(address, "blue", "secret-3");
        assertThat(refusal(address, "red", "secret-1")).contains("belongs to the Meshplay cluster \"blue\"");
    }

    @Test
    @DisplayName("[STORE-38] a database of another program is refused and left as it is")
    void refusesAForeignDatabase() {
        String address = Servers.exact();
        var options = MongoOptions.of(address, "red", "");
        try (var client = Client.open(options, MongoLimits.DEFAULTS)) {
            var database = client.getDatabase(options.database());
            database.getCollection("customers", BsonDocument.class)
                    .insertOne(new BsonDocument(Ids.ID, new BsonString("1")));

            assertThat(refusal(address, "red", "")).contains("the collection customers of another program");

            assertThat(database.listCollectionNames()).containsExactly("customers");
        }
    }

    @Test
    @DisplayName("[STORE-28] a newer store format is refused by its number")
    void refusesANewerFormat() {
        String address = Servers.exact();
        open(address, "red", "");
        var options = MongoOptions.of(address, "red", "");
        try (var client = Client.open(options, MongoLimits.DEFAULTS)) {
            client.getDatabase(options.database())
                    .getCollection(Collections.META, BsonDocument.class)
                    .updateOne(
                            new BsonDocument(Ids.ID, new BsonString("store")),
                            new BsonDocument("$set", new BsonDocument("format", new BsonInt64(7))));
        }

        assertThat(refusal(address, "red", "")).contains("store format 7", "newer than this program's 1");
    }

    @Test
    @DisplayName("[STORE-39] a server without replicas is refused unless the address allows it")
    void refusesAStandaloneServer() {
        String address = JavaServer.SHARED.address("standalone").replace("?meshplay.standalone=true", "");

        assertThat(refusal(address, "red", ""))
                .contains("standalone server", "replica set", "meshplay.standalone=true");
    }

    @Test
    @DisplayName("[STORE-40] an address where no server listens is refused with what to check")
    void refusesAnUnreachableServer() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "mongodb://ada:s3cr3t@127.0.0.1:" + silent.getLocalPort() + "/x";

            assertThat(refusal(address, "red", "")).contains("cannot be reached", "check the address");
        }
    }

    @Test
    @DisplayName("[STORE-40] wrong credentials are refused with the user's name, and never printed")
    void refusesWrongCredentials() {
        String address = Servers.durable().replace("mongodb://", "mongodb://ada:s3cr3t@");

        assertThat(refusal(address, "red", "")).contains("credentials of user ada", "authSource");
    }

    @Test
    @DisplayName("[STORE-40] a server that is too old is refused with the version that helps")
    void refusesAnOldServer() {
        try (JavaServer old = new JavaServer(ServerVersion.MONGO_3_6)) {
            assertThat(refusal(old.address("x"), "red", "")).contains("install MongoDB");
        }
    }

    @Test
    @DisplayName("[STORE-41] an address that cannot be read is refused without a word of it")
    void refusesAMalformedAddress() {
        for (String address : List.of(
                "mongodb://ada:s3cr3t@/",
                "mongodb://ada:s3cr3t@h:port/x",
                "mongodb://ada:s3cr3t@h@i/x",
                "mongodb://ada:s3:cr3t@h/x",
                "mongodb://h/x?w=s3cr3t&wtimeoutMS=s3cr3t&replicaSet=",
                "postgres://ada:s3cr3t@h/x")) {
            assertThatThrownBy(() -> MongoOptions.of(address, "red", ""))
                    .as(address)
                    .isInstanceOf(StoreException.Refused.class)
                    .hasNoCause()
                    .hasMessageContaining("mongodb://[user:password@]host")
                    .hasMessageNotContaining("s3cr3t");
        }
        assertThatThrownBy(() -> MongoOptions.of("mongodb://h/x?meshplay.standalon=true", "red", ""))
                .hasMessageContaining("meshplay.standalon,");
        assertThat(MongoOptions.of("mongodb://ada:s3cr3t@h?meshplay.standalone=true", "red", "s3cr3t"))
                .asString()
                .isEqualTo("MongoDB at h/meshplay");
    }

    private void open(String address, String clusterName, String secret) {
        Store store = Outcome.of(MongoStore.open(vertx, MongoOptions.of(address, clusterName, secret), IMPATIENT));
        Outcome.of(store.close());
    }

    /** {@return why it does not open; never with the password in it, in none of its causes} */
    private String refusal(String address, String clusterName, String secret) {
        MongoOptions options = MongoOptions.of(address, clusterName, secret);
        try {
            Outcome.of(MongoStore.open(vertx, options, IMPATIENT));
        } catch (StoreException.Refused e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                assertThat(String.valueOf(cause.getMessage())).doesNotContain("s3cr3t");
            }
            return String.valueOf(e.getMessage());
        }
        throw new AssertionError("it opened");
    }
}
