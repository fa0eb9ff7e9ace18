package io.meshplay.collab.store.mongo;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.meshplay.collab.store.Checksum;
import io.meshplay.collab.store.RecordCollection;
import io.meshplay.collab.store.RecordFields;
import io.meshplay.collab.store.RecordQuery;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.store.StoredRecord;
import io.meshplay.collab.store.TextFold;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.conversions.Bson;

/**
 * A record as a document. Each indexed field stands there twice: as it is, for equality; and as a key to sort and search by,
 * the hexadecimal UTF-8 of the folded text. Such keys sort by code point on every server, whatever its collation, and hold
 * nothing that a pattern would have to escape.
 *
 * <pre>
 * _id  the record's id    r  revision    c  checksum    p  JSON | k, b  its chunks
 * x_field  the value      s_field  the key
 * </pre>
 */
final class RecordDocument {
    static final String REVISION = "r";
    private static final String CHECKSUM = "c";

    private RecordDocument() {}

    static String exact(String field) {
        return "x_" + field;
    }

    static String key(String field) {
        return "s_" + field;
    }

    /** Where a record's chunks lie; an id may hold a slash, its digits do not. */
    static String place(RecordCollection collection, String id) {
        return "records." + collection.name() + "/" + hex(id);
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The document but for its JSON. Throws IllegalArgumentException if the JSON cannot be indexed. */
    static BsonDocument of(RecordCollection collection, StoredRecord record) {
        return new BsonDocument(Ids.ID, new BsonString(record.id()))
                .append(REVISION, new BsonInt64(record.revision()))
                .append(CHECKSUM, new BsonInt64(checksum(collection, record)));
    }

    /** The values and keys of the indexed fields. */
    static BsonDocument fields(RecordCollection collection, byte[] json) {
        BsonDocument fields = new BsonDocument();
        for (Map.Entry<String, Object> field : RecordFields.of(collection, json).entrySet()) {
            BsonValue value = value(field.getValue());
            fields.append(exact(field.getKey()), value);
            fields.append(
                    key(field.getKey()),
                    field.getValue() instanceof String text ? new BsonString(hex(TextFold.fold(text))) : value);
        }
        return fields;
    }

    private static BsonValue value(Object value) {
        return switch (value) {
            case String text -> new BsonString(text);
            case Double number -> new BsonDouble(number);
            case Boolean flag -> new BsonInt64(flag ? 1 : 0);
            case Number number -> new BsonInt64(number.longValue());
            default -> throw new IllegalArgumentException("a field is compared with a " + value.getClass());
        };
    }

    static StoredRecord record(RecordCollection collection, BsonDocument document, Chunks chunks) {
        String id = document.getString(Ids.ID).getValue();
        long revision = document.getInt64(REVISION).getValue();
        StoredRecord record = new StoredRecord(id, revision, chunks.get(document, place(collection, id), revision));
        if (document.getInt64(CHECKSUM).getValue() != checksum(collection, record)) {
            throw new StoreException.Corrupt("record " + id + " of " + collection.name() + " is damaged", null);
        }
        return record;
    }

    private static long checksum(RecordCollection collection, StoredRecord record) {
        return new Checksum()
                .text(collection.name())
                .text(record.id())
                .number(record.revision())
                .bytes(record.json())
                .value();
    }

    static Bson filter(RecordQuery query) {
        List<Bson> conditions = new ArrayList<>();
        for (Map.Entry<String, Object> equal : query.equal().entrySet()) {
            conditions.add(Filters.eq(exact(equal.getKey()), value(equal.getValue())));
        }
        for (Map.Entry<String, String> contains : query.contains().entrySet()) {
            // Two digits are one byte: the text may begin at whole bytes only.
            Pattern pattern = Pattern.compile("^(?:..)*" + hex(TextFold.fold(contains.getValue())));
            conditions.add(Filters.regex(key(contains.getKey()), pattern));
        }
        return conditions.isEmpty() ? new BsonDocument() : Filters.and(conditions);
    }

    static Bson order(RecordQuery query) {
        List<Bson> order = new ArrayList<>();
        for (RecordQuery.Sort sort : query.sort()) {
            String field = sort.field();
            String by = field == null ? Ids.ID : key(field);
            order.add(sort.descending() ? Sorts.descending(by) : Sorts.ascending(by));
            if (field == null) {
                return Sorts.orderBy(order); // ids differ: what follows decides nothing
            }
        }
        order.add(Sorts.ascending(Ids.ID));
        return Sorts.orderBy(order);
    }
}
