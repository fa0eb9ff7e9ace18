package io.meshplay.collab.store.mongo;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import io.meshplay.collab.store.RecordCollection;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.store.StoredRecord;
import io.meshplay.collab.thread.VirtualThread;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.conversions.Bson;

/** The indexes of the record collections, and which fields the stored records have been indexed by. */
@VirtualThread
final class RecordIndexes {
    private static final String FIELDS = "fields";
    private static final String PLACE = "collection";

    private final Collections collections;

    RecordIndexes(Collections collections) {
        this.collections = collections;
    }

    /** Creates and checks the indexes of every collection that the database knows. */
    void ensureAll() {
        for (BsonDocument known : collections.meta().find(Ids.all(PLACE))) {
            String name = known.getString(Ids.ID).getValue().substring(PLACE.length() + 1);
            index(new RecordCollection(name, fields(known)));
        }
    }

    /** Creates the indexes of a collection, and indexes older records by the fields that the code has gained since. */
    void ensure(RecordCollection collection) {
        BsonString id = new BsonString(PLACE + "/" + collection.name());
        BsonDocument known =
                collections.meta().find(new BsonDocument(Ids.ID, id)).first();
        Set<String> fields = new LinkedHashSet<>(known == null ? List.of() : fields(known));
        boolean gained = fields.addAll(collection.indexedFields());
        index(collection);
        if (gained && known != null) {
            fill(collection);
        }
        if (gained || known == null) {
            BsonArray names = new BsonArray();
            fields.forEach(field -> names.add(new BsonString(field)));
            collections
                    .meta()
                    .replaceOne(
                            new BsonDocument(Ids.ID, id),
                            new BsonDocument(Ids.ID, id).append(FIELDS, names),
                            new ReplaceOptions().upsert(true));
        }
    }

    private static List<String> fields(BsonDocument known) {
        return known.getArray(FIELDS).stream()
                .map(BsonValue::asString)
                .map(BsonString::getValue)
                .toList();
    }

    /** Compares the indexes with what the queries need, and creates what is missing. */
    private void index(RecordCollection collection) {
        Map<String, Bson> wanted = new LinkedHashMap<>();
        for (String field : collection.indexedFields()) {
            wanted.put(RecordDocument.exact(field), Indexes.ascending(RecordDocument.exact(field)));
            wanted.put(RecordDocument.key(field), Indexes.ascending(RecordDocument.key(field), Ids.ID));
        }
        MongoCollection<BsonDocument> records = collections.records(collection.name());
        for (BsonDocument index : records.listIndexes(BsonDocument.class)) {
            String name = index.getString("name").getValue();
            Bson keys = wanted.remove(name);
            if (keys != null && !sameKeys(keys.toBsonDocument(), index.getDocument("key"))) {
                throw new StoreException.Refused(
                        "the index " + name + " of records_" + collection.name()
                                + " is not Meshplay's: drop it, it is made anew at the next start",
                        null);
            }
        }
        if (!wanted.isEmpty()) {
            records.createIndexes(wanted.entrySet().stream()
                    .map(index -> new IndexModel(index.getValue(), new IndexOptions().name(index.getKey())))
                    .toList());
        }
    }

    /** Servers differ in the type of number that stands for ascending. */
    private static boolean sameKeys(BsonDocument wanted, BsonDocument stored) {
        return List.copyOf(wanted.keySet()).equals(List.copyOf(stored.keySet()))
                && stored.values().stream()
                        .allMatch(order -> order.isNumber() && order.asNumber().longValue() == 1);
    }

    private void fill(RecordCollection collection) {
        MongoCollection<BsonDocument> records = collections.records(collection.name());
        for (BsonDocument document : records.find()) {
            StoredRecord record = RecordDocument.record(collection, document, collections.chunks());
            BsonDocument fields = RecordDocument.fields(collection, record.json());
            if (!fields.isEmpty()) {
                // A record that changed meanwhile was indexed by who changed it.
                records.updateOne(
                        and(eq(Ids.ID, record.id()), eq(RecordDocument.REVISION, record.revision())),
                        new BsonDocument("$set", fields));
            }
        }
    }
}
