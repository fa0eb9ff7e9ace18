package io.meshplay.collab.store.mongo;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.thread.VirtualThread;
import java.util.UUID;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/** Whose the database is: its format, the cluster that it belongs to, and the fencing tokens handed out. */
@VirtualThread
final class Schema {
    /** Raised with each change of the documents that an older program would misread. */
    static final int FORMAT = 1;

    private static final String STORE = "store";
    private static final String FORMAT_FIELD = "format";
    private static final String CLUSTER_ID = "clusterId";
    private static final String CLUSTER_NAME = "clusterName";
    private static final String SECRET = "secretFingerprint";
    private static final String RESTORING = "restoring";
    private static final String TOKENS = "token";
    private static final String NODES = "nodes";
    private static final int ATTEMPTS_MAX = 100;

    private final Collections collections;
    private final MongoCollection<BsonDocument> meta;
    private final MongoOptions options;

    Schema(Collections collections, MongoOptions options) {
        this.collections = collections;
        this.meta = collections.meta();
        this.options = options;
    }

    /** Claims an empty database for this cluster, or refuses one that is not its own. */
    void claim() {
        BsonDocument stored = stored();
        if (stored == null) {
            requireEmpty();
            try {
                meta.insertOne(ours(UUID.randomUUID().toString()));
                return;
            } catch (MongoException e) {
                if (!MongoFailures.duplicate(e)) {
                    throw e;
                }
            }
            stored = stored(); // another node was first
            if (stored == null) {
                throw new StoreException.Unavailable(options + " is being set up by another node: start again", null);
            }
        }
        check(stored);
    }

    /** Refuses a database that holds no whole store; whose it is does not matter to who only reads. */
    void requireStore() {
        BsonDocument stored = stored();
        if (stored == null) {
            throw new StoreException.Refused(options + " holds no store: choose another address", null);
        }
        requireReadable(stored);
    }

    /** Claims an empty database for this cluster and marks it as not whole until {@link #whole}. */
    void claimEmpty() {
        BsonDocument stored = stored();
        if (stored != null) {
            throw occupied(stored);
        }
        requireEmpty();
        try {
            meta.insertOne(ours(UUID.randomUUID().toString()).append(RESTORING, BsonBoolean.TRUE));
        } catch (MongoException e) {
            if (!MongoFailures.duplicate(e)) {
                throw e;
            }
            BsonDocument first = stored();
            throw occupied(first == null ? new BsonDocument() : first);
        }
    }

    private StoreException.Refused occupied(BsonDocument stored) {
        if (stored.containsKey(RESTORING)) {
            return restoring();
        }
        long nodes = collections.records(NODES).countDocuments();
        String name = stored.getString(CLUSTER_NAME, new BsonString("")).getValue();
        return new StoreException.Refused(
                options + " is not empty: it is the store of the Meshplay cluster \"" + name + "\""
                        + (nodes == 0
                                ? ""
                                : ", and " + nodes + " of its nodes run or were killed; a running one would go on with"
                                        + " what it holds in memory")
                        + ": name an empty database in the address, and let the nodes begin with that one",
                null);
    }

    private StoreException.Refused restoring() {
        return new StoreException.Refused(
                options + " is being restored, or was and is not whole: drop the database and restore again", null);
    }

    /** All of a backup is there. */
    void whole() {
        meta.updateOne(eq(Ids.ID, STORE), Updates.unset(RESTORING));
    }

    private @Nullable BsonDocument stored() {
        return meta.find(eq(Ids.ID, STORE)).first();
    }

    private BsonDocument ours(String clusterId) {
        return new BsonDocument(Ids.ID, new BsonString(STORE))
                .append(FORMAT_FIELD, new BsonInt64(FORMAT))
                .append(CLUSTER_ID, new BsonString(clusterId))
                .append(CLUSTER_NAME, new BsonString(options.clusterName()))
                .append(SECRET, new BsonString(options.secretFingerprint()));
    }

    private void requireEmpty() {
        for (String name : collections.database().listCollectionNames()) {
            if (!name.startsWith("system.") && !name.equals(Collections.META)) {
                throw new StoreException.Refused(
                        options + " holds the collection " + name + " of another program: name an empty database in"
                                + " the address",
                        null);
            }
        }
    }

    private void requireReadable(BsonDocument stored) {
        long format = stored.getNumber(FORMAT_FIELD).longValue();
        if (format > FORMAT) {
            throw new StoreException.Refused(
                    "store format " + format + " of " + options + " is newer than this program's " + FORMAT
                            + ": upgrade Meshplay",
                    null);
        }
        if (stored.containsKey(RESTORING)) {
            throw restoring();
        }
    }

    private void check(BsonDocument stored) {
        requireReadable(stored);
        String name = stored.getString(CLUSTER_NAME).getValue();
        String id = stored.getString(CLUSTER_ID).getValue();
        boolean named = name.equals(options.clusterName());
        boolean ours = named && stored.getString(SECRET).getValue().equals(options.secretFingerprint());
        if (!ours && !options.adopting()) {
            throw new StoreException.Refused(
                    options + " belongs to the Meshplay cluster \"" + name + "\" (" + id + "), "
                            + (named ? "which has another secret" : "this one is \"" + options.clusterName() + "\"")
                            + ": give each cluster a database of its own; or, if that cluster is gone, add"
                            + " meshplay.adopt=true to the address once",
                    null);
        }
        if (!ours) {
            meta.replaceOne(eq(Ids.ID, STORE), ours(id));
        }
    }

    /**
     * Takes the next fencing token by inserting it, and is content only when it is the largest then: of two openings at one
     * time one is the later.
     */
    long nextToken() {
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            long next = newestToken() + 1;
            try {
                meta.insertOne(new BsonDocument(Ids.ID, new BsonString(Ids.of(TOKENS, next))));
            } catch (MongoException e) {
                if (!MongoFailures.duplicate(e)) {
                    throw e;
                }
                continue;
            }
            if (newestToken() == next) {
                meta.deleteMany(Ids.below(TOKENS, next));
                return next;
            }
        }
        throw new StoreException.Refused(
                options + " confirms no fencing token: check that most members run, and start again", null);
    }

    private long newestToken() {
        BsonDocument newest =
                meta.find(Ids.all(TOKENS)).sort(Sorts.descending(Ids.ID)).first();
        return newest == null
                ? 0
                : Ids.sequence(TOKENS, newest.getString(Ids.ID).getValue());
    }

    /** Writes one document for real: what fails an edit fails here. */
    void probe() {
        meta.updateOne(eq(Ids.ID, "probe"), Updates.inc("count", 1L), new UpdateOptions().upsert(true));
    }
}
