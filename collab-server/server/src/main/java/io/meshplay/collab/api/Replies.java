package io.meshplay.collab.api;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** Writes answers. */
final class Replies {
    private Replies() {}

    /** Writes an answer, to HEAD without its body; does nothing if the client has gone. */
    static void write(RoutingContext context, Reply reply) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(reply.status());
        reply.headers().forEach(response::putHeader);
        if (reply.contentType() != null) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, reply.contentType());
            response.putHeader(
                    HttpHeaders.CONTENT_LENGTH, Integer.toString(reply.body().length()));
        }
        if (context.request().method().equals(HttpMethod.HEAD) || reply.contentType() == null) {
            response.end();
        } else {
            response.end(reply.body());
        }
    }
}
