package io.meshplay.load.sync;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;

/**
 * One bench client in one document, in Hocuspocus framing, on a socket of its own. It keeps no document: it sends edits
 * that it makes itself, times their acknowledgements and counts what others' edits are delivered. Confined to the event
 * loop of its socket, but for {@link #edit}, which any thread calls as long as it is always the same.
 */
final class Member {
    private static final int SYNC = 0;
    private static final int AUTH = 2;
    private static final int SYNC_REPLY = 4;
    private static final int SYNC_STATUS = 8;
    private static final int STEP_1 = 0;
    private static final int STEP_2 = 1;
    private static final int UPDATE = 2;

    private final WebSocket socket;
    private final String address;
    private final KeyEdits edits;
    private final LongConsumer acknowledged;
    private final Promise<Member> joined = Promise.promise();
    private final Queue<Long> unacknowledged = new ConcurrentLinkedQueue<>();
    private final int headBytes;
    private final LongAdder delivered = new LongAdder();
    private final LongAdder refused = new LongAdder();

    private Member(WebSocket socket, String address, KeyEdits edits, LongConsumer acknowledged) {
        this.socket = socket;
        this.address = address;
        this.edits = edits;
        this.acknowledged = acknowledged;
        this.headBytes = new Lib0().string(address).toBytes().length;
    }

    /**
     * Joins.
     *
     * @param edits what it will write
     * @param acknowledged hears, for each edit, the nanoseconds from its intended time to its acknowledgement
     * @return the member, once it has the document
     */
    static Future<Member> join(
            WebSocketClient client, int port, String address, KeyEdits edits, LongConsumer acknowledged) {
        return client.connect(port, "127.0.0.1", "/collab").compose(socket -> {
            var member = new Member(socket, address, edits, acknowledged);
            socket.binaryMessageHandler(member::receive);
            member.send(AUTH, new Lib0().varUint(0).string("").string("4.8.0"));
            member.send(SYNC, new Lib0().varUint(STEP_1).buffer(new byte[] {0}));
            return member.joined.future();
        });
    }

    /**
     * Sends the next edit.
     *
     * @param intendedNanos when the schedule wanted it sent, by {@code System.nanoTime()}
     */
    void edit(long intendedNanos) {
        unacknowledged.add(intendedNanos);
        send(SYNC, new Lib0().varUint(UPDATE).buffer(edits.next()));
    }

    private void send(int type, Lib0 body) {
        var frame = Buffer.buffer(new Lib0().string(address).varUint(type).toBytes());
        socket.writeBinaryMessage(frame.appendBytes(body.toBytes()));
    }

    private void receive(Buffer frame) {
        if (frame.length() == 1) {
            socket.writeBinaryMessage(Buffer.buffer(new byte[] {10}));
            return;
        }
        var reader = new EditCounter(frame, headBytes);
        switch ((int) reader.varUint()) {
            case SYNC, SYNC_REPLY -> sync(reader);
            case SYNC_STATUS -> status(reader.varUint() == 1);
            default -> {}
        }
    }

    private void sync(EditCounter reader) {
        switch ((int) reader.varUint()) {
            case STEP_2 -> joined.tryComplete(this);
            case UPDATE -> {
                reader.varUint();
                delivered.add(reader.edits());
            }
            default -> {}
        }
    }

    private void status(boolean saved) {
        var intended = unacknowledged.poll();
        if (!saved) {
            refused.increment();
        } else if (intended != null) {
            acknowledged.accept(System.nanoTime() - intended);
        }
    }

    /** How many edits of others have come. */
    long delivered() {
        return delivered.sum();
    }

    /** How many of its edits were refused; a bench with any is void. */
    long refused() {
        return refused.sum();
    }

    /** How many of its edits wait for their acknowledgement. */
    int waiting() {
        return unacknowledged.size();
    }

    /** Reads nothing from here on; what the kernel takes is all that this side takes. */
    void stall() {
        socket.pause();
    }

    Future<Void> leave() {
        return socket.close();
    }
}
