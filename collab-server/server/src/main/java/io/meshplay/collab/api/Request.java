package io.meshplay.collab.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an operation reads of a request: every read is checked. */
final class Request {
    private final RoutingContext context;
    private final ApiLimits limits;
    private final JsonReader reader;

    Request(RoutingContext context, ApiLimits limits, JsonReader reader) {
        this.context = context;
        this.limits = limits;
        this.reader = reader;
    }

    /** {@return who asks: in local mode everybody is the local user} */
    String actor() {
        return LocalUser.ID;
    }

    /** {@return a segment of the path, decoded; what it may hold is for the reader to check} */
    String segment(String name) {
        String value = context.pathParam(name);
        return value == null ? "" : value;
    }

    /** {@return whether the other end of the connection is on this machine} */
    boolean fromLoopback() {
        SocketAddress remote = context.request().remoteAddress();
        return remote != null && remote.hostAddress() != null && isLoopback(remote.hostAddress());
    }

    static boolean isLoopback(String address) {
        try {
            return InetAddress.ofLiteral(address).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    @Nullable String header(String name) {
        return context.request().getHeader(name);
    }

    QueryParameters query(String... known) {
        return QueryParameters.read(context.queryParams(), Set.of(known), limits);
    }

    JsonBody json(String... fields) {
        return reader.read(body(), Set.of(fields));
    }

    /** Checks that the body says nothing. */
    void noFields() {
        if (body().length() > 0) {
            json();
        }
    }

    Buffer body() {
        Buffer body = context.body().buffer();
        return body == null ? Buffer.buffer() : body;
    }
}
