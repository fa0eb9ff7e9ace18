package io.meshplay.collab.store.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import io.meshplay.collab.store.Checkpoints;
import io.meshplay.collab.store.Journal;
import io.meshplay.collab.store.Records;
import io.meshplay.collab.store.Store;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.store.StoreImport;
import io.meshplay.collab.thread.AnyThread;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A store in one MongoDB database, which the nodes of one Meshplay cluster share. Any thread; the work is done by the virtual
 * threads {@code store-append}, {@code store-trim-1}, {@code store-records-N} and {@code store-N}.
 */
@AnyThread
public final class MongoStore implements Store {
    private final Vertx vertx;
    private final MongoClient client;
    private final long fencingToken;
    private final Schema schema;
    private final Workers workers;
    private final Workers recordWorkers;
    private final Workers trimmers;
    private final AppendQueue queue;
    private final Appender appender;
    private final Journal journal;
    private final Checkpoints checkpoints;
    private final Records records;
    private final MongoImport filling;
    private final Use use;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final Promise<Void> closed = Promise.promise();

    /** What a store is opened for. */
    private enum Use {
        SERVE,
        READ,
        FILL
    }

    private MongoStore(
            Vertx vertx,
            Use use,
            MongoClient client,
            Collections collections,
            Schema schema,
            RecordIndexes indexes,
            MongoFailures failures,
            long fencingToken) {
        this.vertx = vertx;
        this.use = use;
        this.client = client;
        this.fencingToken = fencingToken;
        this.schema = schema;
        MongoLimits limits = collections.limits();
        this.workers = new Workers(vertx, failures, limits, "store-", limits.threads());
        this.recordWorkers = new Workers(vertx, failures, limits, "store-records-", limits.recordThreads());
        this.trimmers = new Workers(vertx, failures, limits, "store-trim-", 1);
        this.queue = new AppendQueue(collections.limits());
        Heads heads = new Heads(collections.limits().headsMax());
        CheckpointReader checkpointReader = new CheckpointReader(collections);
        JournalReader journalReader = new JournalReader(collections, checkpointReader);
        this.appender = Appender.start(collections, journalReader, heads, queue, failures);
        this.journal = new MongoJournal(
                vertx, collections, checkpointReader, journalReader, heads, queue, workers, trimmers, failures);
        this.checkpoints = new MongoCheckpoints(collections, checkpointReader, journalReader, heads, workers);
        MongoRecords tables = new MongoRecords(collections, indexes, recordWorkers, use != Use.READ);
        this.records = tables;
        this.filling = new MongoImport(collections, tables, schema, workers);
        if (use == Use.READ) {
            queue.close();
        }
    }

    /**
     * Opens the store, and claims the database for its cluster if it is empty.
     *
     * @param vertx on whose contexts callers are answered; it must outlive the store
     * @param options where the database is and whose
     * @return fails with {@link StoreException.Refused} when the server cannot be reached, is too old, refuses the
     *     credentials or has no replicas, and when the database belongs to another cluster or program or has a newer format
     */
    public static Future<Store> open(Vertx vertx, MongoOptions options) {
        return open(vertx, options, MongoLimits.DEFAULTS);
    }

    static Future<Store> open(Vertx vertx, MongoOptions options, MongoLimits limits) {
        return onThread(vertx, "store-open", () -> openBlocking(vertx, options, limits, Use.SERVE));
    }

    /**
     * Opens a database to read it, while the nodes of its cluster may go on with it. Nothing is written and no fencing token
     * taken.
     *
     * @return fails with {@link StoreException.Refused} as {@link #open}, and when there is no whole store in the database;
     *     whose it is does not matter
     */
    public static Future<Store> read(Vertx vertx, MongoOptions options) {
        return onThread(vertx, "store-open", () -> openBlocking(vertx, options, MongoLimits.DEFAULTS, Use.READ));
    }

    /**
     * Makes a store for a backup's content in an empty database: {@link #importing}.
     *
     * @return fails with {@link StoreException.Refused} as {@link #open}, and when the database is not empty
     */
    public static Future<Store> create(Vertx vertx, MongoOptions options) {
        return create(vertx, options, MongoLimits.DEFAULTS);
    }

    static Future<Store> create(Vertx vertx, MongoOptions options, MongoLimits limits) {
        return onThread(vertx, "store-open", () -> openBlocking(vertx, options, limits, Use.FILL));
    }

    private static Store openBlocking(Vertx vertx, MongoOptions options, MongoLimits limits, Use use) {
        MongoFailures failures = new MongoFailures(options);
        MongoClient client = null;
        try {
            client = Client.open(options, limits);
            Client.greet(client, options);
            Collections collections = Collections.of(client.getDatabase(options.database()), limits);
            Schema schema = new Schema(collections, options);
            switch (use) {
                case SERVE -> schema.claim();
                case READ -> schema.requireStore();
                case FILL -> schema.claimEmpty();
            }
            RecordIndexes indexes = new RecordIndexes(collections);
            if (use == Use.SERVE) {
                indexes.ensureAll();
            }
            long token = use == Use.READ ? 0 : schema.nextToken();
            return new MongoStore(vertx, use, client, collections, schema, indexes, failures, token);
        } catch (MongoException e) {
            close(client);
            StoreException failure = failures.of(e);
            throw failure instanceof StoreException.Corrupt
                    ? failure
                    : new StoreException.Refused(String.valueOf(failure.getMessage()), e);
        } catch (RuntimeException e) {
            close(client);
            throw e;
        }
    }

    private static void close(@Nullable MongoClient client) {
        if (client != null) {
            client.close();
        }
    }

    /** Runs work that blocks for long on a virtual thread of its own. */
    private static <T> Future<T> onThread(Vertx vertx, String name, Callable<T> work) {
        var caller = vertx.getOrCreateContext();
        Promise<T> promise = Promise.promise();
        Thread.ofVirtual().name(name).start(() -> {
            try {
                T result = work.call();
                Workers.tell(caller, () -> promise.complete(result));
            } catch (Exception e) {
                Workers.tell(caller, () -> promise.fail(e));
            }
        });
        return promise.future();
    }

    @Override
    public Journal journal() {
        return journal;
    }

    @Override
    public Checkpoints checkpoints() {
        return checkpoints;
    }

    @Override
    public Records records() {
        return records;
    }

    @Override
    public long fencingToken() {
        return fencingToken;
    }

    @Override
    public StoreImport importing() {
        return use == Use.FILL ? filling : Store.super.importing();
    }

    @Override
    public Future<Void> probe() {
        return workers.<Boolean>run(() -> {
                    if (use == Use.READ) {
                        schema.requireStore();
                    } else {
                        schema.probe();
                    }
                    return true;
                })
                .mapEmpty();
    }

    @Override
    public Future<Void> close() {
        if (closing.compareAndSet(false, true)) {
            MongoStore.<Boolean>onThread(vertx, "store-close", this::closeBlocking)
                    .<Void>mapEmpty()
                    .onComplete(closed);
        }
        return closed.future();
    }

    private Boolean closeBlocking() throws InterruptedException {
        queue.close();
        recordWorkers.stop();
        trimmers.stop();
        workers.stop(); // what was taken is still done: the staging of appends too
        workers.awaitEnd();
        recordWorkers.awaitEnd();
        trimmers.awaitEnd();
        appender.awaitEnd();
        client.close();
        return true;
    }
}
