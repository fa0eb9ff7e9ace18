package io.meshplay.collab.sim;

import io.meshplay.collab.room.Peer;
import io.meshplay.collab.room.RoomSession;
import io.meshplay.collab.room.SessionEnd;
import io.meshplay.collab.wire.ClientMessage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One connection between a client and a node: both directions keep their order, and what is under way when it is cut is
 * lost.
 */
final class Link implements Peer {
    /** What the client has said and was not answered yet. {@code n}: the answer covers its edits up to this */
    record Said(int n) {}

    private final World world;
    private final SimulatedClient client;
    private final SimulatedNode node;
    private final Deque<ClientMessage> unjoined = new ArrayDeque<>();
    final Deque<Said> unanswered = new ArrayDeque<>();
    /** Updates that came before the first step 2. */
    final List<byte[]> early = new ArrayList<>();

    private @Nullable RoomSession session;
    private boolean cut;
    private long toServerNanos;
    private long toClientNanos;
    private long readsFromNanos;
    private long queuedBytes;
    boolean step2Sent;
    boolean distrusted;
    boolean step2Received;
    long answered;

    Link(World world, SimulatedClient client, SimulatedNode node) {
        this.world = world;
        this.client = client;
        this.node = node;
    }

    boolean at(SimulatedNode other) {
        return node == other;
    }

    /** The node has let the client in. */
    void joined(RoomSession joined) {
        if (cut) {
            joined.leave();
            return;
        }
        session = joined;
        for (ClientMessage message = unjoined.poll(); message != null; message = unjoined.poll()) {
            joined.receive(message, () -> {});
        }
    }

    /** The client says something. */
    void say(ClientMessage message) {
        toServerNanos = Math.max(
                toServerNanos, world.time().nanos() + world.weather().toClient().toNanos());
        world.time()
                .at(
                        toServerNanos,
                        () -> node.turn(() -> {
                            RoomSession present = session;
                            if (cut) {
                                return;
                            }
                            if (present == null) {
                                unjoined.add(message);
                            } else {
                                present.receive(message, () -> {});
                            }
                        }));
    }

    /** A message was refused: the answers to those after it cover nothing. */
    void distrust() {
        distrusted = true;
        int waiting = unanswered.size();
        unanswered.clear();
        for (int i = 0; i < waiting; i++) {
            unanswered.add(new Said(0));
        }
    }

    /** The client does not read for a while. */
    void stall(Duration time) {
        readsFromNanos = world.time().nanos() + time.toNanos();
    }

    /** The connection breaks; each side sees it later. */
    void cut() {
        if (cut) {
            return;
        }
        cut = true;
        RoomSession present = session;
        if (present != null) {
            world.time().after(world.weather().toClient(), () -> node.turn(present::leave));
        }
        world.time().after(world.weather().toClient(), () -> client.disconnected(this));
    }

    @Override
    public void send(byte[] frame) {
        if (cut || node.process().muted()) {
            return;
        }
        queuedBytes += frame.length;
        toClientNanos = Math.max(
                Math.max(toClientNanos, readsFromNanos),
                world.time().nanos() + world.weather().toClient().toNanos());
        world.time().at(toClientNanos, () -> {
            queuedBytes -= frame.length;
            if (!cut) {
                client.receive(this, frame);
            }
        });
    }

    @Override
    public long queuedBytes() {
        return queuedBytes;
    }

    @Override
    public void ended(SessionEnd end) {
        if (node.process().muted()) {
            return;
        }
        if (!cut && end.permanent()) {
            world.find("refused: " + client.name() + " is sent away with " + end);
        }
        // what was said before is delivered first
        world.time().at(toClientNanos, this::cut);
    }
}
