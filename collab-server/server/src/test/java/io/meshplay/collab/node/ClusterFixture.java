package io.meshplay.collab.node;

import io.meshplay.collab.room.AccessDeniedException;
import io.meshplay.collab.room.Grant;
import io.meshplay.collab.room.Role;
import io.meshplay.collab.socket.SocketLimits;
import io.meshplay.collab.testing.MemoryStore;
import io.meshplay.collab.testing.Outcome;
import io.meshplay.collab.testing.Replica;
import io.meshplay.collab.testing.WireClient;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of many nodes begin with: one disk, nodes on it, replicas that are closed. */
abstract class ClusterFixture {
    static final String DESIGN = "design-one";

    @TempDir
    Path scratch = Path.of("");

    final MemoryStore.Disk disk = new MemoryStore.Disk();
    final Map<String, Grant> grants = new ConcurrentHashMap<>();
    private final List<TestNode> nodes = new ArrayList<>();
    private final List<Replica> replicas = new ArrayList<>();

    TestNode start() {
        return start(NodeLimits.DEFAULTS, SocketLimits.DEFAULTS);
    }

    TestNode start(NodeLimits limits, SocketLimits sockets) {
        TestNode node = new TestNode(disk, scratch, this::grant, limits, sockets);
        nodes.add(node);
        return node;
    }

    private Future<Grant> grant(String designId, @Nullable String token) {
        if (token == null || token.isEmpty()) {
            return Future.succeededFuture(new Grant("local", Role.OWNER, null));
        }
        Grant grant = grants.get(token);
        return grant == null
                ? Future.failedFuture(
                        new AccessDeniedException(AccessDeniedException.Kind.UNAUTHORISED, "no such token"))
                : Future.succeededFuture(grant);
    }

    Replica replica(long clientId) {
        Replica replica = new Replica(clientId);
        replicas.add(replica);
        return replica;
    }

    /** {@return a Hocuspocus client of a node that has joined} */
    static WireClient joined(TestNode node, String design, String token) {
        WireClient client = node.collab(design).authenticate(token, "4.8.0");
        client.await("authenticated");
        return client;
    }

    /** {@return what a root of a design holds, as a node tells it} */
    static JsonObject told(TestNode node, String design, String root) {
        byte[] projection = Outcome.of(node.designs.project(design));
        return new JsonObject(new String(projection, StandardCharsets.UTF_8)).getJsonObject(root);
    }

    @AfterEach
    final void stop() {
        nodes.reversed().forEach(TestNode::close);
        replicas.forEach(Replica::close);
    }
}
