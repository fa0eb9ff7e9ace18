package io.meshplay.collab.sim;

import io.meshplay.collab.room.Grant;
import io.meshplay.collab.room.JoinRequest;
import io.meshplay.collab.room.Role;
import io.meshplay.collab.testing.Replica;
import io.meshplay.collab.wire.ClientMessage;
import io.meshplay.collab.wire.Framing;
import io.meshplay.crdt.CrdtException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stock client: a replica of its own that outlives its connections, step 1 at each connect, an answer to each question,
 * one message for each edit. It notes what was acknowledged, by either framing's rules.
 */
final class SimulatedClient implements AutoCloseable {
    private static final int KEYS = 5;
    private static final int SHARED_KEYS = 3;

    private final World world;
    private final String designId;
    private final String identity;
    private final boolean collab;
    private final Replica replica;
    private final Ledger ledger;
    private @Nullable Link link;
    private boolean online;
    private boolean component;
    private String notes = "";

    /** {@code clientId}: nobody else's; {@code collab}: Hocuspocus framing, else y-websocket with durable messages */
    SimulatedClient(World world, String designId, String identity, long clientId, boolean collab) {
        this.world = world;
        this.designId = designId;
        this.identity = identity;
        this.collab = collab;
        this.replica = new Replica(clientId);
        this.ledger = new Ledger("c" + clientId);
    }

    String name() {
        return ledger.name();
    }

    String designId() {
        return designId;
    }

    Ledger ledger() {
        return ledger;
    }

    Replica replica() {
        return replica;
    }

    boolean online() {
        return online;
    }

    // ---- connections ----

    void online(boolean wanted) {
        if (online == wanted) {
            return;
        }
        online = wanted;
        Link present = link;
        if (wanted) {
            connect();
        } else if (present != null) {
            present.cut();
        }
    }

    private void connect() {
        if (!online || link != null) {
            return;
        }
        SimulatedNode node = world.anyNode();
        if (node == null) {
            reconnectLater();
            return;
        }
        Link fresh = new Link(world, this, node);
        world.time().note(name() + " connects to " + node.process().name());
        link = fresh;
        Framing framing = collab ? new Framing.Hocuspocus(designId) : new Framing.YWebsocket();
        JoinRequest request = new JoinRequest(designId, null, framing, !collab, null, fresh);
        world.time()
                .after(
                        world.weather().toClient(),
                        () -> node.turn(() -> node.rooms()
                                .join(request, new Grant(identity, Role.EDITOR, null))
                                .onSuccess(fresh::joined)
                                .onFailure(_ -> fresh.cut())));
        fresh.say(new ClientMessage.SyncStep1(replica.vector()));
    }

    private void reconnectLater() {
        world.time().after(Duration.ofMillis(50 + world.random().nextInt(500)), this::connect);
    }

    /** The client sees that its connection is gone. */
    void disconnected(Link gone) {
        if (link == gone) {
            world.time().note(name() + " is disconnected");
            link = null;
            if (online) {
                reconnectLater();
            }
        }
    }

    /** The node died. */
    void lostNode(SimulatedNode node) {
        Link present = link;
        if (present != null && present.at(node)) {
            present.cut();
        }
    }

    void stall(Duration time) {
        Link present = link;
        if (present != null) {
            present.stall(time);
        }
    }

    /** {@return whether it is connected, has the document and was told that all it wrote is durable} */
    boolean settled() {
        Link present = link;
        return present != null
                && present.step2Sent
                && present.step2Received
                && present.unanswered.isEmpty()
                && ledger.acknowledged() == ledger.count();
    }

    String standing() {
        Link present = link;
        return name()
                + (present == null
                        ? " is not connected"
                        : " sent step 2: " + present.step2Sent + ", has step 2: " + present.step2Received
                                + ", waits for "
                                + present.unanswered.size() + " answers; acknowledged " + ledger.acknowledged() + " of "
                                + ledger.count());
    }

    // ---- what the server says ----

