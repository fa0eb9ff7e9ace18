package io.meshplay.collab.room;

import io.meshplay.collab.thread.EventLoop;
import io.meshplay.collab.wire.Framing;
import io.meshplay.collab.wire.ServerMessage;
import io.meshplay.collab.wire.WebSocketFrame;
import io.meshplay.crdt.AcceptedUpdate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sends durable updates to the sessions: merged per turn, encoded once per framing, no echo to the sender. A quiet room
 * sends at once; a hot one gathers for up to the window. Confined to the room's event loop.
 */
@EventLoop
final class FanOut {
    private final Turns turns;
    private final RoomLimits limits;
    private final Collection<Session> sessions;
    private final RoomMetrics metrics;

    private final List<Taken> gathered = new ArrayList<>();
    /** The state vector of everything sent so far: where a session stands that gets nothing from here on. */
    private byte[] sentVector = {0};

    /** The state vector of everything gathered so far: what has been sent once the window ends. */
    private byte[] durableVector = {0};

    private boolean timerSet;
    private long windowStartNanos;
    private int sentInWindow;

    FanOut(Turns turns, RoomLimits limits, Collection<Session> sessions, RoomMetrics metrics) {
        this.turns = turns;
        this.limits = limits;
        this.sessions = sessions;
        this.metrics = metrics;
        this.windowStartNanos = turns.nanoTime();
    }

    /** The room starts from this state. */
    void loaded(byte[] vector) {
        sentVector = vector;
        durableVector = vector;
    }

    /** Takes what has become durable, up to {@code vector}, and sends it now or when the window ends. */
    void durable(List<Taken> turn, byte[] vector) {
        durableVector = vector;
        gathered.addAll(turn);
        if (timerSet || gathered.isEmpty()) {
            return;
        }
        long now = turns.nanoTime();
        long window = limits.fanOutWindowMax().toNanos();
        if (now - windowStartNanos >= window) {
            windowStartNanos = now;
            sentInWindow = 0;
        }
        if (sentInWindow < limits.fanOutBurst()) {
            sentInWindow++;
            send(now);
        } else {
            timerSet = true;
            long waitNanos = window - (now - windowStartNanos);
            turns.after(Duration.ofMillis(Math.max(1, waitNanos / 1_000_000)), () -> {
                timerSet = false;
                send(turns.nanoTime());
            });
        }
    }

    private void send(long now) {
        if (gathered.isEmpty()) {
            return;
        }
        List<Taken> turn = List.copyOf(gathered);
        gathered.clear();
        Set<Session> writers = new HashSet<>();
        for (Taken taken : turn) {
            if (taken.origin() != null) {
                writers.add(taken.origin());
            }
        }
        Map<Framing, byte[]> shared = new HashMap<>();
        byte[] merged = null;
        for (Session session : sessions) {
            if (session.lagging()) {
                continue;
            }
            if (writers.contains(session)) {
                byte[] others = mergedFor(turn, session);
                if (others != null) {
                    deliver(session, frame(session.framing(), others), now);
                }
            } else {
                if (merged == null) {
                    merged = merge(turn);
                }
                byte[] update = merged;
                deliver(session, shared.computeIfAbsent(session.framing(), framing -> frame(framing, update)), now);
            }
        }
        sentVector = durableVector;
        metrics.fannedOut();
    }

    /** The session gets nothing more until its socket has room; a resync starts from what it was sent. */
    void lag(Session session, long now) {
        session.startLagging(sentVector, now);
        metrics.laggingStarted();
    }

    private void deliver(Session session, byte[] frame, long now) {
        long queued = session.peer().queuedBytes();
        if (queued > 0 && queued + frame.length > limits.outboundBytesMax()) {
            lag(session, now);
            return;
        }
        session.sendFrame(frame, now);
        metrics.delivered(frame.length);
    }

    private static byte @Nullable [] mergedFor(List<Taken> turn, Session writer) {
        List<AcceptedUpdate> others = new ArrayList<>(turn.size());
        for (Taken taken : turn) {
            if (taken.origin() != writer) {
                others.add(taken.update());
            }
        }
        return others.isEmpty() ? null : AcceptedUpdate.merge(others);
    }

    private static byte[] merge(List<Taken> turn) {
        return turn.size() == 1
                ? turn.getFirst().update().bytes()
                : AcceptedUpdate.merge(turn.stream().map(Taken::update).toList());
    }

    private static byte[] frame(Framing framing, byte[] update) {
        byte[] payload = framing.encode(new ServerMessage.Update(update));
        if (payload == null) {
            throw new IllegalStateException("framing without updates: " + framing);
        }
        return WebSocketFrame.binary(payload);
    }
}
