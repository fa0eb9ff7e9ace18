package io.meshplay.collab.designs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplay.collab.store.RecordCollection;
import io.meshplay.collab.store.RecordJson;
import io.meshplay.collab.store.Records;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.store.StoredRecord;
import io.meshplay.collab.thread.OffLoop;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The designs that a new data directory starts with. A record notes their ids before the first one is made: a start that
 * is interrupted goes on where it stopped, and samples that a user deleted do not come back.
 */
public final class SampleDesigns {
    static final RecordCollection SETTINGS = new RecordCollection("settings", List.of());

    private static final String RECORD = "samples";
    private static final String ACTOR = "server";

    private final Designs designs;
    private final DesignTable table;
    private final Records records;
    private final OffLoop offLoop;

    SampleDesigns(Designs designs, DesignTable table, Records records, OffLoop offLoop) {
        this.designs = designs;
        this.table = table;
        this.records = records;
        this.offLoop = offLoop;
    }

    /**
     * Makes the samples if this store never had a design; completes when all are durable, or are made by another node that
     * starts at the same moment. Made twice they are the same: ids are noted first, and the edits only set values.
     */
    public Future<Void> openOnce() {
        return records.get(SETTINGS, RECORD)
                .compose(noted -> noted.isPresent() ? resume(noted.get()) : start())
                .recover(SampleDesigns::unlessAnother);
    }

    private static Future<Void> unlessAnother(Throwable failure) {
        return failure instanceof StoreException.Conflict ? Future.succeededFuture() : Future.failedFuture(failure);
    }

    private Future<Void> start() {
        return table.empty().compose(empty -> {
            if (!empty) {
                return Future.succeededFuture();
            }
            return offLoop.call(DesignForm::samples).compose(samples -> {
                List<String> ids = samples.stream().map(_ -> designs.nextId()).toList();
                return note(ids, false, 0).compose(revision -> make(samples, ids, revision));
            });
        });
    }

    private Future<Void> resume(StoredRecord noted) {
        JsonNode json = RecordJson.read(SETTINGS, noted).json();
        if (json.path("done").asBoolean()) {
            return Future.succeededFuture();
        }
        List<String> ids = new ArrayList<>();
        json.path("designs").forEach(id -> ids.add(id.asText()));
        return offLoop.call(DesignForm::samples).compose(samples -> make(samples, ids, noted.revision()));
    }

    private Future<Void> make(List<FileDesign> samples, List<String> ids, long revision) {
        Future<Void> made = Future.succeededFuture();
        // A newer program may have more samples than the one that was interrupted; it makes those that were noted.
        for (int i = 0; i < Math.min(samples.size(), ids.size()); i++) {
            FileDesign sample = samples.get(i);
            String id = ids.get(i);
            made = made.compose(_ -> table.find(id)).compose(found -> make(sample, id, found));
        }
        return made.compose(_ -> note(ids, true, revision)).mapEmpty();
    }

    private Future<Void> make(FileDesign sample, String id, Optional<DesignRecord> found) {
        return found.isPresent()
                ? Future.succeededFuture()
                : designs.create(ACTOR, id, sample.name(), sample.components(), sample.operations())
                        .<Void>mapEmpty()
                        .recover(SampleDesigns::unlessAnother);
    }

    private Future<Long> note(List<String> ids, boolean done, long expectedRevision) {
        ObjectNode json = RecordJson.object();
        ArrayNode array = json.putArray("designs");
        ids.forEach(array::add);
        json.put("done", done);
        return records.put(SETTINGS, RECORD, expectedRevision, RecordJson.write(json));
    }
}
