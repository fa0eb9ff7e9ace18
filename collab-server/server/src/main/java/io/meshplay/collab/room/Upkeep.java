package io.meshplay.collab.room;

import io.meshplay.collab.thread.EventLoop;
import io.meshplay.collab.wire.Framing;
import io.meshplay.collab.wire.ServerMessage;
import io.meshplay.collab.wire.WebSocketFrame;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a room does without being asked: tells presence, keeps silent sessions alive, brings lagging ones up to date, ends
 * those whose grant ends. Confined to the room's event loop.
 */
@EventLoop
final class Upkeep {
    /** What upkeep needs of the room. */
    interface Host {
        boolean closed();

        /** Answers with a step 2 from what the session is known to have. */
        void resync(Session session);
    }

    private final RoomLoop loop;
    private final RoomLimits limits;
    private final RoomMetrics metrics;
    private final Members members;
    private final Presence presence;
    private final FanOut fanOut;
    private final Durability durability;
    private final Host host;
    private boolean presenceTimer;

    Upkeep(RoomLoop loop, Members members, Presence presence, FanOut fanOut, Durability durability, Host host) {
        this.loop = loop;
        this.limits = loop.limits();
        this.metrics = loop.metrics();
        this.members = members;
        this.presence = presence;
        this.fanOut = fanOut;
        this.durability = durability;
        this.host = host;
    }

    void schedulePresence() {
        if (!presenceTimer && presence.hasUntold() && !host.closed()) {
            presenceTimer = true;
            loop.turns().after(limits.presenceInterval(), () -> {
                presenceTimer = false;
                tellPresence();
            });
        }
    }

    private void tellPresence() {
        if (host.closed() || !presence.hasUntold()) {
            return;
        }
        long now = loop.turns().nanoTime();
        ServerMessage message = new ServerMessage.Awareness(presence.drain());
        Map<Framing, byte[]> frames = new HashMap<>();
        int receivers = 0;
        for (Session session : members.all()) {
            if (session.lagging()) {
                continue;
            }
            if (session.peer().queuedBytes() >= limits.outboundBytesMax()) {
                fanOut.lag(session, now);
            } else {
                session.sendFrame(frames.computeIfAbsent(session.framing(), framing -> frame(framing, message)), now);
                receivers++;
            }
        }
        metrics.presence(receivers);
    }

    private static byte[] frame(Framing framing, ServerMessage message) {
        byte[] payload = framing.encode(message);
        if (payload == null) {
            throw new IllegalStateException(framing + " has no " + message);
        }
        return WebSocketFrame.binary(payload);
    }

    void tend(long now) {
        Instant clock = loop.clock().instant();
        for (Session session : List.copyOf(members.all())) {
            Instant expires = session.grant().expiresAt();
            if (expires != null && !clock.isBefore(expires)) {
                members.drop(session, SessionEnd.UNAUTHORISED);
            } else if (session.lagging()) {
                tendLagging(session, now);
            } else {
                durability.sayDurable(session);
                if (session.silentNanos(now) >= limits.keepAlive().toNanos()) {
                    session.send(new ServerMessage.Awareness(presence.own(session)), now);
                }
            }
        }
    }

    private void tendLagging(Session session, long now) {
        if (session.laggingNanos(now) > limits.laggingMax().toNanos()) {
            members.drop(session, SessionEnd.TRY_AGAIN);
        } else if (session.peer().queuedBytes() < limits.outboundBytesMax() / 4) {
            session.stopLagging();
            metrics.laggingEnded(true);
            host.resync(session);
            session.send(new ServerMessage.Awareness(presence.everybody()), now);
        }
    }
}
