package io.meshplay.models.convert.archive;

import io.meshplay.models.convert.report.ImportLimits;
import io.meshplay.models.convert.report.ImportRefusal.Kind;
import io.meshplay.models.convert.report.ImportRefusedException;
import io.meshplay.models.convert.text.Documents;
import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * An OCI image layout that carries one design: one manifest, an empty configuration, and one layer, a tar with {@code
 * design.yml}. Read are layouts of others too, as long as their first manifest has one layer; every digest is checked.
 */
public final class OciLayout {
    /** What the manifest says that it is. */
    public static final String ARTIFACT = "application/vnd.meshplay.design.v1";

    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String LAYER = "application/vnd.oci.image.layer.v1.tar";
    private static final String EMPTY = "application/vnd.oci.empty.v1+json";
    private static final String LAYOUT_FILE = "oci-layout";
    private static final String INDEX_FILE = "index.json";
    private static final String BLOBS = "blobs/sha256/";
    private static final Pattern DIGEST = Pattern.compile("sha256:([0-9a-f]{64})");

    private OciLayout() {}

    /** {@return whether a tree is a layout} */
    public static boolean is(FileTree tree) {
        return tree.files().containsKey(LAYOUT_FILE) && tree.files().containsKey(INDEX_FILE);
    }

    /** {@return a tar of the layout that carries a file; the same file gives the same bytes} */
    public static byte[] tar(String title, byte[] design) {
        Map<String, byte[]> blobs = new TreeMap<>();
        Json layer = blob(LAYER, TarWriter.tar(Map.of("design.yml", design)), blobs);
        Json config = blob(EMPTY, "{}".getBytes(StandardCharsets.UTF_8), blobs);
        Map<String, Json> manifest = new LinkedHashMap<>();
        manifest.put("schemaVersion", Json.of(2));
        manifest.put("mediaType", Json.of(MANIFEST));
        manifest.put("artifactType", Json.of(ARTIFACT));
        manifest.put("config", config);
        manifest.put("layers", new Json.Items(List.of(layer)));
        manifest.put("annotations", new Json.Fields(Map.of("org.opencontainers.image.title", Json.of(title))));
        Map<String, Json> index = new LinkedHashMap<>();
        index.put("schemaVersion", Json.of(2));
        index.put("manifests", new Json.Items(List.of(blob(MANIFEST, json(manifest), blobs))));
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(LAYOUT_FILE, json(Map.of("imageLayoutVersion", Json.of("1.0.0"))));
        files.put(INDEX_FILE, json(index));
        files.putAll(blobs);
        return TarWriter.tar(files);
    }

    /** {@return the bytes of the one layer of a layout's first manifest} */
    public static byte[] layer(FileTree tree, ImportLimits limits) {
        Json.Fields index = fields(tree.files().get(INDEX_FILE), limits);
        Json.Fields manifest = fields(blob(tree, first(index.items("manifests"), "manifest")), limits);
        List<Json> layers = manifest.items("layers");
        if (layers.size() != 1) {
            throw new ImportRefusedException(
                    Kind.NOT_A_DESIGN, "The OCI manifest has " + layers.size() + " layers; a design has one.");
        }
        return blob(tree, first(layers, "layer"));
    }

    private static Json.Fields first(List<Json> items, String what) {
        if (!items.isEmpty() && items.getFirst() instanceof Json.Fields fields) {
            return fields;
        }
        throw new ImportRefusedException(Kind.NOT_A_DESIGN, "The OCI layout names no " + what + ".");
    }

    private static byte[] blob(FileTree tree, Json.Fields descriptor) {
        var digest = DIGEST.matcher(descriptor.text("digest"));
        byte[] blob = digest.matches() ? tree.files().get(BLOBS + digest.group(1)) : null;
        if (blob == null) {
            throw new ImportRefusedException(Kind.NOT_A_DESIGN, "A blob that the OCI layout names is not in it.");
        }
        if (!sha256(blob).equals(digest.group(1))) {
            throw new ImportRefusedException(
                    Kind.UNSAFE_ARCHIVE, "The blob sha256:" + digest.group(1) + " is not what its digest says.");
        }
        return blob;
    }

    private static Json.Fields fields(byte @org.jspecify.annotations.Nullable [] file, ImportLimits limits) {
        Json json = file == null
                ? Json.NIL
                : Documents.read(file, "index.json", limits).getFirst().value();
        if (json instanceof Json.Fields fields) {
            return fields;
        }
        throw new ImportRefusedException(Kind.NOT_A_DESIGN, "A file of the OCI layout is no JSON object.");
    }

    private static Json blob(String type, byte[] content, Map<String, byte[]> blobs) {
        String digest = sha256(content);
        blobs.put(BLOBS + digest, content);
        Map<String, Json> descriptor = new LinkedHashMap<>();
        descriptor.put("mediaType", Json.of(type));
        descriptor.put("digest", Json.of("sha256:" + digest));
        descriptor.put("size", Json.of(content.length));
        return new Json.Fields(descriptor);
    }

    private static byte[] json(Map<String, Json> fields) {
        return JsonWriter.text(new Json.Fields(fields)).getBytes(StandardCharsets.UTF_8);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
