package io.meshplay.collab.api;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * One file of the web client, in memory.
 *
 * @param contentType its media type
 * @param etag strong entity tag: a hash of the content
 * @param plain the bytes
 * @param gzip the bytes compressed; null where that saves nothing
 */
record WebFile(
        String contentType,
        String etag,
        Buffer plain,
        @Nullable Buffer gzip) {
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("map", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("webp", "image/webp"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("wasm", "application/wasm"));
    private static final Set<String> COMPRESSED = Set.of("png", "webp", "woff2", "ico");

    /** Reads a file of {@code webroot/}; blocks. */
    static Optional<WebFile> load(ClassLoader loader, String name, ApiLimits limits) throws IOException {
        String extension = name.substring(name.lastIndexOf('.') + 1);
        String contentType = TYPES.get(extension);
        if (contentType == null) {
            return Optional.empty();
        }
        try (InputStream resource = loader.getResourceAsStream("webroot/" + name)) {
            if (resource == null) {
                return Optional.empty();
            }
            byte[] bytes = resource.readAllBytes();
            boolean worth = bytes.length >= limits.gzipBytesMin() && !COMPRESSED.contains(extension);
            return Optional.of(new WebFile(contentType, tag(bytes), Buffer.buffer(bytes), worth ? gzip(bytes) : null));
        }
    }

    private static Buffer gzip(byte[] bytes) throws IOException {
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        }
        return Buffer.buffer(compressed.toByteArray());
    }

    private static String tag(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return "\"" + HexFormat.of().formatHex(hash, 0, 16) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
