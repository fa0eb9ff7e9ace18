package io.meshplay.collab.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.Set;

/**
 * One method of one resource, as the router serves it and the OpenAPI document names it.
 *
 * @param method the HTTP method; a GET answers HEAD too
 * @param template the path; {@code {name}} stands for one segment
 * @param body what the request carries
 * @param offers media types of the answer
 * @param handling what is done
 */
record Operation(HttpMethod method, String template, Body body, Set<String> offers, Handling handling) {
    /** What a request carries. */
    enum Body {
        /** Nothing. */
        NONE,
        /** Nothing or an empty object: a method that needs no words. */
        OPTIONAL_JSON,
        /** One JSON object. */
        JSON,
        /** A design file. */
        FILE
    }

    /** Does what a request asks. */
    @FunctionalInterface
    interface Handling {
        Future<Reply> handle(Request request);
    }

    static Operation get(String template, Handling handling) {
        return get(template, Set.of(Reply.JSON), handling);
    }

    static Operation get(String template, Set<String> offers, Handling handling) {
        return new Operation(HttpMethod.GET, template, Body.NONE, offers, handling);
    }

    static Operation post(String template, Body body, Handling handling) {
        return new Operation(HttpMethod.POST, template, body, Set.of(Reply.JSON), handling);
    }

    static Operation patch(String template, Handling handling) {
        return new Operation(HttpMethod.PATCH, template, Body.JSON, Set.of(Reply.JSON), handling);
    }

    static Operation delete(String template, Handling handling) {
        return new Operation(HttpMethod.DELETE, template, Body.NONE, Set.of(Reply.JSON), handling);
    }

    /** {@return the template in the router's notation} */
    String routerPath() {
        return template.replaceAll("\\{(\\w+)}", ":$1");
    }
}
