package io.meshplay.collab.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.meshplay.collab.store.RecordCollection;
import io.meshplay.collab.store.RecordPage;
import io.meshplay.collab.store.RecordQuery;
import io.meshplay.collab.store.Records;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.store.StoredRecord;
import io.meshplay.collab.store.TextFold;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The record collections of a {@link MemoryStore}: every query scans, so that it is plain what each one means. */
final class MemoryRecords implements Records {
    /** The records of all collections. */
    static final class Tables {
        private final Map<String, Map<String, StoredRecord>> tables = new HashMap<>();

        Map<String, StoredRecord> of(RecordCollection collection) {
            return tables.computeIfAbsent(collection.name(), _ -> new TreeMap<>());
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Comparator<String> BY_CODE_POINT =
            Comparator.comparing(text -> text.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private final MemoryStore store;
    private final Tables tables;

    MemoryRecords(MemoryStore store, Tables tables) {
        this.store = store;
        this.tables = tables;
    }

    @Override
    public Future<Optional<StoredRecord>> get(RecordCollection collection, String id) {
        return store.run(() -> Optional.ofNullable(tables.of(collection).get(id)));
    }

    @Override
    public Future<Long> put(RecordCollection collection, String id, long expectedRevision, byte[] json) {
        if (!parse(json).isObject()) {
            throw new IllegalArgumentException("no JSON object");
        }
        for (String field : collection.indexedFields()) {
            if (parse(json).path(field).isContainerNode()) {
                throw new IllegalArgumentException("indexed field " + field + " is no string, number or boolean");
            }
        }
        return store.run(() -> {
            expect(collection, id, expectedRevision);
            tables.of(collection).put(id, new StoredRecord(id, expectedRevision + 1, json));
            return expectedRevision + 1;
        });
    }

    private void expect(RecordCollection collection, String id, long expectedRevision) {
        StoredRecord stored = tables.of(collection).get(id);
        if ((stored == null ? 0 : stored.revision()) != expectedRevision) {
            throw new StoreException.Conflict("another revision than " + expectedRevision + " is stored");
        }
    }

    @Override
    public Future<Void> delete(RecordCollection collection, String id, long expectedRevision) {
        return store.run(() -> {
            expect(collection, id, expectedRevision);
            tables.of(collection).remove(id);
            return null;
        });
    }

    @Override
    public Future<RecordPage> find(RecordQuery query) {
        return store.run(() -> {
            Comparator<StoredRecord> order = (_, _) -> 0;
            for (RecordQuery.Sort sort : query.sort()) {
                Comparator<StoredRecord> next = (one, other) -> compare(key(one, sort), key(other, sort));
                order = order.thenComparing(sort.descending() ? next.reversed() : next);
            }
            List<StoredRecord> matching = tables.of(query.collection()).values().stream()
                    .filter(record -> matches(record, query))
                    .sorted(order.thenComparing(StoredRecord::id, BY_CODE_POINT))
                    .toList();
            List<StoredRecord> page =
                    matching.stream().skip(query.offset()).limit(query.limit()).toList();
            return new RecordPage(page, matching.size());
        });
    }

    private static @Nullable Object key(StoredRecord record, RecordQuery.Sort sort) {
        return sort.field() == null ? record.id() : folded(value(record, sort.field()));
    }

    private static boolean matches(StoredRecord record, RecordQuery query) {
        return query.equal().entrySet().stream()
                        .allMatch(equal -> number(equal.getValue()).equals(value(record, equal.getKey())))
                && query.contains().entrySet().stream()
                        .allMatch(contains -> folded(value(record, contains.getKey())) instanceof String text
                                && text.contains(TextFold.fold(contains.getValue())));
    }

    private static Object number(Object value) {
        return value instanceof Boolean flag ? (Object) (flag ? 1L : 0L) : value;
    }

    private static @Nullable Object folded(@Nullable Object value) {
        return value instanceof String text ? TextFold.fold(text) : value;
    }

    private static @Nullable Object value(StoredRecord record, String field) {
        JsonNode node = parse(record.json()).path(field);
        if (node.isTextual()) {
            return node.textValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue() ? 1L : 0L;
        }
        if (node.isNumber()) {
            return node.isIntegralNumber() ? (Object) node.longValue() : (Object) node.doubleValue();
        }
        return null;
    }

    private static int compare(@Nullable Object one, @Nullable Object other) {
        if (one instanceof String text && other instanceof String otherText) {
            return BY_CODE_POINT.compare(text, otherText);
        }
        if (one instanceof Number number && other instanceof Number otherNumber) {
            return Double.compare(number.doubleValue(), otherNumber.doubleValue());
        }
        return Integer.compare(rank(one), rank(other));
    }

    private static int rank(@Nullable Object value) {
        return switch (value) {
            case null -> 0;
            case Number _ -> 1;
            default -> 2;
        };
    }

    private static JsonNode parse(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new IllegalArgumentException("no JSON", e);
        }
    }
}
