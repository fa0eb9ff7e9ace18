package io.meshplay.collab.store.sqlite;

import io.meshplay.collab.store.RecordCollection;
import io.meshplay.collab.store.RecordPage;
import io.meshplay.collab.store.RecordQuery;
import io.meshplay.collab.store.Records;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.store.StoredRecord;
import io.meshplay.collab.store.TextFold;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Record collections, a table each, created when the code first names them. Any thread. */
final class SqliteRecords implements Records {
    private static final String ROW = "SELECT id, revision, checksum, json FROM ";

    private final Threads threads;
    private final boolean readOnly;

    /** Collections whose table is known to fit; added only after the commit that made it so. */
    private final Set<RecordCollection> ensured = ConcurrentHashMap.newKeySet();

    /** {@code readOnly}: a collection whose table was never made is empty */
    SqliteRecords(Threads threads, boolean readOnly) {
        this.threads = threads;
        this.readOnly = readOnly;
    }

    @Override
    public Future<Optional<StoredRecord>> get(RecordCollection collection, String id) {
        return in(
                collection,
                table -> threads.read(
                        database -> absent(database, table) ? Optional.empty() : get(database, table, id)));
    }

    private boolean absent(Database database, CollectionTable table) throws SQLException {
        return readOnly
                && database.number("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?", table.name())
                        == 0;
    }

    private static Optional<StoredRecord> get(Database database, CollectionTable table, String id) throws SQLException {
        return database.first(ROW + table.name() + " WHERE id = ?", table::record, id);
    }

    @Override
    public Future<Long> put(RecordCollection collection, String id, long expectedRevision, byte[] json) {
        List<@Nullable Object> fields = new CollectionTable(collection).fields(json);
        return in(
                collection,
                table -> threads.write(json.length, database -> {
                    StoredRecord record = new StoredRecord(id, expectedRevision + 1, json);
                    expect(database, table, id, expectedRevision);
                    write(database, table, collection, record, fields);
                    return record.revision();
                }));
    }

    private static void write(
            Database database,
            CollectionTable table,
            RecordCollection collection,
            StoredRecord record,
            List<@Nullable Object> fields)
            throws SQLException {
        List<@Nullable Object> values =
                new ArrayList<>(List.of(record.id(), record.revision(), table.checksum(record), record.json()));
        values.addAll(fields);
        database.update(upsert(table, collection), values.toArray());
    }

    /** Writes a record as it is, with the revision that it has. */
    Future<Void> restore(RecordCollection collection, StoredRecord record) {
        List<@Nullable Object> fields = new CollectionTable(collection).fields(record.json());
        return in(
                collection,
                table -> threads.<Boolean>write(record.json().length, database -> {
                            write(database, table, collection, record, fields);
                            return true;
                        })
                        .mapEmpty());
    }

    private static String upsert(CollectionTable table, RecordCollection collection) {
        String columns = collection.indexedFields().stream()
                .map(field -> ", " + table.exact(field) + ", " + table.folded(field))
                .collect(Collectors.joining());
        return "INSERT OR REPLACE INTO " + table.name() + " (id, revision, checksum, json" + columns
                + ") VALUES (?, ?, ?, ?"
                + ", ?, ?".repeat(collection.indexedFields().size()) + ")";
    }

    private static void expect(Database database, CollectionTable table, String id, long expectedRevision)
            throws SQLException {
        long stored = database.number("SELECT revision FROM " + table.name() + " WHERE id = ?", id);
        if (stored != expectedRevision) {
            throw new StoreException.Conflict(table.name() + "/" + id + ": revision " + stored + " is stored, "
                    + expectedRevision + " was expected");
        }
    }

    @Override
    public Future<Void> delete(RecordCollection collection, String id, long expectedRevision) {
        return in(
                collection,
                table -> threads.<Integer>write(0, database -> {
                            expect(database, table, id, expectedRevision);
                            return database.update("DELETE FROM " + table.name() + " WHERE id = ?", id);
                        })
                        .mapEmpty());
    }

    @Override
    public Future<RecordPage> find(RecordQuery query) {
        return in(query.collection(), table -> {
            List<Object> parameters = new ArrayList<>();
            String where = where(table, query, parameters);
            String count = "SELECT count(*) FROM " + table.name() + where;
            String page = ROW + table.name() + where + " ORDER BY " + order(table, query) + " LIMIT ? OFFSET ?";
            Object[] counted = parameters.toArray();
            parameters.add(query.limit());
            parameters.add(query.offset());
            Object[] paged = parameters.toArray();
            return threads.read(database -> absent(database, table)
                    ? new RecordPage(List.of(), 0)
                    : new RecordPage(database.all(page, table::record, paged), database.number(count, counted)));
        });
    }

    private static String where(CollectionTable table, RecordQuery query, List<Object> parameters) {
        List<String> conditions = new ArrayList<>();
        for (Map.Entry<String, Object> equal : query.equal().entrySet()) {
            conditions.add(table.exact(equal.getKey()) + " = ?");
            parameters.add(equal.getValue() instanceof Boolean flag ? (flag ? 1L : 0L) : equal.getValue());
        }
        for (Map.Entry<String, String> contains : query.contains().entrySet()) {
            conditions.add("instr(" + table.folded(contains.getKey()) + ", ?) > 0");
            parameters.add(TextFold.fold(contains.getValue()));
        }
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    private static String order(CollectionTable table, RecordQuery query) {
        StringBuilder order = new StringBuilder();
        for (RecordQuery.Sort sort : query.sort()) {
            String field = sort.field();
            order.append(field == null ? "id" : table.folded(field)).append(sort.descending() ? " DESC, " : ", ");
        }
        return order.append("id").toString();
    }

    /** Does something with a collection's table, once that is there; fails, as all else here, by the future. */
    private <T> Future<T> in(RecordCollection collection, Function<CollectionTable, Future<T>> use) {
        CollectionTable table = new CollectionTable(collection);
        if (readOnly || ensured.contains(collection)) {
            return use.apply(table);
        }
        return threads.<Boolean>write(0, database -> {
                    table.ensure(database);
                    return true;
                })
                .compose(_ -> {
                    ensured.add(collection);
                    return use.apply(table);
                });
    }
}
