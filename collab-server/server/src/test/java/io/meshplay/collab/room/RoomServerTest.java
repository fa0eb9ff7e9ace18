package io.meshplay.collab.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshplay.collab.socket.SocketLimits;
import io.meshplay.collab.store.StoreException;
import io.meshplay.collab.testing.LiveServer;
import io.meshplay.collab.testing.MemoryStore;
import io.meshplay.collab.testing.Outcome;
import io.meshplay.collab.testing.Replica;
import io.meshplay.collab.testing.WireClient;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rooms over real sockets and a store in memory; clients speak the framings by hand. */
final class RoomServerTest {
    private static final String DESIGN = "design-one";

    @TempDir
    private Path scratch = Path.of("");

    private final MemoryStore.Disk disk = new MemoryStore.Disk();
    private final Replica mona = new Replica(1_001);
    private final Replica akira = new Replica(2_002);
    private LiveServer server = unstarted();

    @SuppressWarnings("NullAway") // set before each test
    private static LiveServer unstarted() {
        return null;
    }

    @BeforeEach
    void start() {
        server = new LiveServer(disk, scratch, RoomLimits.DEFAULTS, SocketLimits.DEFAULTS);
    }

    @AfterEach
    void stop() {
        server.close();
        mona.close();
        akira.close();
    }

    private WireClient collab(String token) {
        return server.collab(DESIGN).authenticate(token, "4.8.0");
    }

    private WireClient joined(String token) {
        WireClient client = collab(token);
        client.await("authenticated");
        return client;
    }

    private JsonObject stored(String root) {
        byte[] projection = Outcome.of(server.rooms().project(DESIGN));
        return new JsonObject(new String(projection, StandardCharsets.UTF_8)).getJsonObject(root);
    }

    private static void refuseUntilOpen(WireClient client, int statuses) {
        Awaitility.await().until(() -> client.heard("status").size() >= statuses);
    }

    @Test
    @DisplayName("[WIRE-10] on /sync the server asks first and answers a step 1 with a step 2")
    void greetsOnSync() {
        WireClient client = server.sync(DESIGN, "");

        assertThat(client.await("step1").bytes()).containsExactly(0);
        client.sync(0, new byte[] {0});
        assertThat(client.await("step2").bytes()).containsExactly(0, 0);
    }

    @Test
    @DisplayName("[WIRE-11] on /collab a step 1 is answered with a step 2 and the server's own step 1")
    void greetsOnCollab() {
        WireClient client = collab("");

        assertThat(client.await("authenticated").text()).isEqualTo("read-write");
        client.sync(0, new byte[] {0});
        client.await("step2");
        client.await("step1");
    }

    @Test
    @DisplayName("[WIRE-11] messages before the join wait for it")
    void keepsEarlyMessages() {
        WireClient client = server.collab(DESIGN);

        client.update(mona.set("meta", "name", "early"));
        client.authenticate("", "4.8.0");

        assertThat(client.await("status").number()).isEqualTo(1);
        assertThat(stored("meta").getString("name")).isEqualTo("early");
    }

    @Test
    @DisplayName("[ROOM-2] [ROOM-4] an edit reaches the others of both framings, not its sender, and is acknowledged")
    void fansOutBothFramings() {
        WireClient writer = joined("");
        WireClient collab = joined("");
        WireClient sync = server.sync(DESIGN, "");
        sync.await("step1");

        byte[] update = mona.set("meta", "name", "shop");
        writer.update(update);

        assertThat(collab.await("update").bytes()).isEqualTo(update);
        assertThat(sync.await("update").bytes()).isEqualTo(update);
        assertThat(writer.await("status").number()).isEqualTo(1);
        assertThat(writer.heard("update")).isEmpty();
    }

