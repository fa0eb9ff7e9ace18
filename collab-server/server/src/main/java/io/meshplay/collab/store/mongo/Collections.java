package io.meshplay.collab.store.mongo;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import org.bson.BsonDocument;

/**
 * The collections of a database.
 *
 * @param database with the concerns that make a write durable and a read confirmed
 * @param meta format, owner and fencing tokens of the database, and the fields of each record collection
 * @param journal one document for each append of a design
 * @param checkpoints the newest of each design
 * @param chunks bytes that one document cannot hold
 * @param limits every bound
 */
record Collections(
        MongoDatabase database,
        MongoCollection<BsonDocument> meta,
        MongoCollection<BsonDocument> journal,
        MongoCollection<BsonDocument> checkpoints,
        Chunks chunks,
        MongoLimits limits) {
    static final String META = "meta";

    static Collections of(MongoDatabase database, MongoLimits limits) {
        return new Collections(
                database,
                database.getCollection(META, BsonDocument.class),
                database.getCollection("journal", BsonDocument.class),
                database.getCollection("checkpoints", BsonDocument.class),
                new Chunks(database.getCollection("chunks", BsonDocument.class), limits),
                limits);
    }

    MongoCollection<BsonDocument> records(String name) {
        return database.getCollection("records_" + name, BsonDocument.class);
    }
}
