package io.meshplay.collab.designs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplay.collab.store.RecordCollection;
import io.meshplay.collab.store.RecordJson;
import io.meshplay.collab.store.RecordPage;
import io.meshplay.collab.store.RecordQuery;
import io.meshplay.collab.store.Records;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.store.StoredRecord;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The stored metadata of designs, with compare-and-set in a loop where no caller named a revision. */
final class DesignTable {
    static final RecordCollection DESIGNS =
            new RecordCollection("designs", List.of("nameKey", "createdAt", "updatedAt", "componentCount", "deleted"));

    private final Records records;
    private final DesignsLimits limits;

    DesignTable(Records records, DesignsLimits limits) {
        this.records = records;
        this.limits = limits;
    }

    /** {@return the design, deleted or not; refuses an unknown one} */
    Future<DesignRecord> any(String id) {
        if (!DesignIds.valid(id)) {
            return refused(new DesignRefusal.UnknownDesign(id));
        }
        return records.get(DESIGNS, id)
                .compose(found -> found.map(record -> Future.succeededFuture(decode(record)))
                        .orElseGet(() -> refused(new DesignRefusal.UnknownDesign(id))));
    }

    Future<Optional<DesignRecord>> find(String id) {
        return records.get(DESIGNS, id).map(found -> found.map(DesignTable::decode));
    }

    /** {@return the living design; refuses an unknown and a deleted one} */
    Future<DesignRecord> living(String id) {
        return any(id).compose(DesignTable::mustLive);
    }

    static Future<DesignRecord> mustLive(DesignRecord design) {
        return design.deleted()
                ? refused(new DesignRefusal.DeletedDesign(design.id()))
                : Future.succeededFuture(design);
    }

    Future<DesignRecord> insert(DesignRecord design) {
        return put(design, 0);
    }

    /** Changes a design that {@code read} finds; an equal record says that nothing is to write. */
    Future<DesignRecord> update(String id, boolean living, UnaryOperator<DesignRecord> change) {
        return update(id, living, change, limits.attemptsMax());
    }

    private Future<DesignRecord> update(String id, boolean living, UnaryOperator<DesignRecord> change, int attempts) {
        return (living ? living(id) : any(id)).compose(present -> {
            DesignRecord changed = change.apply(present);
            if (changed.equals(present)) {
                return Future.succeededFuture(present);
            }
            return put(changed, present.revision()).recover(failure -> {
                if (!(failure instanceof StoreException.Conflict)) {
                    return Future.failedFuture(failure);
                }
                return attempts > 1
                        ? update(id, living, change, attempts - 1)
                        : refused(new DesignRefusal.Contended("design " + id));
            });
        });
    }

    Future<DesignPage<DesignRecord>> list(DesignQuery query) {
        String search = key(query.search().strip());
        Map<String, String> contains = search.isEmpty() ? Map.of() : Map.of("nameKey", search);
        var sort = new RecordQuery.Sort(query.order().field(), query.descending());
        var recordQuery = new RecordQuery(
                DESIGNS,
                Map.of("deleted", query.deleted()),
                contains,
                List.of(sort),
                query.slice().offset(),
                query.slice().pageSize());
        return records.find(recordQuery)
                .map(page -> new DesignPage<>(
                        page.records().stream().map(DesignTable::decode).toList(), page.total()));
    }

    /** {@return whether no design was ever made here, deleted ones included} */
    Future<Boolean> empty() {
        var query = new RecordQuery(DESIGNS, Map.of(), Map.of(), List.of(new RecordQuery.Sort(null, false)), 0, 1);
        return records.find(query).map(RecordPage::total).map(total -> total == 0);
    }

    private Future<DesignRecord> put(DesignRecord design, long expectedRevision) {
        return records.put(DESIGNS, design.id(), expectedRevision, encode(design))
                .map(design::atRevision);
    }

    private static byte[] encode(DesignRecord design) {
        ObjectNode json = RecordJson.object();
        json.put("name", design.name());
        json.put("nameKey", key(design.name()));
        json.put("createdAt", design.createdAt().toEpochMilli());
        json.put("updatedAt", design.updatedAt().toEpochMilli());
        json.put("componentCount", design.componentCount());
        json.put("deleted", design.deleted());
        Instant deletedAt = design.deletedAt();
        if (deletedAt != null) {
            json.put("deletedAt", deletedAt.toEpochMilli());
        }
        return RecordJson.write(json);
    }

    private static DesignRecord decode(StoredRecord record) {
        RecordJson json = RecordJson.read(DESIGNS, record);
        return new DesignRecord(
                record.id(),
                json.text("name"),
                json.instant("createdAt"),
                json.instant("updatedAt"),
                record.revision(),
                (int) json.number("componentCount"),
                json.optionalInstant("deletedAt"));
    }

    /** Lists sort and search by this, so that "api" stands beside "API". */
    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    static <T> Future<T> refused(DesignRefusal refusal) {
        return Future.failedFuture(new DesignRefusedException(refusal));
    }
}