    void receive(Link from, byte[] frame) {
        if (from != link) {
            return;
        }
        switch (Heard.read(frame, collab)) {
            case Heard.Content content -> content(from, content);
            case Heard.Question question -> {
                world.time().note(name() + " is asked");
                ClientMessage answer = new ClientMessage.SyncStep2(replica.diff(question.vector()));
                if (from.step2Sent) {
                    from.say(answer); // to a question about a gap: no answer belongs to it [WIRE-20]
                } else {
                    from.step2Sent = true;
                    say(from, answer);
                }
            }
            case Heard.Status status -> status(from, status.saved());
            case Heard.Durable durable -> {
                while (from.answered < durable.acknowledged()) {
                    from.answered++;
                    answered(from);
                }
            }
            case Heard.Denied denied -> refused(from, denied.reason());
            case Heard.Other _ -> {}
        }
    }

    /** Live updates may overtake the first step 2: yjs keeps them until what they build on has come. */
    private void content(Link from, Heard.Content content) {
        if (content.step2()) {
            world.time().note(name() + " gets step 2");
        }
        if (!content.step2() && !from.step2Received) {
            from.early.add(content.update());
            return;
        }
        apply(content.update());
        if (content.step2()) {
            from.step2Received = true;
            from.early.forEach(this::apply);
            from.early.clear();
        }
    }

    private void apply(byte[] update) {
        try {
            replica.apply(update);
        } catch (CrdtException e) {
            throw new IllegalStateException(name() + " is shown what builds on something that it was never shown", e);
        }
    }

    private void status(Link from, boolean saved) {
        if (saved) {
            answered(from);
        } else {
            refused(from, "status 0");
        }
    }

    private void answered(Link from) {
        Link.Said said = from.unanswered.poll();
        if (said == null) {
            world.find("answered: " + name() + " gets an answer to a message that it never sent");
        } else {
            ledger.acknowledge(said.n());
            world.time().note(name() + " is acknowledged " + said.n());
        }
    }

    /** A room without space refuses honest edits for now. What is said after that proves nothing about them. */
    private void refused(Link from, String why) {
        if (!world.refusalsAllowed()) {
            world.find("refused: " + name() + ": " + why);
        }
        from.distrust();
        if (collab && from.unanswered.poll() == null) {
            world.find("answered: " + name() + " is refused what it never sent");
        }
    }

    // ---- edits ----

    private void say(Link to, ClientMessage message) {
        to.unanswered.add(new Link.Said(to.step2Sent && !to.distrusted ? ledger.count() : 0));
        to.say(message);
    }

    /** Makes one edit, of a kind that the seed decides. */
    void edit() {
        int n = ledger.next();
        byte[] update = switch (world.random().nextInt(6)) {
            case 0 -> mark(n);
            case 1 -> remove();
            case 2 -> replica.set("meta", "shared" + world.random().nextInt(SHARED_KEYS), name() + "/" + n);
            default -> set(n);
        };
        world.time().note(name() + " edits " + n);
        Link present = link;
        if (present != null) {
            say(present, new ClientMessage.Update(update));
        }
    }

    private String key() {
        return name() + "/" + world.random().nextInt(KEYS);
    }

    private byte[] set(int n) {
        String key = key();
        ledger.wrote(key, n);
        return replica.set("views", key, n);
    }

    /** Sets before it deletes, so that there is something to delete. */
    private byte[] remove() {
        String key = key();
        ledger.wrote(key, null);
        List<String> path = List.of("views", key);
        JsonArray operations =
                new JsonArray().add(operation("set", path).put("value", -1)).add(operation("delete", path));
        return replica.edit(operations);
    }

    private byte[] mark(int n) {
        ledger.marked();
        JsonArray operations = new JsonArray();
        if (!component) {
            component = true;
            JsonObject text = new JsonObject().put("type", "text").put("text", "");
            operations.add(operation("create", List.of("components", name()))
                    .put("type", "map")
                    .put("entries", new JsonObject().put("kind", "Pod"))
                    .put("children", new JsonObject().put("notes", text)));
        }
        notes += "[" + n + "]";
        operations.add(operation("text", List.of("components", name(), "notes")).put("text", notes));
        return replica.edit(operations);
    }

    private static JsonObject operation(String op, List<String> path) {
        return new JsonObject().put("op", op).put("path", new JsonArray(path));
    }

    @Override
    public void close() {
        replica.close();
    }
}
