package io.meshplay.collab.history;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplay.collab.designs.DesignPage;
import io.meshplay.collab.designs.Slice;
import io.meshplay.collab.store.RecordCollection;
import io.meshplay.collab.store.RecordJson;
import io.meshplay.collab.store.RecordQuery;
import io.meshplay.collab.store.Records;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.store.StoredRecord;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The stored autosaves. A content stands in a record of its own under its autosave's id, so that a list reads none and both go
 * together; it is written before and deleted after, so that no autosave lacks it for long.
 */
final class AutosaveTable {
    static final RecordCollection AUTOSAVES = new RecordCollection("design_autosaves", List.of("designId", "number"));
    static final RecordCollection CONTENTS = new RecordCollection("autosave_contents", List.of());

    private final Records records;

    AutosaveTable(Records records) {
        this.records = records;
    }

    Future<Void> insert(Autosave autosave, byte[] content) {
        ObjectNode json = RecordJson.object();
        json.put("designId", autosave.designId());
        json.put("number", autosave.number());
        json.put("hash", autosave.hash());
        json.put("form", autosave.form());
        json.put("components", autosave.components());
        json.put("createdAt", autosave.createdAt().toEpochMilli());
        String id = id(autosave.designId(), autosave.number());
        return putContent(id, content)
                .compose(_ -> records.put(AUTOSAVES, id, 0, RecordJson.write(json)))
                .mapEmpty();
    }

    /** What a process that died between content and autosave left is written over. */
    private Future<Long> putContent(String id, byte[] content) {
        ObjectNode json = RecordJson.object();
        // As a string: a store may change the order of keys or the form of numbers of an object, and with it the hash.
        json.put("canonical", new String(content, StandardCharsets.UTF_8));
        return records.get(CONTENTS, id)
                .compose(found -> records.put(
                        CONTENTS, id, found.map(StoredRecord::revision).orElse(0L), RecordJson.write(json)));
    }

    /** {@return the autosave with its content; empty when there is none of that number} */
    Future<Optional<SavedState>> get(String designId, long number) {
        String id = id(designId, number);
        return records.get(AUTOSAVES, id)
                .compose(found -> records.get(CONTENTS, id)
                        .map(content -> found.flatMap(autosave -> content.map(held -> new SavedState(
                                decode(autosave),
                                RecordJson.read(CONTENTS, held)
                                        .text("canonical")
                                        .getBytes(StandardCharsets.UTF_8))))));
    }

    /** Newest first. */
    Future<DesignPage<Autosave>> list(String designId, Slice slice) {
        var newestFirst = new RecordQuery.Sort("number", true);
        var query = new RecordQuery(
                AUTOSAVES,
                Map.of("designId", designId),
                Map.of(),
                List.of(newestFirst),
                slice.offset(),
                slice.pageSize());
        return records.find(query)
                .map(page -> new DesignPage<>(
                        page.records().stream().map(AutosaveTable::decode).toList(), page.total()));
    }

    Future<Void> delete(Autosave autosave) {
        String id = id(autosave.designId(), autosave.number());
        return delete(AUTOSAVES, id).compose(_ -> delete(CONTENTS, id));
    }

    private Future<Void> delete(RecordCollection collection, String id) {
        return records.get(collection, id)
                .compose(found -> found.map(record -> records.delete(collection, id, record.revision()))
                        .orElseGet(Future::succeededFuture))
                // Somebody else deleted it first.
                .recover(failure -> failure instanceof StoreException.Conflict
                        ? Future.succeededFuture()
                        : Future.failedFuture(failure));
    }

    private static String id(String designId, long number) {
        return designId + "/" + String.format(Locale.ROOT, "%010d", number);
    }

    private static Autosave decode(StoredRecord record) {
        RecordJson json = RecordJson.read(AUTOSAVES, record);
        return new Autosave(
                json.text("designId"),
                json.number("number"),
                json.text("hash"),
                (int) json.number("form"),
                (int) json.number("components"),
                json.instant("createdAt"));
    }
}
