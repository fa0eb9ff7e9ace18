package io.meshplay.collab.store.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.thread.VirtualThread;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;

/**
 * Bytes that one document cannot hold, in documents {@code {_id: place/sequence/hash/part, p: bytes}}. They are written
 * before the document that counts them, and count for nothing without it: what a crash leaves is forgotten with the next
 * trim. The hash is of the content, so that a repeated write meets its own chunks and two writers never mix theirs.
 */
@VirtualThread
final class Chunks {
    private static final String PAYLOAD = "p";
    private static final String INLINE = "p";
    private static final String HASH = "k";
    private static final String SIZE = "b";
    private static final int HASH_BYTES = 12;
    private static final int PART_DIGITS = 4;

    private final MongoCollection<BsonDocument> collection;
    private final MongoLimits limits;

    Chunks(MongoCollection<BsonDocument> collection, MongoLimits limits) {
        this.collection = collection;
        this.limits = limits;
    }

    static String journal(String designId) {
        return designId + "/j";
    }

    static String checkpoint(String designId) {
        return designId + "/c";
    }

    /** Puts the bytes into the document itself, or into chunks that the document names. */
    void put(BsonDocument document, String place, long sequence, byte[] payload, int inlineBytesMax) {
        if (payload.length <= inlineBytesMax) {
            document.append(INLINE, new BsonBinary(payload));
            return;
        }
        String hash = hash(payload);
        for (int part = 0; part * (long) limits.chunkBytes() < payload.length; part++) {
            int from = part * limits.chunkBytes();
            int to = (int) Math.min(payload.length, from + (long) limits.chunkBytes());
            insert(id(place, sequence, hash, part), Arrays.copyOfRange(payload, from, to));
        }
        document.append(HASH, new BsonString(hash)).append(SIZE, new BsonInt64(payload.length));
    }

    private void insert(String id, byte[] bytes) {
        try {
            collection.insertOne(new BsonDocument(Ids.ID, new BsonString(id)).append(PAYLOAD, new BsonBinary(bytes)));
        } catch (MongoException e) {
            if (!MongoFailures.duplicate(e)) {
                throw e;
            }
            // The same bytes, left by an attempt whose outcome nobody knows.
        }
    }

    /** {@return the bytes of a document; fails as corrupt if a chunk is missing} */
    byte[] get(BsonDocument document, String place, long sequence) {
        if (document.containsKey(INLINE)) {
            return document.getBinary(INLINE).getData();
        }
        if (!document.containsKey(HASH) || !document.containsKey(SIZE)) {
            throw missing(place, sequence);
        }
        String hash = document.getString(HASH).getValue();
        int size = Math.toIntExact(document.getInt64(SIZE).getValue());
        var bytes = new ByteArrayOutputStream(size);
        for (int part = 0; bytes.size() < size; part++) {
            BsonDocument chunk = collection
                    .find(new BsonDocument(Ids.ID, new BsonString(id(place, sequence, hash, part))))
                    .first();
            if (chunk == null) {
                throw missing(place, sequence);
            }
            bytes.writeBytes(chunk.getBinary(PAYLOAD).getData());
        }
        return bytes.toByteArray();
    }

    private static StoreException.Corrupt missing(String place, long sequence) {
        return new StoreException.Corrupt("a part of " + Ids.of(place, sequence) + " is missing", null);
    }

    /** Forgets what lies below a sequence, orphans too. */
    void deleteBelow(String place, long sequence) {
        collection.deleteMany(Ids.below(place, sequence));
    }

    void deleteAll(String place) {
        collection.deleteMany(Ids.all(place));
    }

    private static String id(String place, long sequence, String hash, int part) {
        String digits = Integer.toString(part);
        return Ids.of(place, sequence) + "/" + hash + "/" + "0".repeat(PART_DIGITS - digits.length()) + digits;
    }

    private static String hash(byte[] payload) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(payload);
            return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
