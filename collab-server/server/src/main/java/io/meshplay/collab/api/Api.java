package io.meshplay.collab.api;

import io.meshplay.collab.api.Problem.Kind;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The door to the HTTP side: one router for REST, health, metrics and the web client. Handlers run on the server's loops. */
public final class Api {
    private Api() {}

    /** {@return the router, to be set as request handler of the HTTP server} */
    public static Router router(Vertx vertx, ApiDependencies dependencies) {
        Router router = Router.router(vertx);
        Replies replies = new Replies(dependencies.limits());
        router.route().failureHandler(context -> fail(context, replies));
        // A path that cannot be decoded fails where routes are compared, which no failure handler sees.
        router.errorHandler(400, context -> replies.write(context, Reply.problem(Problems.ofStatus(400))));
        router.route().handler(context -> guard(context, dependencies.guard()));
        new Operations(dependencies.limits(), dependencies.metrics()).mount(router, operations(vertx, dependencies));
        new WebClient(vertx, Api.class.getClassLoader(), dependencies.limits()).mount(router);
        router.route().handler(context -> {
            throw unknownPath().asException();
        });
        return router;
    }

    /**
     * Answers what the HTTP server could not read as a request: a malformed line or header, or too long a one. To be set
     * as the server's handler of invalid requests.
     */
    public static void malformed(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        int status = switch (cause) {
            case TooLongHttpLineException _ -> 414;
            case TooLongHttpHeaderException _ -> 431;
            case null, default -> 400;
        };
        Replies.writeLast(request, Reply.problem(Problems.ofStatus(status)));
    }

    static List<Operation> operations(Vertx vertx, ApiDependencies dependencies) {
        var designs = dependencies.designs();
        var limits = dependencies.limits();
        List<Operation> operations = new ArrayList<>();
        operations.addAll(new DesignResource(designs, limits).operations());
        operations.addAll(new ExchangeResource(designs.exchange(), limits).operations());
        operations.addAll(new EvaluationResource(dependencies.evaluations()).operations());
        operations.addAll(new RegistryResource(vertx, dependencies.registry(), limits).operations());
        operations.addAll(new VersionResource(designs.versions()).operations());
        operations.addAll(new HistoryResource(dependencies.autosaves()).operations());
        operations.addAll(new LinkResource(designs.links(), dependencies.clock(), limits).operations());
        operations.addAll(new PresenceResource(designs, dependencies.presence(), limits).operations());
        operations.addAll(new EventStreams(vertx, dependencies.feed(), dependencies.streams()).operations());
        operations.addAll(new AdminResource(dependencies.administration(), dependencies.clock()).operations());
        operations.addAll(new SystemResource(
                        vertx,
                        dependencies.metrics(),
                        dependencies.ready(),
                        limits,
                        dependencies.administration().networkTrusted())
                .operations());
        return List.copyOf(operations);
    }

    /** Checks where a request is meant to go and where it comes from, before anything else reads it. */
    private static void guard(RoutingContext context, OriginGuard guard) {
        HttpServerRequest request = context.request();
        MultiMap headers = context.response().headers();
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
        if (!guard.allowsHost(host(request))) {
            throw Problem.ofField(
                            Kind.foreignHost,
                            "Host",
                            "This server does not answer under the name that the request uses.",
                            "Use the address that the server printed when it started.")
                    .asException();
        }
        List<String> origins = request.headers().getAll(HttpHeaders.ORIGIN);
        if (origins.size() > 1 || !guard.allowsOrigin(host(request), origins.isEmpty() ? null : origins.getFirst())) {
            throw Problem.ofField(
                            Kind.foreignOrigin,
                            "Origin",
                            "A page of another site may not use this server.",
                            "Use the server's own pages, or a program, which sends no Origin.")
                    .asException();
        }
        if (!request.uri().startsWith("/")) {
            throw Problem.of(Kind.malformedRequest, "The address of the request is no path.", "Send a path.")
                    .asException();
        }
        context.next();
    }

    private static @Nullable String host(HttpServerRequest request) {
        List<String> hosts = request.headers().getAll(HttpHeaders.HOST);
        if (!hosts.isEmpty()) {
            return hosts.size() == 1 ? hosts.getFirst() : null;
        }
        // HTTP/2 has a pseudo header instead.
        return request.authority() == null ? null : request.authority().toString();
    }

    private static void fail(RoutingContext context, Replies replies) {
        Throwable failure = context.failure();
        // What Vert.x finds malformed has a 4xx status, with or without an exception; ours have none and count as 500.
        Problem problem = failure == null || context.statusCode() < 500
                ? Problems.ofStatus(context.statusCode())
                : Problems.of(failure);
        replies.write(context, Reply.problem(problem));
    }

    static Problem unknownPath() {
        return Problem.of(
                Kind.unknownPath, "Nothing is at this address.", "See GET /api/v1/openapi.json for what there is.");
    }
}
