package io.meshplay.collab.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;

/**
 * Serves the web client from {@code webroot/} on the class path: files under {@code assets/} carry a hash in their name
 * and are cached for ever; every other address that a browser navigates to gets {@code index.html}, with a fresh nonce
 * in place of {@value #NONCE_PLACE}.
 */
final class WebClient {
    static final String NONCE_PLACE = "__CSP_NONCE__";

    private static final String INDEX = "index.html";
    private static final Set<String> NO_PAGES = Set.of("api", "sync", "collab", "health", "metrics", "assets");
    /** Plain names only: no segment starts with a dot, nothing is encoded, so no path leaves {@code webroot/}. */
    private static final Pattern FILE =
            Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*){0,8}");

    /** It obeys the policy of its own file, not of the page's, and fetches what it keeps for later. */
    private static final String SERVICE_WORKER = "sw.js";

    private static final int NONCE_BYTES = 16;

    private final Vertx vertx;
    private final ClassLoader loader;
    private final ApiLimits limits;
    private final Replies replies;
    private final SecureRandom random = new SecureRandom();
    /** Holds what was found, so no more than the class path has. */
    private final ConcurrentMap<String, WebFile> files = new ConcurrentHashMap<>();

    WebClient(Vertx vertx, ClassLoader loader, ApiLimits limits) {
        this.limits = limits;
        this.replies = new Replies(limits);
        this.vertx = vertx;
        this.loader = loader;
    }

    void mount(Router router) {
        router.route().method(HttpMethod.GET).method(HttpMethod.HEAD).handler(this::serve);
    }

    private void serve(RoutingContext context) {
        String path = context.request().path();
        String name = path == null || path.equals("/") ? INDEX : path.substring(1);
        Future<Optional<WebFile>> file = name.equals(INDEX) ? Future.succeededFuture(Optional.empty()) : file(name);
        file.onSuccess(found -> {
                    if (found.isPresent()) {
                        writeFile(context, name, found.get());
                    } else if (isPage(name, context.request())) {
                        servePage(context);
                    } else {
                        context.next();
                    }
                })
                .onFailure(context::fail);
    }

    private static boolean isPage(String name, HttpServerRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return name.equals(INDEX)
                || (!NO_PAGES.contains(name.split("/", 2)[0]) && accept != null && accept.contains("text/html"));
    }

    private Future<Optional<WebFile>> file(String name) {
        if (name.length() > limits.assetPathCharsMax() || !FILE.matcher(name).matches()) {
            return Future.succeededFuture(Optional.empty());
        }
        WebFile known = files.get(name);
        if (known != null) {
            return Future.succeededFuture(Optional.of(known));
        }
        return vertx.executeBlocking(() -> WebFile.load(loader, name, limits), false)
                .map(Objects::requireNonNull)
                .onSuccess(found -> found.ifPresent(file -> files.put(name, file)));
    }

    private void servePage(RoutingContext context) {
        file(INDEX)
                .onSuccess(found -> found.ifPresentOrElse(
                        index -> writePage(context, index),
                        () -> replies.write(
                                context,
                                Reply.problem(Problem.of(
                                        Problem.Kind.unknownPath,
                                        "This build has no web client.",
                                        "Build it with ./meshplay build, or use the API.")))))
                .onFailure(context::fail);
    }

    private void writePage(RoutingContext context, WebFile index) {
        var bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        String nonce = Base64.getEncoder().encodeToString(bytes);
        String page = index.plain().toString(StandardCharsets.UTF_8).replace(NONCE_PLACE, nonce);
        String host = Objects.requireNonNullElse(context.request().getHeader(HttpHeaders.HOST), "");
        // The host passed the guard. Not every browser counts ws: to the same address as 'self'.
        String policy =
                "default-src 'self'; script-src 'self'; style-src 'self' 'nonce-" + nonce + "'; connect-src 'self'"
                        + (host.isEmpty() ? "" : " ws://" + host + " wss://" + host)
                        + "; img-src 'self' data: blob:; worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';"
                        + " frame-ancestors 'none'";
        context.response()
                .putHeader("Content-Security-Policy", policy)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        replies.write(context, Reply.text(200, "text/html; charset=utf-8", page));
    }

    private void writeFile(RoutingContext context, String name, WebFile file) {
        HttpServerResponse response = context.response();
        response.putHeader(
                HttpHeaders.CACHE_CONTROL,
                name.startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache");
        if (name.equals(SERVICE_WORKER)) {
            response.putHeader("Content-Security-Policy", "default-src 'none'; connect-src 'self'");
        }
        response.putHeader(HttpHeaders.ETAG, file.etag());
        response.putHeader(HttpHeaders.VARY, "Accept-Encoding");
        if (file.etag().equals(context.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            replies.write(context, Reply.empty(304));
            return;
        }
        Buffer body = file.plain();
        String encodings = context.request().getHeader(HttpHeaders.ACCEPT_ENCODING);
        if (file.gzip() != null
                && encodings != null
                && encodings.matches("(?i).*\\bgzip\\b(?!\\s*;\\s*q=0(\\.0*)?\\b).*")) {
            response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
            body = file.gzip();
        }
        replies.write(context, Reply.of(200, file.contentType(), body));
    }
}
