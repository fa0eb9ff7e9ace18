package io.meshplay.collab.store.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import io.meshplay.collab.store.Store;
import io.meshplay.collab.store.StoreContract;
import io.meshplay.collab.testing.Outcome;
import io.vertx.core.Vertx;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.junit.jupiter.api.AfterEach;

/** The contract of all stores, on a MongoDB server, each test in a database of its own. */
abstract class MongoContract extends StoreContract {
    private final String address = address();
    private final MongoOptions options = MongoOptions.of(address, "contract", "");

    /** {@return the address of an empty database} */
    protected abstract String address();

    @Override
    protected Store open(Vertx vertx) {
        return Outcome.of(MongoStore.open(vertx, options));
    }

    @AfterEach
    final void dropDatabase() {
        behindItsBack(database -> {
            database.database().drop();
            return true;
        });
    }

    final MongoOptions options() {
        return options;
    }

    final String uri() {
        return address;
    }

    final <T> T behindItsBack(Function<Collections, T> work) {
        try (MongoClient client = Client.open(options, MongoLimits.DEFAULTS)) {
            return work.apply(Collections.of(client.getDatabase(options.database()), MongoLimits.DEFAULTS));
        }
    }

    @Override
    protected void loseEntry(String designId, long sequence) {
        changeElement(designId, sequence, (elements, element) -> elements.remove(element));
    }

    @Override
    protected void damageEntry(String designId, long sequence) {
        changeElement(
                designId,
                sequence,
                (_, element) -> element.asDocument().put(JournalDocument.PAYLOAD, new BsonBinary(new byte[] {0})));
    }

    @Override
    protected void damageCheckpoint(String designId) {
        change(Collections::checkpoints, designId, document -> {
            document.put(CheckpointReader.PAYLOAD, new BsonBinary(new byte[] {0}));
        });
    }

    private interface ElementChange {
        void apply(BsonArray elements, BsonValue element);
    }

    private void changeElement(String designId, long sequence, ElementChange change) {
        change(Collections::journal, designId, document -> {
            BsonArray elements = document.getArray(JournalDocument.ENTRIES);
            elements.stream()
                    .filter(element -> JournalDocument.sequence(element) == sequence)
                    .toList()
                    .forEach(element -> change.apply(elements, element));
        });
    }

    private void change(
            Function<Collections, MongoCollection<BsonDocument>> which,
            String designId,
            Consumer<BsonDocument> change) {
        store();
        long replaced = behindItsBack(collections -> {
            long count = 0;
            for (BsonDocument document : which.apply(collections).find(Ids.all(designId))) {
                change.accept(document);
                count += which.apply(collections)
                        .replaceOne(new BsonDocument(Ids.ID, document.getString(Ids.ID)), document)
                        .getMatchedCount();
            }
            return count;
        });
        assertThat(replaced).isPositive();
    }
}
