package io.meshplay.collab.room;

import io.meshplay.collab.thread.EventLoop;
import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers to sync step 1, encoded once per state vector and journal sequence: a storm of joins costs one encode.
 * Confined to the room's event loop.
 */
@EventLoop
final class SyncReplies {
    private final NativeDocument document;
    private final int repliesMax;
    private final RoomMetrics metrics;
    private final Map<ByteBuffer, Future<byte[]>> replies = new LinkedHashMap<>();
    private long sequence = -1;

    SyncReplies(NativeDocument document, int repliesMax, RoomMetrics metrics) {
        this.metrics = metrics;
        this.document = document;
        this.repliesMax = repliesMax;
    }

    /**
     * The update that brings a peer up to what is durable.
     *
     * @param vector the peer's encoded state vector, decoded and encoded again by Java
     */
    Future<byte[]> to(byte[] vector, long durableSequence) {
        if (durableSequence != sequence) {
            replies.clear();
            sequence = durableSequence;
        }
        ByteBuffer key = ByteBuffer.wrap(vector);
        Future<byte[]> known = replies.get(key);
        if (known != null) {
            return known;
        }
        if (replies.size() >= repliesMax) {
            replies.remove(replies.keySet().iterator().next());
        }
        metrics.joinEncoded();
        Future<byte[]> reply = document.ask(NativeTask.DIFF, List.of(vector), doc -> doc.diff(vector));
        replies.put(key, reply);
        return reply;
    }
}
