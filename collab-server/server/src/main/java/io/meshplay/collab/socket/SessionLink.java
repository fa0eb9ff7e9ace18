package io.meshplay.collab.socket;

import io.meshplay.collab.room.RoomSession;
import io.meshplay.collab.thread.EventLoop;
import io.meshplay.collab.wire.ClientMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One session of a socket on its way into a room: messages wait until it has joined. Confined to the socket's event loop. */
@EventLoop
final class SessionLink {
    /** {@code bytes}: what the socket's inbound budget counts until it is handled */
    private record Waiting(Consumer<RoomSession> delivery, int bytes) {}

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
        if (left
                || waiting.size() >= limits.beforeJoinMessagesMax()
                || waitingBytes + bytes > limits.beforeJoinBytesMax()) {
            budget.handled(bytes);
            return false;
        }
        waiting.add(new Waiting(joining -> joining.receive(message, () -> budget.handled(bytes)), bytes));
        waitingBytes += bytes;
        return true;
    }

    void receivedMalformed(int offset, String what) {
        RoomSession joined = session;
        if (joined != null) {
            joined.receivedMalformed(offset, what);
        } else if (!left && waiting.size() < limits.beforeJoinMessagesMax()) {
            waiting.add(new Waiting(joining -> joining.receivedMalformed(offset, what), 0));
        }
    }

    void joined(RoomSession joined) {
        if (left) {
            joined.leave();
            return;
        }
        session = joined;
        waiting.forEach(one -> one.delivery().accept(joined));
        waiting.clear();
        waitingBytes = 0;
    }

    void leave() {
        left = true;
        waiting.forEach(one -> budget.handled(one.bytes()));
        waiting.clear();
        if (session != null) {
            session.leave();
        }
    }
}
