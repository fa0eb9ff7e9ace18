package io.meshplay.collab.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.meshplay.collab.room.CloseReason;
import io.meshplay.collab.room.LiveDesigns;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Live designs that keep each document as plain JSON and apply the edit operations to it; all or nothing. Any thread. */
public final class FakeLiveDesigns implements LiveDesigns {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Vertx vertx;
    private final Map<String, ObjectNode> documents = new HashMap<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private final List<String> closed = new ArrayList<>();
    private final List<String> revoked = new ArrayList<>();
    private @Nullable RuntimeException fault;
    private boolean silent;
    private int silenced;
    private int editsToFail;

    /** Answers on contexts of this Vert.x. */
    public FakeLiveDesigns(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Lets every call fail with this; null ends the fault. */
    public synchronized void fail(@Nullable RuntimeException failure) {
        fault = failure;
    }

    /** Lets edits wait for ever, as those of a room whose store is gone do. */
    public synchronized void silence() {
        silent = true;
    }

    /** {@return edits that wait for ever} */
    public synchronized int silenced() {
        return silenced;
    }

    /** Lets so many edits be refused. */
    public synchronized void failEdits(int count) {
        editsToFail = count;
    }

    /** {@return designs that were closed, with the reason} */
    public synchronized List<String> closed() {
        return List.copyOf(closed);
    }

    /** {@return identities whose sessions were closed} */
    public synchronized List<String> revoked() {
        return List.copyOf(revoked);
    }

    /** {@return a copy of a document} */
    public synchronized ObjectNode document(String designId) {
        return root(designId).deepCopy();
    }

    @Override
    public Future<byte[]> project(String designId) {
        return answer(() -> {
            try {
                return MAPPER.writeValueAsBytes(root(designId));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public synchronized Future<Long> edit(String designId, String actor, byte[] operations) {
        if (editsToFail > 0) {
            editsToFail--;
            return Future.failedFuture(new IllegalStateException("refused by the test"));
        }
        if (silent) {
            silenced++;
            return Promise.<Long>promise().future();
        }
        return answer(() -> {
            ObjectNode changed = document(designId);
            for (JsonNode operation : read(operations)) {
                apply(changed, operation);
            }
            if (changed.equals(documents.get(designId))) {
                return sequences.getOrDefault(designId, 0L);
            }
            documents.put(designId, changed);
            return sequences.merge(designId, 1L, Long::sum);
        });
    }

    @Override
    public Future<Void> close(String designId, CloseReason reason) {
        return answer(() -> {
            closed.add(designId + " " + reason);
            return null;
        });
    }

    @Override
    public synchronized void revoke(String identity) {
        revoked.add(identity);
    }

    private <T extends @Nullable Object> Future<T> answer(Supplier<T> call) {
        Context caller = vertx.getOrCreateContext();
        Promise<T> promise = Promise.promise();
        try {
            T result;
            synchronized (this) {
                if (fault != null) {
                    throw fault;
                }
                result = call.get();
            }
            caller.runOnContext(_ -> promise.complete(result));
        } catch (RuntimeException e) {
            caller.runOnContext(_ -> promise.fail(e));
        }
        return promise.future();
    }

    private ObjectNode root(String designId) {
        return documents.computeIfAbsent(designId, _ -> {
            ObjectNode root = MAPPER.createObjectNode();
            List.of("meta", "components", "relationships", "comments", "views").forEach(root::putObject);
            return root;
        });
    }

    private static JsonNode read(byte[] json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void apply(ObjectNode root, JsonNode operation) {
        JsonNode path = operation.path("path");
        ObjectNode parent = root;
        for (int i = 0; i < path.size() - 1; i++) {
            if (!(parent.get(path.get(i).textValue()) instanceof ObjectNode child)) {
                throw new IllegalArgumentException("no map at " + path);
            }
            parent = child;
        }
        String key = path.get(path.size() - 1).textValue();
        switch (operation.path("op").asText()) {
            case "set" -> parent.set(key, operation.path("value"));
            case "create" -> parent.set(key, created(operation));
            case "delete" -> parent.remove(key);
            case "text" -> parent.set(key, operation.path("text"));
            default -> throw new IllegalArgumentException("no such operation: " + operation);
        }
    }

    private static JsonNode created(JsonNode type) {
        if (type.path("type").asText().equals("text")) {
            return type.path("text");
        }
        ObjectNode map = MAPPER.createObjectNode();
        type.path("entries").properties().forEach(entry -> map.set(entry.getKey(), entry.getValue()));
        type.path("children").properties().forEach(child -> map.set(child.getKey(), created(child.getValue())));
        return map;
    }
}
