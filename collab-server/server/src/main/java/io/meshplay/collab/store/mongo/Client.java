package io.meshplay.collab.store.mongo;

import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.connection.ClusterConnectionMode;
import com.mongodb.connection.ServerConnectionState;
import com.mongodb.connection.ServerDescription;
import com.mongodb.connection.ServerType;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.thread.VirtualThread;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.BsonInt32;

/** Opens the driver so that what is written is on the disks of a majority, and what is read is too. */
@VirtualThread
final class Client {
    /** For the appender and the one that trims, and to spare. */
    private static final int SPARE_CONNECTIONS = 6;

    private Client() {}

    /** The concerns of the address do not count: they could only weaken the promise. */
    static MongoClient open(MongoOptions options, MongoLimits limits) {
        return MongoClients.create(settings(options, limits));
    }

    static MongoClientSettings settings(MongoOptions options, MongoLimits limits) {
        long selection = limits.selectionTimeout().toMillis();
        long write = limits.writeTimeout().toMillis();
        MongoClientSettings.Builder settings = MongoClientSettings.builder()
                .applyConnectionString(options.address())
                .applicationName("meshplay")
                .writeConcern(WriteConcern.MAJORITY.withJournal(true).withWTimeout(write, TimeUnit.MILLISECONDS))
                .readConcern(ReadConcern.MAJORITY)
                .readPreference(ReadPreference.primary())
                .applyToConnectionPoolSettings(
                        pool -> pool.maxSize(limits.threads() + limits.recordThreads() + SPARE_CONNECTIONS))
                .applyToSocketSettings(socket -> socket.connectTimeout(selection, TimeUnit.MILLISECONDS)
                        .readTimeout(write + selection, TimeUnit.MILLISECONDS))
                .applyToClusterSettings(cluster -> {
                    cluster.serverSelectionTimeout(selection, TimeUnit.MILLISECONDS);
                    boolean free = options.address().isDirectConnection() == null
                            && !Boolean.TRUE.equals(options.address().isLoadBalanced());
                    if (free && !options.address().isSrvProtocol()) {
                        // One host of a replica set is a seed: without this the driver would never follow its primary.
                        cluster.mode(ClusterConnectionMode.MULTIPLE);
                    }
                });
        return settings.build();
    }

    /** Meets the server, and refuses one without replicas unless the address allows it. */
    static void greet(MongoClient client, MongoOptions options) {
        client.getDatabase(options.database()).runCommand(new BsonDocument("ping", new BsonInt32(1)));
        boolean standalone = client.getClusterDescription().getServerDescriptions().stream()
                .filter(server -> server.getState() == ServerConnectionState.CONNECTED)
                .map(ServerDescription::getType)
                .anyMatch(type -> type == ServerType.STANDALONE);
        if (standalone && !options.standaloneAllowed()) {
            throw new StoreException.Refused(
                    options
                            + " is a standalone server, which cannot confirm a write by a majority: start it as a replica"
                            + " set (one member is enough: mongod --replSet rs0, then rs.initiate()), or add"
                            + " meshplay.standalone=true to the address to try Meshplay out",
                    null);
        }
    }
}
