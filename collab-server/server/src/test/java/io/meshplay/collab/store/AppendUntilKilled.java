package io.meshplay.collab.store;

import io.meshplay.collab.store.mongo.MongoOptions;
import io.meshplay.collab.store.mongo.MongoStore;
import io.meshplay.collab.store.sqlite.SqliteStore;
import io.meshplay.collab.testing.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** Appends to a few designs at full speed and prints each acknowledgement, until it is killed. */
public final class AppendUntilKilled {
    private static final int DESIGNS = 5;
    private static final int PAYLOAD_BYTES_MAX = 3_000;

    private final Store store;
    private final PrintStream acknowledged;

    private AppendUntilKilled(Store store, PrintStream acknowledged) {
        this.store = store;
        this.acknowledged = acknowledged;
    }

    /** Takes a data directory or a MongoDB address, and how many appends of one design are under way at once. */
    public static void main(String[] arguments) {
        Vertx vertx = Vertx.vertx();
        Store store;
        try {
            store = Outcome.of(open(vertx, arguments[0]));
        } catch (StoreException e) {
            System.out.println(Child.MARK + e.getMessage());
            vertx.close();
            return;
        }
        AppendUntilKilled program = new AppendUntilKilled(store, System.out);
        for (int design = 0; design < DESIGNS; design++) {
            String designId = "design-" + design;
            long last = Outcome.of(store.journal().lastSequence(designId));
            int window = Integer.parseInt(arguments[1]);
            vertx.getOrCreateContext().runOnContext(_ -> {
                for (int ahead = 1; ahead <= window; ahead++) {
                    program.append(designId, last + ahead, window);
                }
            });
        }
    }

    /** Opens the store of a data directory or a MongoDB address. */
    static Future<Store> open(Vertx vertx, String place) {
        return place.startsWith("mongodb:")
                ? MongoStore.open(vertx, MongoOptions.of(place, "killed", ""))
                : SqliteStore.open(vertx, Path.of(place));
    }

    private void append(String designId, long sequence, int window) {
        byte[] payload = payload(designId, sequence);
        store.journal()
                .append(List.of(new JournalEntry(designId, sequence, store.fencingToken(), "ada", payload)))
                .onComplete(done -> {
                    if (done.failed()) {
                        throw new IllegalStateException(done.cause());
                    }
                    acknowledged.println(Child.MARK + designId + " " + sequence);
                    acknowledged.flush();
                    append(designId, sequence + window, window);
                });
    }

    /** {@return what an entry must hold: bytes that follow from its name} */
    public static byte[] payload(String designId, long sequence) {
        SplittableRandom random = new SplittableRandom(designId.hashCode() + sequence);
        byte[] payload = new byte[random.nextInt(PAYLOAD_BYTES_MAX)];
        random.nextBytes(payload);
        return payload;
    }
}