    @Test
    @DisplayName("[WIRE-20] every update and counted step 2 has exactly one answer, a known one too")
    void acknowledgesOnce() {
        WireClient client = joined("").answering(mona);
        byte[] first = mona.set("meta", "name", "shop");
        client.update(first);
        client.update(first);
        client.sync(0, new byte[] {0});

        refuseUntilOpen(client, 3);

        client.queryAwareness();
        client.await("awareness");
        assertThat(client.heard("status")).hasSize(3).allMatch(status -> status.number() == 1);
    }

    @Test
    @DisplayName("[WIRE-20] [ROOM-16] no answer and no fan-out while the store is away; both follow when it is back")
    void withholdsWhileTheStoreIsAway() {
        WireClient writer = joined("");
        WireClient reader = joined("");
        server.store().fail(new StoreException.Unavailable("away by the test", null));

        writer.update(mona.set("meta", "name", "kept"));
        writer.await(heard -> heard.kind().equals("stateless") && heard.text().contains("storeUnavailable"));
        assertThat(writer.heard("status")).isEmpty();
        assertThat(reader.heard("update")).isEmpty();
        server.store().fail(null);

        assertThat(writer.await("status").number()).isEqualTo(1);
        reader.await("update");
    }

    @Test
    @DisplayName(
            "[WIRE-21] [WIRE-23] a malformed update is refused with a reason; the second closes the document, not the socket")
    void refusesMalformedOnCollab() {
        WireClient client = joined("");

        client.update(new byte[] {1, 1, 7, 0, 0, 0, 0});
        assertThat(client.await("status").number()).isZero();
        JsonObject reason = new JsonObject(client.await("stateless").text());
        assertThat(reason.getString("code")).isEqualTo("malformed");
        assertThat(reason.getString("whatToDo")).isNotBlank();
        client.update(new byte[] {9, 9});

        assertThat(client.await("close").text()).isEqualTo("malformed");
        assertThat(client.open()).isTrue();
    }

    @Test
    @DisplayName("[WIRE-22] [WIRE-23] on /sync the second malformed message closes with 4422")
    void refusesMalformedOnSync() {
        WireClient client = server.sync(DESIGN, "");
        client.await("step1");

        client.update(new byte[] {1, 1, 7, 0, 0, 0, 0});
        assertThat(client.await("denied").text()).startsWith("malformed");
        client.raw(new byte[] {0});

        assertThat(client.awaitClose()).isEqualTo(4422);
    }

