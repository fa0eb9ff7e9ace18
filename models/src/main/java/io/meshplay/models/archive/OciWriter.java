package io.meshplay.models.archive;

import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes files as one layer of an OCI image layout: the same bytes for the same files. */
public final class OciWriter {
    static final String BLOBS = "blobs/sha256/";

    private static final String INDEX = "application/vnd.oci.image.index.v1+json";
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String CONFIG = "application/vnd.oci.image.config.v1+json";
    private static final String EMPTY = "application/vnd.oci.empty.v1+json";
    private static final String LAYER = "application/vnd.oci.image.layer.v1.tar";

    private OciWriter() {}

    /**
     * Makes the files of a layout of an image, its layer in gzip.
     *
     * @param files content by path
     * @param tag names the image in the index; letters, digits, {@code . _ -}
     * @return content by path in the layout
     */
    public static SortedMap<String, byte[]> layout(SortedMap<String, byte[]> files, String tag) {
        SortedMap<String, byte[]> layout = new TreeMap<>();
        byte[] tar = TarWriter.tar(files);
        Map<String, Json> root = new LinkedHashMap<>();
        root.put("type", Json.of("layers"));
        root.put("diff_ids", items(Json.of("sha256:" + sha256(tar))));
        Map<String, Json> config = new LinkedHashMap<>();
        config.put("architecture", Json.of("unknown"));
        config.put("os", Json.of("unknown"));
        config.put("config", Json.NO_FIELDS);
        config.put("rootfs", new Json.Fields(root));
        Map<String, Json> manifest = manifest();
        manifest.put("config", new Json.Fields(blob(CONFIG, bytes(config), layout)));
        manifest.put("layers", items(new Json.Fields(blob(LAYER + "+gzip", TarWriter.gzip(tar), layout))));
        Map<String, Json> named = blob(MANIFEST, bytes(manifest), layout);
        named.put(
                "annotations", annotation("org.opencontainers.image.ref.name", tag.replaceAll("[^A-Za-z0-9._-]", "-")));
        return indexed(new Json.Fields(named), layout);
    }

    /**
     * {@return a tar of a layout that carries files and is no image: an empty configuration, and one layer, a tar}
     *
     * @param type what the manifest says that it is
     * @param title names what it carries
     */
    public static byte[] artifact(String type, String title, SortedMap<String, byte[]> files) {
        SortedMap<String, byte[]> layout = new TreeMap<>();
        Map<String, Json> manifest = manifest();
        manifest.put("artifactType", Json.of(type));
        manifest.put("config", new Json.Fields(blob(EMPTY, "{}".getBytes(StandardCharsets.UTF_8), layout)));
        manifest.put("layers", items(new Json.Fields(blob(LAYER, TarWriter.tar(files), layout))));
        manifest.put("annotations", annotation("org.opencontainers.image.title", title));
        return TarWriter.tar(indexed(new Json.Fields(blob(MANIFEST, bytes(manifest), layout)), layout));
    }

    private static Map<String, Json> manifest() {
        Map<String, Json> manifest = new LinkedHashMap<>();
        manifest.put("schemaVersion", Json.of(2));
        manifest.put("mediaType", Json.of(MANIFEST));
        return manifest;
    }

    private static SortedMap<String, byte[]> indexed(Json manifest, SortedMap<String, byte[]> layout) {
        Map<String, Json> index = new LinkedHashMap<>();
        index.put("schemaVersion", Json.of(2));
        index.put("mediaType", Json.of(INDEX));
        index.put("manifests", items(manifest));
        layout.put("index.json", bytes(index));
        layout.put("oci-layout", bytes(Map.of("imageLayoutVersion", Json.of("1.0.0"))));
        return layout;
    }

    /** {@return the descriptor of a blob, which is added to the layout} */
    private static Map<String, Json> blob(String mediaType, byte[] content, Map<String, byte[]> layout) {
        String digest = sha256(content);
        layout.put(BLOBS + digest, content);
        Map<String, Json> descriptor = new LinkedHashMap<>();
        descriptor.put("mediaType", Json.of(mediaType));
        descriptor.put("digest", Json.of("sha256:" + digest));
        descriptor.put("size", Json.of(content.length));
        return descriptor;
    }

    private static Json annotation(String key, String value) {
        return new Json.Fields(Map.of(key, Json.of(value)));
    }

    private static Json items(Json item) {
        return new Json.Items(List.of(item));
    }

    private static byte[] bytes(Map<String, Json> fields) {
        return JsonWriter.text(new Json.Fields(fields)).getBytes(StandardCharsets.UTF_8);
    }

    static String sha256(byte[] content) {
        return HexFormat.of().formatHex(OciLayout.sha256().digest(content));
    }
}
