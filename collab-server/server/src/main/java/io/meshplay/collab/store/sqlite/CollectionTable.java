package io.meshplay.collab.store.sqlite;

import io.meshplay.collab.store.Checksum;
import io.meshplay.collab.store.RecordCollection;
import io.meshplay.collab.store.RecordFields;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.store.StoredRecord;
import io.meshplay.collab.store.TextFold;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The table of one collection: the record, and for each indexed field two columns, its value as it is (for equality) and
 * folded (to sort, and to search without regard to case). docs/adr/0001 has the figures of the alternatives.
 */
final class CollectionTable {
    private final RecordCollection collection;
    private final String table;

    CollectionTable(RecordCollection collection) {
        this.collection = collection;
        this.table = "records_" + collection.name();
    }

    String name() {
        return table;
    }

    /** The column that holds a field as it is; fails for a field on which the collection keeps no index. */
    String exact(String field) {
        return "exact_" + declared(field);
    }

    /** The column that holds a field folded. */
    String folded(String field) {
        return "folded_" + declared(field);
    }

    private String declared(String field) {
        collection.requireIndexed(field);
        return field;
    }

    /** Creates the table, or adds and fills the columns of fields that the code has gained since. On the writer. */
    void ensure(Database database) throws SQLException {
        database.execute("CREATE TABLE IF NOT EXISTS " + table
                + " (id TEXT PRIMARY KEY, revision INTEGER NOT NULL, checksum INTEGER NOT NULL, json BLOB NOT NULL)");
        List<String> columns = database.all("SELECT name FROM pragma_table_info(?)", row -> row.getString(1), table);
        boolean added = false;
        for (String field : collection.indexedFields()) {
            if (!columns.contains(exact(field))) {
                database.execute("ALTER TABLE " + table + " ADD COLUMN " + exact(field));
                database.execute("ALTER TABLE " + table + " ADD COLUMN " + folded(field));
                database.execute(
                        "CREATE INDEX " + table + "_" + exact(field) + " ON " + table + " (" + exact(field) + ")");
                database.execute("CREATE INDEX " + table + "_" + folded(field) + " ON " + table + " (" + folded(field)
                        + ", id)");
                added = true;
            }
        }
        if (added) {
            fill(database);
        }
    }

    private void fill(Database database) throws SQLException {
        List<String> ids = database.all("SELECT id FROM " + table, row -> row.getString(1));
        for (String id : ids) {
            StoredRecord record = database.first(
                            "SELECT id, revision, checksum, json FROM " + table + " WHERE id = ?", this::record, id)
                    .orElseThrow();
            List<@Nullable Object> values = new ArrayList<>(fields(record.json()));
            values.add(id);
            database.update("UPDATE " + table + " SET " + assignments() + " WHERE id = ?", values.toArray());
        }
    }

    /** {@return {@code exact_a = ?, folded_a = ?, …} in the order of {@link #fields}} */
    String assignments() {
        StringBuilder sql = new StringBuilder();
        for (String field : collection.indexedFields()) {
            sql.append(sql.isEmpty() ? "" : ", ")
                    .append(exact(field))
                    .append(" = ?, ")
                    .append(folded(field))
                    .append(" = ?");
        }
        return sql.toString();
    }

    /** {@return the values of the field columns, in their order; fails if the bytes are no JSON object} */
    List<@Nullable Object> fields(byte[] json) {
        Map<String, Object> found = RecordFields.of(collection, json);
        List<@Nullable Object> values = new ArrayList<>();
        for (String field : collection.indexedFields()) {
            Object value = found.get(field);
            values.add(value);
            values.add(value instanceof String text ? TextFold.fold(text) : value);
        }
        return values;
    }

    /** Reads and verifies a row of {@code id, revision, checksum, json}. */
    StoredRecord record(ResultSet row) throws SQLException {
        StoredRecord record = new StoredRecord(row.getString(1), row.getLong(2), row.getBytes(4));
        if (row.getLong(3) != checksum(record)) {
            throw new StoreException.Corrupt(
                    "record " + record.id() + " of " + collection.name() + " is damaged", null);
        }
        return record;
    }

    long checksum(StoredRecord record) {
        return new Checksum()
                .text(collection.name())
                .text(record.id())
                .number(record.revision())
                .bytes(record.json())
                .value();
    }
}
