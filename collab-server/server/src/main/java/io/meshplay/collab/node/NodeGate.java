package io.meshplay.collab.node;

import io.meshplay.collab.thread.AnyThread;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Decides whether a request on the node port comes from a node of this cluster, for this node, for the first time. */
@AnyThread
final class NodeGate {
    private final ClusterSecret secret;
    private final String nodeId;
    private final Clock clock;
    private final NodeLimits limits;
    /** Nonce → when it may be forgotten. Only those with a good signature come in here. */
    private final Map<String, Long> nonces = new ConcurrentHashMap<>();

    private volatile long sweptMillis;

    NodeGate(ClusterSecret secret, String nodeId, Clock clock, NodeLimits limits) {
        this.secret = secret;
        this.nodeId = nodeId;
        this.clock = clock;
        this.limits = limits;
    }

    /** {@return why a request is refused, empty if it is not; the body is still to be compared with its hash} */
    Optional<String> refusal(HttpServerRequest request) {
        return refusal(request.method().name(), request.uri(), request.headers());
    }

    Optional<String> refusal(String method, String uri, MultiMap headers) {
        String time = Signature.only(headers, Signature.TIME);
        String nonce = Signature.only(headers, Signature.NONCE);
        String body = Signature.only(headers, Signature.BODY);
        String mac = Signature.only(headers, Signature.MAC);
        String token = headers.contains(Signature.TOKEN) ? Signature.only(headers, Signature.TOKEN) : "";
        if (time == null || nonce == null || body == null || mac == null || token == null) {
            return Optional.of("not signed");
        }
        Signature signature = new Signature(method, uri, nodeId, time, nonce, body, token);
        if (!secret.signed(signature.text(), mac)) {
            return Optional.of("signed with another secret, or for another node");
        }
        long now = clock.millis();
        if (!recent(time, now)) {
            return Optional.of("signed at another time: compare the clocks of the nodes");
        }
        return remember(nonce, now) ? Optional.empty() : Optional.of("seen before");
    }

    private boolean recent(String time, long now) {
        try {
            return Math.abs(now - Long.parseLong(time)) <= limits.signedWithin().toMillis();
        } catch (NumberFormatException _) {
            return false;
        }
    }

    private boolean remember(String nonce, long now) {
        long kept = 2 * limits.signedWithin().toMillis();
        if (nonces.size() >= limits.noncesMax() || now - sweptMillis > kept) {
            sweptMillis = now;
            nonces.values().removeIf(until -> until < now);
        }
        return nonces.size() < limits.noncesMax() && nonces.putIfAbsent(nonce, now + kept) == null;
    }
}