    @Test
    @DisplayName("[WIRE-13] [WIRE-14] a refused join closes /sync late and leaves a /collab socket alive")
    void refusesJoins() {
        server.deny(DESIGN, AccessDeniedException.Kind.UNKNOWN_DESIGN);
        long before = System.nanoTime();
        WireClient sync = server.sync(DESIGN, "");
        WireClient collab = server.collab(DESIGN).authenticate("", "4.8.0");

        assertThat(collab.await("denied").text()).isEqualTo("unknownDesign");
        assertThat(sync.awaitClose()).isEqualTo(4404);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(900));
        assertThat(collab.open()).isTrue();
    }

    @Test
    @DisplayName("[WIRE-12] [ROOM-10] a viewer's write reaches nobody; its presence does")
    void keepsViewersReadOnly() {
        server.grant("look", new Grant("link:1", Role.VIEWER, null));
        WireClient viewer = collab("look");
        WireClient editor = joined("");
        assertThat(viewer.await("authenticated").text()).isEqualTo("readonly");

        viewer.update(akira.set("meta", "name", "mine"));
        viewer.awareness(2_002, 1, "{\"user\":1}");

        assertThat(viewer.await("status").number()).isZero();
        assertThat(viewer.await("stateless").text()).contains("readOnly");
        editor.await("awareness");
        assertThat(editor.heard("update")).isEmpty();
        assertThat(stored("meta").containsKey("name")).isFalse();
    }

    @Test
    @DisplayName("[WIRE-22] on /sync a viewer is told once and stays")
    void tellsViewersOnce() {
        server.grant("look", new Grant("link:1", Role.VIEWER, null));
        WireClient viewer = server.sync(DESIGN, "?token=look");
        viewer.await("step1");

        viewer.update(akira.set("meta", "a", 1));
        viewer.update(akira.set("meta", "b", 2));
        viewer.queryAwareness();
        viewer.await("awareness");

        assertThat(viewer.heard("denied")).hasSize(1);
        assertThat(viewer.open()).isTrue();
    }

    @Test
    @DisplayName("[ROOM-10] a commenter writes comments and nothing else")
    void limitsCommenters() {
        server.grant("say", new Grant("link:2", Role.COMMENTER, null));
        WireClient commenter = joined("say");

        commenter.update(akira.set("comments", "c1", "nice"));
        assertThat(commenter.await("status").number()).isEqualTo(1);
        commenter.update(akira.set("meta", "name", "mine"));

        commenter.await(heard -> heard.kind().equals("status") && heard.number() == 0);
        assertThat(stored("comments").getString("c1")).isEqualTo("nice");
        assertThat(stored("meta").containsKey("name")).isFalse();
    }

    @Test
    @DisplayName("[WIRE-27] a revoked link and an expired grant end live sessions")
    void endsRevokedSessions() {
        server.grant("a", new Grant("link:a", Role.EDITOR, null));
        server.grant("b", new Grant("link:b", Role.EDITOR, Instant.now().plusSeconds(1)));
        WireClient revoked = joined("a");
        WireClient expiring = server.sync(DESIGN, "?token=b");
        expiring.await("step1");

        server.rooms().revoke("link:a");

        assertThat(revoked.await("close").text()).isEqualTo("unauthorised");
        assertThat(expiring.awaitClose()).isEqualTo(4401);
    }

    @Test
    @DisplayName("[WIRE-15] a declared epoch that differs is refused; the right one is told when asked for")
    void comparesEpochs() {
        WireClient client = joined("");
        client.stateless("{\"type\":\"epoch\"}");
        String epoch = new JsonObject(client.await("stateless").text()).getString("epoch");

        WireClient same = server.sync(DESIGN, "?epoch=" + epoch);
        same.await("step1");
        WireClient other = server.sync(DESIGN, "?epoch=other");
        client.stateless("{\"type\":\"epoch\",\"epoch\":\"other\"}");

        assertThat(other.awaitClose()).isEqualTo(4409);
        assertThat(client.await("close").text()).isEqualTo("epochDiffers");
        assertThat(same.open()).isTrue();
    }

    @Test
    @DisplayName("[WIRE-24] durable messages come on request only, and count this session's messages")
    void saysWhatIsDurable() {
        WireClient asking = server.sync(DESIGN, "?durable=1");
        WireClient silent = server.sync(DESIGN, "");
        asking.await("step1");
        silent.await("step1");

        asking.update(mona.set("meta", "name", "shop"));

        WireClient.Heard durable = asking.await(
                heard -> heard.kind().equals("durable") && heard.text().endsWith("=1"));
        assertThat(durable.number()).isPositive();
        assertThat(durable.bytes()).isEqualTo(mona.vector());
        silent.await("update");
        assertThat(silent.heard("durable")).isEmpty();
    }

    @Test
    @DisplayName("[ROOM-11] presence reaches the others, later joiners too, and ends when its session leaves")
    void tellsPresence() {
        WireClient one = joined("");
        WireClient two = server.sync(DESIGN, "");
        two.await("step1");

        one.awareness(1_001, 3, "{\"name\":\"Mona\"}");
        two.await(heard -> heard.kind().equals("awareness") && contains(heard, "Mona"));
        WireClient late = server.sync(DESIGN, "");
        late.await(heard -> heard.kind().equals("awareness") && contains(heard, "Mona"));
        one.close();

        two.await(heard -> heard.kind().equals("awareness") && contains(heard, "null"));
    }

    private static boolean contains(WireClient.Heard heard, String text) {
        return new String(heard.bytes(), StandardCharsets.ISO_8859_1).contains(text);
    }

    @Test
    @DisplayName("[ROOM-11] nobody speaks for another's client id")
    void refusesForeignPresence() {
        server.grant("a", new Grant("link:a", Role.EDITOR, null));
        WireClient mine = joined("");
        WireClient thief = joined("a");
        mine.awareness(1_001, 1, "{\"name\":\"Mona\"}");
        thief.await(heard -> heard.kind().equals("awareness") && contains(heard, "Mona"));

        thief.awareness(1_001, 99, "{\"name\":\"Thief\"}");
        thief.awareness(3_003, 1, "{\"name\":\"Eve\"}");
        mine.await(heard -> heard.kind().equals("awareness") && contains(heard, "Eve"));

        assertThat(mine.heard("awareness")).noneMatch(heard -> contains(heard, "Thief"));
    }

    @Test
    @DisplayName(
            "[ROOM-9] [ROOM-11] a viewer takes no client id from an editor, neither before the first edit nor between two sessions")
    void keepsIdsFromViewers() {
        server.grant("look", new Grant("link:1", Role.VIEWER, null));
        WireClient viewer = server.sync(DESIGN, "?token=look");
        viewer.await("step1");
        viewer.awareness(1_001, 1, "{\"name\":\"Squatter\"}");
        viewer.queryAwareness();
        viewer.await(heard -> heard.kind().equals("awareness") && contains(heard, "Squatter"));

        WireClient editor = joined("").answering(mona);
        editor.update(mona.set("meta", "name", "mine"));

        assertThat(editor.await("status").number()).isEqualTo(1);
    }

    @Test
    @DisplayName("[ROOM-9] structs under the id of somebody who is here are not taken from another")
    void guardsClientIds() {
        server.grant("a", new Grant("link:a", Role.EDITOR, null));
        WireClient owner = joined("").answering(mona);
        WireClient thief = joined("a");
        owner.awareness(1_001, 1, "{}");
        owner.update(mona.set("meta", "name", "mine"));
        owner.await("status");

        try (Replica forged = new Replica(1_001)) {
            forged.apply(mona.state());
            byte[] before = forged.vector();
            forged.set("meta", "name", "forged");
            thief.update(forged.diff(before));
        }

        owner.await("step1");
        thief.await(heard -> heard.kind().equals("status") && heard.number() == 0);
        assertThat(stored("meta").getString("name")).isEqualTo("mine");
    }

    @Test
    @DisplayName("[ROOM-8] a gap is asked about, and what it held back is then taken and acknowledged")
    void closesGaps() {
        WireClient client = joined("").answering(mona);
        mona.set("meta", "first", 1);
        byte[] second = mona.set("meta", "second", 2);

        client.update(second);

        assertThat(client.await("status").number()).isEqualTo(1);
        assertThat(stored("meta").getInteger("first")).isEqualTo(1);
        assertThat(stored("meta").getInteger("second")).isEqualTo(2);
    }

    @Test
    @DisplayName("[ROOM-8] a gap that the answer does not close is refused")
    void refusesOpenGaps() {
        WireClient client = joined("");
        mona.set("meta", "first", 1);
        byte[] second = mona.set("meta", "second", 2);
        client.update(second);

        client.await("step1");
        client.sync(1, new byte[] {0, 0});

        assertThat(client.await("status").number()).isZero();
        assertThat(client.await("stateless").text()).contains("\"gap\"");
    }

    @Test
    @DisplayName("[ROOM-6] an update of 1 MiB is taken, one byte more is refused; a step 2 may be larger")
    void limitsUpdates() {
        WireClient client = joined("");
        byte[] probe = new byte[0];
        try (Replica sizing = new Replica(1_003)) {
            probe = sizing.set("meta", "big", "x".repeat(1_000_000));
        }
        int overhead = probe.length - 1_000_000;
        byte[] exact = mona.set("meta", "big", "x".repeat((1 << 20) - overhead));
        byte[] above = akira.set("meta", "big", "y".repeat((1 << 20) - overhead + 1));
        assertThat(exact.length).isEqualTo(1 << 20);

        client.update(exact);
        assertThat(client.await("status").number()).isEqualTo(1);
        client.update(above);
        client.await(heard -> heard.kind().equals("stateless") && heard.text().contains("tooLarge"));
        client.sync(1, above);

        Awaitility.await().until(() -> client.heard("status").size() == 3);
        assertThat(client.heard("status").getLast().number()).isEqualTo(1);
    }

    @Test
    @DisplayName("[WIRE-26] a text frame closes with 1003")
    void refusesText() {
        WireClient client = server.sync(DESIGN, "");
        client.await("step1");

        client.text("hello");

        assertThat(client.awaitClose()).isEqualTo(1003);
    }

    @Test
    @DisplayName("[ROOM-17] [ROOM-15] what was acknowledged is there after a restart, from journal and from checkpoint")
    void survivesRestart() {
        WireClient client = joined("");
        client.update(mona.set("meta", "name", "kept"));
        client.await("status");
        server.close();
        server = new LiveServer(disk, scratch, RoomLimits.DEFAULTS, SocketLimits.DEFAULTS);
        assertThat(stored("meta").getString("name")).isEqualTo("kept");
        WireClient again = joined("");

        again.update(mona.set("meta", "more", 1));

        assertThat(again.await("status").number()).isEqualTo(1);
    }

    @Test
    @DisplayName("[ROOM-18] a damaged journal opens read-only from the last good sequence, never blank")
    void opensDamagedReadOnly() {
        WireClient client = joined("");
        client.update(mona.set("meta", "good", 1));
        Awaitility.await().until(() -> client.heard("status").size() == 1);
        client.update(mona.set("meta", "bad", 1));
        Awaitility.await().until(() -> client.heard("status").size() == 2);
        MemoryStore.Disk copy = disk.copy();
        copy.damageEntry(DESIGN, 3);
        try (LiveServer damaged = new LiveServer(copy, scratch, RoomLimits.DEFAULTS, SocketLimits.DEFAULTS)) {
            WireClient reader = damaged.collab(DESIGN).authenticate("", "4.8.0");

            assertThat(reader.await("authenticated").text()).isEqualTo("readonly");
            reader.sync(0, new byte[] {0});
            akira.apply(reader.await("step2").bytes());
            reader.update(akira.set("meta", "late", 1));

            assertThat(reader.await("stateless").text()).contains("designDamaged");
            assertThat(akira.root("meta").getInteger("good")).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("[ROOM-20] the server's own edit is journaled and sent like any other")
    void editsItself() {
        WireClient client = joined("");
        byte[] operations = "[{\"op\":\"set\",\"path\":[\"meta\",\"name\"],\"value\":\"by REST\"}]"
                .getBytes(StandardCharsets.UTF_8);

        long sequence = Outcome.of(server.rooms().edit(DESIGN, "local", operations));
        long same = Outcome.of(server.rooms().edit(DESIGN, "local", operations));

        assertThat(sequence).isPositive();
        assertThat(same).isEqualTo(sequence);
        mona.apply(client.await("update").bytes());
        assertThat(mona.root("meta").getString("name")).isEqualTo("by REST");
    }

    @Test
    @DisplayName("[WIRE-25] a deleted design ends its sessions for good, a stopping server asks to come again")
    void endsSessions() {
        WireClient deleted = joined("");
        WireClient stopping = server.collab("design-two").authenticate("", "4.8.0");
        stopping.await("authenticated");

        Outcome.of(server.rooms().close(DESIGN, CloseReason.DELETED));
        Outcome.of(server.rooms().close("design-two", CloseReason.GOING_AWAY));

        assertThat(deleted.await("close").text()).isEqualTo("designDeleted");
        assertThat(stopping.awaitClose()).isEqualTo(1013);
    }
}
