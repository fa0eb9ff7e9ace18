package io.meshplay.collab.testing;

import io.meshplay.collab.room.RoomLimits;
import io.meshplay.collab.socket.SocketLimits;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of live rooms begin with: a disk, a server with limits of the test's choice, replicas that are closed. */
public abstract class LiveFixture {
    /** The design of most tests. */
    protected static final String DESIGN = "design-one";

    /** Where black boxes lie. */
    @TempDir
    protected Path scratch = Path.of("");

    /** What outlives the server. */
    protected MemoryStore.Disk disk = new MemoryStore.Disk();

    private final List<Replica> replicas = new ArrayList<>();
    private @Nullable LiveServer running;

    /** {@return a server with these limits} */
    protected LiveServer start(RoomLimits rooms, SocketLimits sockets) {
        LiveServer started = new LiveServer(disk, scratch, rooms, sockets);
        running = started;
        return started;
    }

    /** {@return a server with these room limits} */
    protected LiveServer start(RoomLimits rooms) {
        return start(rooms, SocketLimits.DEFAULTS);
    }

    /** {@return another server on the same disk, after the first has stopped} */
    protected LiveServer restart(RoomLimits rooms) {
        server().close();
        return start(rooms);
    }

    /** {@return another server on what a crash at this moment leaves} */
    protected LiveServer crash(RoomLimits rooms) {
        disk = disk.copy();
        return restart(rooms);
    }

    /** {@return the running server} */
    protected LiveServer server() {
        return Objects.requireNonNull(running);
    }

    /** {@return an empty replica} */
    protected Replica replica(long clientId) {
        Replica replica = new Replica(clientId);
        replicas.add(replica);
        return replica;
    }

    /** {@return a Hocuspocus client that has joined} */
    protected WireClient joined(String token) {
        WireClient client = server().collab(DESIGN).authenticate(token, "4.8.0");
        client.await("authenticated");
        return client;
    }

    /** {@return a y-websocket client that has joined} */
    protected WireClient synced() {
        WireClient client = server().sync(DESIGN, "");
        client.await("step1");
        return client;
    }

    /** {@return what a root of the design holds on the server} */
    protected JsonObject stored(String root) {
        byte[] projection = Outcome.of(server().rooms().project(DESIGN));
        return new JsonObject(new String(projection, StandardCharsets.UTF_8)).getJsonObject(root);
    }

    /** Waits until a gauge or counter has a value. */
    protected void awaitMetric(String name, double value, String... tags) {
        Awaitility.await(name).until(() -> server().metric(name, tags) == value);
    }

    /** {@return whether an awareness message holds a text} */
    protected static boolean says(WireClient.Heard heard, String text) {
        return heard.kind().equals("awareness")
                && new String(heard.bytes(), StandardCharsets.ISO_8859_1).contains(text);
    }

    @AfterEach
    final void stop() {
        if (running != null) {
            running.close();
        }
        replicas.forEach(Replica::close);
    }
}
