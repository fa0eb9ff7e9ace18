package io.meshplay.collab.api;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/** Writes answers. */
final class Replies {
    private static final int TOO_LARGE = 413;
    private static final long LINGER_MILLIS = 1_000;

    private Replies() {}

    /** Writes an answer, to HEAD without its body; does nothing if the client has gone. */
    static void write(RoutingContext context, Reply reply) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(reply.status());
        if (reply.status() == TOO_LARGE) {
            endConnection(context);
        }
        reply.headers().forEach(response::putHeader);
        boolean head = context.request().method().equals(HttpMethod.HEAD);
        if (reply.stream() != null && !head) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, reply.contentType()).setChunked(true);
            reply.stream().accept(context.request());
            return;
        }
        if (reply.contentType() != null) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, reply.contentType());
            response.putHeader(
                    HttpHeaders.CONTENT_LENGTH, Integer.toString(reply.body().length()));
        }
        if (head || reply.contentType() == null) {
            response.end();
        } else {
            response.end(reply.body());
        }
    }

    /** The rest of the body is not wanted. Closing at once would reset the connection before the client has the answer. */
    private static void endConnection(RoutingContext context) {
        if (context.request().version() != HttpVersion.HTTP_2) {
            context.response().putHeader(HttpHeaders.CONNECTION, "close");
            context.request().resume();
            context.vertx()
                    .setTimer(LINGER_MILLIS, _ -> context.request().connection().close());
        }
    }
}
