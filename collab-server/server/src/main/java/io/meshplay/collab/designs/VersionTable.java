package io.meshplay.collab.designs;

import com.fasterxml.jackson.databind.node.ObjectNode;
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

/**
 * The stored versions. A content is stored once under its hash; a version's number is part of its record's id, so that
 * of two writers one finds it taken.
 */
final class VersionTable {
    static final RecordCollection VERSIONS = new RecordCollection("design_versions", List.of("designId", "number"));
    static final RecordCollection CONTENTS = new RecordCollection("version_contents", List.of());

    private final Records records;

    VersionTable(Records records) {
        this.records = records;
    }

    /** Stores a content; one that is there already is the same, for the hash says so. */
    Future<Void> putContent(String hash, byte[] content) {
        ObjectNode json = RecordJson.object();
        // As a string: a store may change the order of keys or the form of numbers of an object, and with it the hash.
        json.put("canonical", new String(content, StandardCharsets.UTF_8));
        return records.put(CONTENTS, hash, 0, RecordJson.write(json))
                .<Void>mapEmpty()
                .recover(failure -> failure instanceof StoreException.Conflict
                        ? Future.succeededFuture()
                        : Future.failedFuture(failure));
    }

    /** {@return the bytes of a content; corrupt if they are missing or do not fit their hash} */
    Future<byte[]> content(String hash) {
        return records.get(CONTENTS, hash).map(found -> {
            StoredRecord record = found.orElseThrow(
                    () -> new StoreException.Corrupt("the content of a version is missing: " + hash, null));
            byte[] content = RecordJson.read(CONTENTS, record).text("canonical").getBytes(StandardCharsets.UTF_8);
            if (!Hashes.sha256Name(content).equals(hash)) {
                throw new StoreException.Corrupt("the content of a version does not fit its hash: " + hash, null);
            }
            return content;
        });
    }

    /** {@return the newest number; 0 if there is none} */
    Future<Long> newest(String designId) {
        return list(designId, new Slice(1, 1))
                .map(page ->
                        page.items().isEmpty() ? 0L : page.items().getFirst().number());
    }

    Future<DesignVersion> insert(DesignVersion version) {
        ObjectNode json = RecordJson.object();
        json.put("designId", version.designId());
        json.put("number", version.number());
        json.put("hash", version.hash());
        json.put("form", version.form());
        json.put("author", version.author());
        json.put("message", version.message());
        json.put("createdAt", version.createdAt().toEpochMilli());
        return records.put(VERSIONS, id(version.designId(), version.number()), 0, RecordJson.write(json))
                .map(version);
    }

    Future<DesignVersion> get(String designId, long number) {
        return records.get(VERSIONS, id(designId, number))
                .compose(found -> found.map(record -> Future.succeededFuture(decode(record)))
                        .orElseGet(() -> DesignTable.refused(new DesignRefusal.UnknownVersion(number))));
    }

    /** Newest first. */
    Future<DesignPage<DesignVersion>> list(String designId, Slice slice) {
        var newestFirst = new RecordQuery.Sort("number", true);
        var query = new RecordQuery(
                VERSIONS,
                Map.of("designId", designId),
                Map.of(),
                List.of(newestFirst),
                slice.offset(),
                slice.pageSize());
        return records.find(query)
                .map(page -> new DesignPage<>(
                        page.records().stream().map(VersionTable::decode).toList(), page.total()));
    }

    private static String id(String designId, long number) {
        return designId + "/" + String.format(Locale.ROOT, "%010d", number);
    }

    private static DesignVersion decode(StoredRecord record) {
        RecordJson json = RecordJson.read(VERSIONS, record);
        return new DesignVersion(
                json.text("designId"),
                json.number("number"),
                json.text("hash"),
                (int) json.number("form"),
                json.text("author"),
                json.text("message"),
                json.instant("createdAt"));
    }
}
