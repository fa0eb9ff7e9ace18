package io.meshplay.models.archive;

import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * Reads an OCI image layout (image-spec 1.1), as a directory or as a tar of it: index, manifests, layers. A blob counts
 * only when its bytes have the digest that is its name, and a layer only when a manifest names it.
 */
public final class OciLayout {
    private static final Pattern BLOB = Pattern.compile("blobs/sha256/([0-9a-f]{64})");
    private static final Pattern PARTS =
            Pattern.compile("oci-layout|index\\.json|manifest\\.json|repositories|blobs/.*");
    private static final int DOCUMENT_BYTES_MAX = 4 << 20;
    private static final int DOCUMENTS_MAX = 1_000;
    private static final int DEPTH_MAX = 32;

    private final Source source;
    private final ArchiveLimits limits;
    private final ArchiveSink sink;

    /** All layers share it: a thousand small bombs are one. */
    private final Budget budget;

    private final Map<String, byte[]> documents = new LinkedHashMap<>();
    private final Set<String> blobs = new HashSet<>();

    /** The layout's title of each layer that a manifest names, by digest. */
    private final Map<String, String> layers = new LinkedHashMap<>();

    private final Set<String> visited = new HashSet<>();

    private OciLayout(Source source, ArchiveLimits limits, ArchiveSink sink) {
        this.source = source;
        this.limits = limits;
        this.sink = sink;
        this.budget = new Budget(limits);
    }

    /** Files that can be gone through more than once. */
    private interface Source {
        void each(Visitor visitor) throws IOException;
    }

    /** Takes one file; may leave its content unread. */
    private interface Visitor {
        void visit(String path, InputStream content) throws IOException;
    }

