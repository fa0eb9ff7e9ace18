package io.meshplay.collab.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplay.collab.socket.SocketLimits;
import io.meshplay.collab.testing.Replica;
import io.meshplay.collab.testing.WireClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may ask on the node port, and who only seems to. */
final class NodePortTest extends ClusterFixture {
    private static final String PROJECT = "/node/project?design=" + DESIGN;
    private static final byte[] NOTHING = new byte[0];

    private final Replica mona = replica(1_001);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ClusterSecret secret = new ClusterSecret(TestNode.SECRET);

    @AfterEach
    void closeClient() {
        http.shutdownNow();
        http.close();
    }

    private static Signature signature(TestNode node, String uri, long millis, String nonce, byte[] body) {
        return new Signature(
                "POST", uri, node.node.identity().nodeId(), Long.toString(millis), nonce, Signature.hash(body), "");
    }

    private static Map<String, String> headers(Signature signature, ClusterSecret secret) {
        return Map.of(
                Signature.TIME, signature.time(),
                Signature.NONCE, signature.nonce(),
                Signature.BODY, signature.bodyHash(),
                Signature.MAC, secret.sign(signature.text()));
    }

    private int post(int port, String uri, Map<String, String> headers, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + uri))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString())
                    .statusCode();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @DisplayName("[NODE-20] a signed request is answered once; the same again is refused")
    void refusesReplay() {
        TestNode node = start();
        Map<String, String> signed =
                headers(signature(node, PROJECT, System.currentTimeMillis(), "nonce-1", NOTHING), secret);

        assertThat(post(node.nodePort(), PROJECT, signed, NOTHING)).isEqualTo(200);
        assertThat(post(node.nodePort(), PROJECT, signed, NOTHING)).isEqualTo(401);
    }

    @Test
    @DisplayName("[NODE-21] no signature, another secret, node, address, time or body: refused")
    void refusesStrangers() {
        TestNode node = start();
        TestNode other = start();
        long now = System.currentTimeMillis();
        Signature good = signature(node, PROJECT, now, "nonce-2", NOTHING);
        ClusterSecret wrong = new ClusterSecret("another secret that is long enough too");

        assertThat(post(node.nodePort(), PROJECT, Map.of(), NOTHING)).isEqualTo(401);
        assertThat(post(node.nodePort(), PROJECT, headers(good, wrong), NOTHING))
                .isEqualTo(401);
        assertThat(post(other.nodePort(), PROJECT, headers(good, secret), NOTHING))
                .isEqualTo(401);
        assertThat(post(node.nodePort(), PROJECT + "2", headers(good, secret), NOTHING))
                .isEqualTo(401);
        assertThat(post(
                        node.nodePort(),
                        PROJECT,
                        headers(signature(node, PROJECT, now - 31_000, "nonce-3", NOTHING), secret),
                        NOTHING))
                .isEqualTo(401);
        assertThat(post(
                        node.nodePort(),
                        PROJECT,
                        headers(signature(node, PROJECT, now + 31_000, "nonce-4", NOTHING), secret),
                        NOTHING))
                .isEqualTo(401);
        String edit = "/node/edit?design=" + DESIGN + "&actor=mona";
        byte[] signedBody = "[]".getBytes(StandardCharsets.UTF_8);
        byte[] sentBody = "[{}]".getBytes(StandardCharsets.UTF_8);
        assertThat(post(
                        node.nodePort(),
                        edit,
                        headers(signature(node, edit, now, "nonce-5", signedBody), secret),
                        sentBody))
                .isEqualTo(401);
        assertThat(post(node.nodePort(), "/api/v1/designs", Map.of(), NOTHING)).isEqualTo(401);
        assertThat(disk.entryCount(DESIGN)).isZero();
    }

    @Test
    @DisplayName("[NODE-21] an outsider gets no session on the node port")
    void refusesForeignSockets() {
        TestNode node = start();
        URI address =
                URI.create("ws://127.0.0.1:" + node.nodePort() + "/node/session?design=" + DESIGN + "&framing=sync");

        assertThatThrownBy(() -> http.newWebSocketBuilder()
                        .buildAsync(address, new WebSocket.Listener() {})
                        .join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOf(WebSocketHandshakeException.class);
        assertThat(disk.entryCount(DESIGN)).isZero();
    }

    @Test
    @DisplayName("[NODE-22] the public port knows no node: forged headers and node paths change nothing there")
    void ignoresForgedHeaders() {
        TestNode owner = start();
        TestNode edge = start();
        joined(owner, DESIGN, "").acknowledged(mona.set("meta", "a", 1));
        Map<String, String> signed =
                headers(signature(edge, PROJECT, System.currentTimeMillis(), "nonce-6", NOTHING), secret);

        assertThat(post(edge.publicPort(), PROJECT, signed, NOTHING)).isNotEqualTo(200);
        WireClient client = edge.sync(DESIGN, "?token=nobody");

        assertThat(client.awaitClose()).isEqualTo(4401);
    }

    @ParameterizedTest
    @CsvSource({"1024, 200", "1025, 413"})
    @DisplayName("[NODE-21] a call of callBytesMax bytes is answered, one byte more is 413")
    void boundsACall(int bytes, int status) {
        TestNode node = start(ProxyTest.limits("callBytesMax", 1_024), SocketLimits.DEFAULTS);
        String edit = "/node/edit?design=" + DESIGN + "&actor=mona";
        byte[] body = ("[" + " ".repeat(bytes - 2) + "]").getBytes(StandardCharsets.UTF_8);
        Signature signature = signature(node, edit, System.currentTimeMillis(), "nonce-7", body);

        assertThat(post(node.nodePort(), edit, headers(signature, secret), body))
                .isEqualTo(status);
    }

    @Test
    @DisplayName("[NODE-23] a secret that is too short is refused, and a fingerprint does not contain it")
    void checksTheSecret() {
        assertThatThrownBy(() -> new ClusterSecret("short"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32");
        assertThat(secret.fingerprint())
                .hasSize(16)
                .isEqualTo(new ClusterSecret(" " + TestNode.SECRET + "\n").fingerprint())
                .isNotEqualTo(new ClusterSecret(TestNode.SECRET + "!").fingerprint());
        assertThat(secret.toString()).doesNotContain("tests");
    }
}
