package io.meshplay.collab.node;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A path with a query whose values may hold any character. */
final class Query {
    private final StringBuilder text;
    private char separator = '?';

    Query(String path) {
        text = new StringBuilder(path);
    }

    Query with(String name, String value) {
        text.append(separator)
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
        separator = '&';
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
