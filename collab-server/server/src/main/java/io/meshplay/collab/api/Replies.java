package io.meshplay.collab.api;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/** Writes answers. */
final class Replies {
    private static final int TOO_LARGE = 413;

    private final ApiLimits limits;

    Replies(ApiLimits limits) {
        this.limits = limits;
    }

    /** Writes an answer, to HEAD without its body; does nothing if the client has gone. */
    void write(RoutingContext context, Reply reply) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (reply.status() == TOO_LARGE) {
            endConnection(context);
        }
        boolean bodiless = context.request().method().equals(HttpMethod.HEAD) || reply.contentType() == null;
        if (reply.stream() != null && !bodiless) {
            response.setStatusCode(reply.status()).setChunked(true);
            reply.headers().forEach(response::putHeader);
            response.putHeader(HttpHeaders.CONTENT_TYPE, reply.contentType());
            reply.stream().accept(context.request());
            return;
        }
        head(response, reply);
        if (bodiless) {
            response.end();
        } else {
            response.end(reply.body());
        }
    }

    /** Writes the answer after which the connection ends: what follows on it cannot be told apart. */
    static void writeLast(HttpServerRequest request, Reply reply) {
        HttpServerResponse response = request.response();
        response.putHeader(HttpHeaders.CONNECTION, "close");
        head(response, reply);
        response.end(reply.body()).onComplete(_ -> request.connection().close());
    }

    private static void head(HttpServerResponse response, Reply reply) {
        response.setStatusCode(reply.status());
        reply.headers().forEach(response::putHeader);
        if (reply.contentType() != null) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, reply.contentType());
            response.putHeader(
                    HttpHeaders.CONTENT_LENGTH, Integer.toString(reply.body().length()));
        }
    }

    /** The rest of the body is not wanted. Closing at once would reset the connection before the client has the answer. */
    private void endConnection(RoutingContext context) {
        if (context.request().version() != HttpVersion.HTTP_2) {
            context.response().putHeader(HttpHeaders.CONNECTION, "close");
            context.request().resume();
            context.vertx()
                    .setTimer(
                            limits.lingerMax().toMillis(),
                            _ -> context.request().connection().close());
        }
    }
}
