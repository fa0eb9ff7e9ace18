package io.meshplay.collab.socket;

import io.meshplay.collab.room.RoomSession;
import io.meshplay.collab.thread.EventLoop;
import io.meshplay.collab.wire.ClientMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** One session of a socket on its way into a room: messages wait until it has joined. Confined to the socket's event loop. */
@EventLoop
final class SessionLink {
    private record Waiting(ClientMessage message, int bytes) {}

    private final SocketLimits limits;
    private final InboundBudget budget;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private @Nullable RoomSession session;
    private boolean left;

    SessionLink(SocketLimits limits, InboundBudget budget) {
        this.limits = limits;
        this.budget = budget;
    }

    /** {@return false if too much waits already: the session must end} */
    boolean receive(ClientMessage message, int bytes) {
        RoomSession joined = session;
        if (joined != null) {
            joined.receive(message, () -> budget.handled(bytes));
            return true;
        }
        budget.handled(bytes);
        if (left
                || waiting.size() >= limits.beforeJoinMessagesMax()
                || waitingBytes + bytes > limits.beforeJoinBytesMax()) {
            return false;
        }
        waiting.add(new Waiting(message, bytes));
        waitingBytes += bytes;
        return true;
    }

    void receivedMalformed(int offset, String what) {
        if (session != null) {
            session.receivedMalformed(offset, what);
        }
    }

    void joined(RoomSession joined) {
        if (left) {
            joined.leave();
            return;
        }
        session = joined;
        for (Waiting one = waiting.poll(); one != null; one = waiting.poll()) {
            joined.receive(one.message(), () -> {});
        }
        waitingBytes = 0;
    }

    boolean hasJoined() {
        return session != null;
    }

    void leave() {
        left = true;
        waiting.clear();
        if (session != null) {
            session.leave();
        }
    }
}
