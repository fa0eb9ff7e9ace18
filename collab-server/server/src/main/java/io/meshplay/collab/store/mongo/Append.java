package io.meshplay.collab.store.mongo;

import io.meshplay.collab.store.JournalEntry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/** One call that appends. It waits in {@link AppendQueue} until it is staged and is then the appender's alone. */
final class Append {
    private final Context caller;
    private final Map<String, List<JournalEntry>> byDesign = new LinkedHashMap<>();
    private final long bytes;
    private final Promise<Void> promise = Promise.promise();

    /** What stands for payloads that lie in chunks: design → sequence → part of the element. Written while staging. */
    private final Map<String, Map<Long, BsonDocument>> chunked = new HashMap<>();

    private @Nullable RuntimeException failure;

    Append(Context caller, List<JournalEntry> entries) {
        this.caller = caller;
        long sum = 0;
        for (JournalEntry entry : entries) {
            byDesign.computeIfAbsent(Ids.checked(entry.designId()), _ -> new ArrayList<>())
                    .add(entry);
            sum += bytes(entry);
        }
        this.bytes = sum;
    }

    static long bytes(JournalEntry entry) {
        return entry.payload().length
                + (long) entry.actor().length() * Character.BYTES
                + JournalDocument.ENTRY_OVERHEAD_BYTES;
    }

    Set<String> designIds() {
        return byDesign.keySet();
    }

    List<JournalEntry> entries(String designId) {
        return byDesign.getOrDefault(designId, List.of());
    }

    long bytes() {
        return bytes;
    }

    Map<Long, BsonDocument> chunked(String designId) {
        return chunked.computeIfAbsent(designId, _ -> new HashMap<>());
    }

    Future<Void> future() {
        return promise.future();
    }

    /** Keeps why staging failed: the appender tells it when it is this call's turn. */
    void refuse(RuntimeException reason) {
        failure = reason;
    }

    @Nullable RuntimeException failure() {
        return failure;
    }

    void complete() {
        Workers.tell(caller, promise::complete);
    }

    void fail(RuntimeException reason) {
        Workers.tell(caller, () -> promise.fail(reason));
    }
}
