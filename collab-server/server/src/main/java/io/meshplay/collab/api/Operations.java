package io.meshplay.collab.api;

import io.meshplay.collab.api.Operation.Body;
import io.meshplay.collab.api.Problem.Kind;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** Serves a list of operations: checks media types, bounds bodies, answers HEAD, OPTIONS and wrong methods, and counts. */
final class Operations {
    private static final Set<String> FILE_TYPES = Set.of(
            "application/yaml",
            "application/x-yaml",
            "text/yaml",
            "text/x-yaml",
            "text/plain",
            "application/octet-stream",
            "application/gzip",
            "application/x-gzip",
            "application/x-tar",
            "application/zip",
            Reply.JSON);

    private final ApiLimits limits;
    private final JsonReader reader;
    private final Replies replies;
    private final MeterRegistry metrics;

    Operations(ApiLimits limits, MeterRegistry metrics) {
        this.limits = limits;
        this.reader = new JsonReader(limits);
        this.replies = new Replies(limits);
        this.metrics = metrics;
    }

    void mount(Router router, List<Operation> operations) {
        Map<String, Set<String>> methods = new LinkedHashMap<>();
        for (Operation operation : operations) {
            Set<String> known = methods.computeIfAbsent(operation.routerPath(), _ -> new TreeSet<>(Set.of("OPTIONS")));
            known.add(operation.method().name());
            if (operation.method().equals(HttpMethod.GET)) {
                known.add("HEAD");
            }
        }
        // Longer fixed paths first: /designs/import is no design of the id "import".
        methods.keySet().stream()
                .sorted((a, b) -> Boolean.compare(a.contains(":"), b.contains(":")))
                .forEach(path -> {
                    operations.stream()
                            .filter(operation -> operation.routerPath().equals(path))
                            .forEach(operation -> mount(router, operation));
                    String allow = String.join(", ", methods.getOrDefault(path, Set.of()));
                    router.route(path).handler(context -> otherMethod(context, allow));
                });
    }

    private void mount(Router router, Operation operation) {
        // A route of its own: Vert.x Web lets no handler of ours stand before a body handler on one route.
        route(router, operation).handler(context -> checkMedia(context, operation));
        Route route = route(router, operation);
        if (operation.body() != Body.NONE) {
            int bytesMax = operation.body() == Body.FILE ? limits.importBytesMax() : limits.jsonBytesMax();
            route.handler(BodyHandler.create(false).setBodyLimit(bytesMax));
        }
        route.handler(context -> handle(context, operation));
    }

    private static Route route(Router router, Operation operation) {
        Route route = router.route(operation.method(), operation.routerPath());
        return operation.method().equals(HttpMethod.GET) ? route.method(HttpMethod.HEAD) : route;
    }

    private void checkMedia(RoutingContext context, Operation operation) {
        String accept = context.request().getHeader(HttpHeaders.ACCEPT);
        if (!Media.accepts(accept, operation.offers())) {
            throw Problem.ofField(
                            Kind.notAcceptable,
                            "Accept",
                            "The answer is " + String.join(" or ", new TreeSet<>(operation.offers())) + ".",
                            "Accept one of these, or send no Accept header.")
                    .asException();
        }
        String type = Media.type(context.request().getHeader(HttpHeaders.CONTENT_TYPE));
        boolean readable = switch (operation.body()) {
            case NONE -> true;
            case OPTIONAL_JSON -> type == null || type.equals(Reply.JSON);
            case JSON -> Reply.JSON.equals(type);
            case FILE -> type == null || FILE_TYPES.contains(type);
        };
        if (!readable) {
            String wanted = operation.body() == Body.FILE
                    ? "application/yaml, application/json, application/gzip, application/x-tar or application/zip"
                    : Reply.JSON;
            throw Problem.ofField(
                            Kind.unsupportedMediaType,
                            "Content-Type",
                            "The body is " + (type == null ? "of no media type" : Quoted.shortened(type, limits)) + ".",
                            "Send it as " + wanted + ".")
                    .asException();
        }
        context.next();
    }

    private void handle(RoutingContext context, Operation operation) {
        Timer.Sample sample = Timer.start(metrics);
        perform(context, operation)
                .timeout(limits.answerWithin().toMillis(), TimeUnit.MILLISECONDS)
                .recover(failure -> Future.succeededFuture(Reply.problem(Problems.of(failure))))
                .onSuccess(reply -> {
                    sample.stop(timer(operation, reply.status()));
                    replies.write(context, reply);
                });
    }

    private Future<Reply> perform(RoutingContext context, Operation operation) {
        try {
            return operation.handling().handle(new Request(context, limits, reader));
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private Timer timer(Operation operation, int status) {
        return Timer.builder("meshplay.http.requests")
                .description("Requests that an operation of the API answered")
                .tag("method", operation.method().name())
                .tag("route", operation.template())
                .tag("status", Integer.toString(status))
                .register(metrics);
    }

    private void otherMethod(RoutingContext context, String allow) {
        if (context.request().method().equals(HttpMethod.OPTIONS)) {
            replies.write(context, Reply.empty(204).with("Allow", allow));
            return;
        }
        var problem = Problem.of(
                Kind.methodNotAllowed,
                "This resource does not know "
                        + Quoted.shortened(context.request().method().name(), limits) + ".",
                "Use " + allow + ".");
        replies.write(context, Reply.problem(problem).with("Allow", allow));
    }
}