    /** {@return whether a directory is a layout, or a file a tar of one} */
    public static boolean at(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return Files.isRegularFile(path.resolve("oci-layout"));
        }
        try (InputStream in = opened(path, ArchiveLimits.DEFAULTS)) {
            var tar = new TarReader(in);
            TarReader.Entry entry = tar.next();
            while (entry != null && PARTS.matcher(EntryPath.clean(entry.path())).matches()) {
                if (EntryPath.clean(entry.path()).equals("oci-layout")) {
                    return true;
                }
                entry = tar.next();
            }
            return false;
        } catch (IOException e) {
            return false; // Whoever reads it as an archive says what is wrong.
        }
    }

    /**
     * Hands out the files of all layers.
     *
     * @param path a directory or tar for which {@link #at} holds
     */
    public static void read(Path path, ArchiveLimits limits, ArchiveSink sink) {
        Source source =
                Files.isDirectory(path) ? visitor -> directory(path, visitor) : visitor -> tar(path, limits, visitor);
        try {
            new OciLayout(source, limits, sink).read();
        } catch (IOException e) {
            sink.refused(path.toString(), why(e), "The layout cannot be read: " + e.getMessage());
        }
    }

    private static Why why(IOException failure) {
        return failure instanceof ArchiveRefusedException refused ? refused.why() : Why.DAMAGED;
    }

    private void read() throws IOException {
        source.each(this::index);
        byte[] index = documents.get("index.json");
        if (index == null) {
            sink.refused("index.json", Why.UNFIT, "The layout has no index.");
            return;
        }
        document("index.json", index, 0);
        source.each(this::layer);
        layers.keySet().stream()
                .filter(digest -> !blobs.contains(digest))
                .forEach(digest ->
                        sink.refused("blobs/sha256/" + digest, Why.UNFIT, "The layout does not hold this layer."));
    }

    /** First time through: digests of all blobs, content of what may be a manifest. */
    private void index(String path, InputStream content) throws IOException {
        var blob = BLOB.matcher(path);
        if (!blob.matches() && !path.equals("index.json")) {
            return;
        }
        MessageDigest sha256 = sha256();
        byte[] start = content.readNBytes(DOCUMENT_BYTES_MAX);
        sha256.update(start);
        byte[] buffer = new byte[1 << 16];
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            sha256.update(buffer, 0, read);
        }
        String digest = HexFormat.of().formatHex(sha256.digest());
        if (blob.matches() && !digest.equals(blob.group(1))) {
            sink.refused(path, Why.UNSAFE, "Its bytes do not have the digest that names it.");
            return;
        }
        blobs.add(digest);
        if (start.length > 0
                && start[0] == '{'
                && start.length < DOCUMENT_BYTES_MAX
                && documents.size() < DOCUMENTS_MAX) {
            documents.put(blob.matches() ? digest : path, start);
        }
    }

    /** An index names manifests, a manifest names layers. */
    private void document(String name, byte[] content, int depth) {
        if (depth > DEPTH_MAX || !visited.add(name)) {
            return;
        }
        Json.Fields document = parsed(name, content);
        for (Json item : document.items("manifests")) {
            String digest = digest(item);
            byte[] manifest = documents.get(digest);
            if (manifest == null) {
                sink.refused("blobs/sha256/" + digest, Why.UNFIT, "The layout does not hold this manifest.");
            } else {
                document(digest, manifest, depth + 1);
            }
        }
        for (Json item : document.items("layers")) {
            String title = item instanceof Json.Fields layer
                    ? layer.fields("annotations").text("org.opencontainers.image.title")
                    : "";
            layers.put(digest(item), title);
        }
    }

    private Json.Fields parsed(String name, byte[] content) {
        try {
            return JsonReader.read(content, DEPTH_MAX, (_, _) -> {}) instanceof Json.Fields fields
                    ? fields
                    : Json.NO_FIELDS;
        } catch (IOException e) {
            sink.refused(name, Why.DAMAGED, "It is no JSON: " + e.getMessage());
            return Json.NO_FIELDS;
        }
    }

    private static String digest(Json descriptor) {
        String digest = descriptor instanceof Json.Fields fields ? fields.text("digest") : "";
        return digest.startsWith("sha256:") ? digest.substring("sha256:".length()) : digest;
    }

    /** Second time through: what the layers hold. */
    private void layer(String path, InputStream content) throws IOException {
        var blob = BLOB.matcher(path);
        String title = blob.matches() && blobs.contains(blob.group(1)) ? layers.get(blob.group(1)) : null;
        if (title == null) {
            return;
        }
        var buffered = new BufferedInputStream(content, 1 << 16);
        buffered.mark(ArchiveReader.SNIFF_BYTES);
        byte[] start = buffered.readNBytes(ArchiveReader.SNIFF_BYTES);
        buffered.reset();
        if (ArchiveReader.kind(start) != ArchiveReader.Kind.NONE) {
            ArchiveReader.readPart(path, buffered, limits, sink, budget);
            return;
        }
        String name = title.isEmpty() ? path : title;
        String refusal = EntryPath.refusal(name, limits);
        budget.entry();
        byte[] bytes = buffered.readNBytes(limits.entryBytesMax() + 1);
        budget.inflated(bytes.length);
        budget.packed(bytes.length);
        if (refusal != null) {
            sink.refused(path, Why.UNSAFE, refusal);
        } else if (bytes.length > limits.entryBytesMax()) {
            sink.refused(path, Why.TOO_LARGE, "It is larger than " + limits.entryBytesMax() + " bytes.");
        } else {
            sink.entry(EntryPath.clean(name), bytes);
        }
    }

    private static void directory(Path root, Visitor visitor) throws IOException {
        visit(root, "index.json", visitor);
        Path blobs = root.resolve("blobs").resolve("sha256");
        if (!Files.isDirectory(blobs)) {
            return;
        }
        try (var files = Files.list(blobs)) {
            for (Path file : files.sorted().toList()) {
                visit(root, "blobs/sha256/" + file.getFileName(), visitor);
            }
        }
    }

    private static void visit(Path root, String path, Visitor visitor) throws IOException {
        Path file = root.resolve(path);
        if (Files.isRegularFile(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                visitor.visit(path, in);
            }
        }
    }

    private static void tar(Path path, ArchiveLimits limits, Visitor visitor) throws IOException {
        try (InputStream in = opened(path, limits)) {
            var tar = new TarReader(in);
            int entries = 0;
            for (TarReader.Entry entry = tar.next(); entry != null; entry = tar.next()) {
                entries++;
                if (entries > limits.entriesMax()) {
                    throw new ArchiveRefusedException(
                            Why.TOO_LARGE, "It holds more than " + limits.entriesMax() + " entries.");
                }
                if (entry.file()) {
                    visitor.visit(EntryPath.clean(entry.path()), tar.stream());
                }
            }
        }
    }

    private static InputStream opened(Path path, ArchiveLimits limits) throws IOException {
        var in = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
        in.mark(ArchiveReader.SNIFF_BYTES);
        byte[] start = in.readNBytes(ArchiveReader.SNIFF_BYTES);
        in.reset();
        if (ArchiveReader.kind(start) != ArchiveReader.Kind.GZIP) {
            return in;
        }
        var budget = new Budget(limits);
        return new CountedStream(new GZIPInputStream(new CountedStream(in, budget::packed)), budget::inflated);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
