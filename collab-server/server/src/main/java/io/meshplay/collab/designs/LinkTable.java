package io.meshplay.collab.designs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplay.collab.room.Role;
import io.meshplay.collab.store.RecordCollection;
import io.meshplay.collab.store.RecordJson;
import io.meshplay.collab.store.RecordQuery;
import io.meshplay.collab.store.Records;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.store.StoredRecord;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The stored share links, found by the hash of their token. */
final class LinkTable {
    static final RecordCollection LINKS =
            new RecordCollection("share_links", List.of("designId", "tokenHash", "createdAt"));

    private final Records records;

    LinkTable(Records records) {
        this.records = records;
    }

    Future<Void> insert(ShareLink link, String token) {
        ObjectNode json = RecordJson.object();
        json.put("designId", link.designId());
        json.put("role", link.role().name());
        json.put("tokenHash", Hashes.sha256(token.getBytes(StandardCharsets.UTF_8)));
        json.put("createdAt", link.createdAt().toEpochMilli());
        Instant expiresAt = link.expiresAt();
        if (expiresAt != null) {
            json.put("expiresAt", expiresAt.toEpochMilli());
        }
        return records.put(LINKS, link.id(), 0, RecordJson.write(json)).mapEmpty();
    }

    /** Finds the link of a token: the store sees only its hash, and the hashes are compared in constant time. */
    Future<Optional<ShareLink>> byToken(String token) {
        String hash = Hashes.sha256(token.getBytes(StandardCharsets.UTF_8));
        return records.find(query(Map.of("tokenHash", hash), new Slice(1, 1)))
                .map(page -> page.records().stream()
                        .filter(record -> sameHash(record, hash))
                        .map(LinkTable::decode)
                        .findFirst());
    }

    /** {@return whether a link exists and has not expired} */
    Future<Boolean> standing(String linkId, Instant now) {
        return records.get(LINKS, linkId)
                .map(found ->
                        found.filter(record -> !decode(record).expired(now)).isPresent());
    }

    Future<DesignPage<ShareLink>> list(String designId, Slice slice) {
        return records.find(query(Map.of("designId", designId), slice))
                .map(page -> new DesignPage<>(
                        page.records().stream().map(LinkTable::decode).toList(), page.total()));
    }

    /** Deletes the design's link; a link of another design counts as unknown. */
    Future<ShareLink> delete(String designId, String linkId) {
        return records.get(LINKS, linkId).compose(found -> {
            Optional<StoredRecord> own =
                    found.filter(record -> decode(record).designId().equals(designId));
            if (own.isEmpty()) {
                return DesignTable.refused(new DesignRefusal.UnknownLink(linkId));
            }
            return records.delete(LINKS, linkId, own.get().revision()).map(decode(own.get()));
        });
    }

    private static RecordQuery query(Map<String, Object> equal, Slice slice) {
        var newestFirst = new RecordQuery.Sort("createdAt", true);
        return new RecordQuery(LINKS, equal, Map.of(), List.of(newestFirst), slice.offset(), slice.pageSize());
    }

    private static boolean sameHash(StoredRecord record, String hash) {
        String stored = RecordJson.read(LINKS, record).text("tokenHash");
        return MessageDigest.isEqual(
                stored.getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
    }

    private static ShareLink decode(StoredRecord record) {
        RecordJson json = RecordJson.read(LINKS, record);
        return new ShareLink(
                record.id(),
                json.text("designId"),
                role(json),
                json.instant("createdAt"),
                json.optionalInstant("expiresAt"));
    }

    private static Role role(RecordJson json) {
        String role = json.text("role");
        try {
            return Role.valueOf(role);
        } catch (IllegalArgumentException e) {
            throw new StoreException.Corrupt("record " + json.place() + " has the role " + role, e);
        }
    }
}
