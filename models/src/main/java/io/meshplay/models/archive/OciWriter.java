package io.meshplay.models.archive;

import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
    private static final String FLUX = "application/vnd.cncf.flux.";

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
        Image image = image(CONFIG, LAYER + "+gzip", files, Map.of(), layout);
        return tagged(image, tag, layout);
    }

    /**
     * Makes a tar of a layout as Meshplay and Flux pass content on: media types of Flux, its layer in gzip. It is what
     * {@code docker save} writes as well, by its {@code manifest.json}: Meshplay reads no other.
     *
     * @param name names the content, as the repository of a tag
     * @param version is the tag
     */
    public static byte[] content(String name, String version, SortedMap<String, byte[]> files) {
        SortedMap<String, byte[]> layout = new TreeMap<>();
        Map<String, String> annotations = new TreeMap<>(
                Map.of("org.opencontainers.image.title", name, "org.opencontainers.image.version", version));
        Image image = image(FLUX + "config.v1+json", FLUX + "content.v1.tar+gzip", files, annotations, layout);
        Map<String, Json> saved = new LinkedHashMap<>();
        saved.put("Config", Json.of(path(image.config())));
        saved.put("RepoTags", items(Json.of(word(name).toLowerCase(Locale.ROOT) + ":" + word(version))));
        saved.put("Layers", items(Json.of(path(image.layer()))));
        layout.put("manifest.json", JsonWriter.bytes(items(new Json.Fields(saved))));
        return TarWriter.tar(tagged(image, version, layout));
    }

    /** Descriptors of an image, of its configuration and of its only layer. */
    private record Image(Map<String, Json> manifest, Map<String, Json> config, Map<String, Json> layer) {}

    private static Image image(
            String configType,
            String layerType,
            SortedMap<String, byte[]> files,
            Map<String, String> annotations,
            Map<String, byte[]> layout) {
        byte[] tar = TarWriter.tar(files);
        Map<String, Json> root = new LinkedHashMap<>();
        root.put("type", Json.of("layers"));
        root.put("diff_ids", items(Json.of("sha256:" + sha256(tar))));
        Map<String, Json> config = new LinkedHashMap<>();
        config.put("architecture", Json.of("unknown"));
        config.put("os", Json.of("unknown"));
        config.put("config", Json.NO_FIELDS);
        config.put("rootfs", new Json.Fields(root));
        Map<String, Json> configBlob = blob(configType, bytes(config), layout);
        Map<String, Json> layerBlob = blob(layerType, TarWriter.gzip(tar), layout);
        Map<String, Json> manifest = manifest();
        manifest.put("config", new Json.Fields(configBlob));
        manifest.put("layers", items(new Json.Fields(layerBlob)));
        if (!annotations.isEmpty()) {
            Map<String, Json> said = new LinkedHashMap<>();
            annotations.forEach((key, value) -> said.put(key, Json.of(value)));
            manifest.put("annotations", new Json.Fields(said));
        }
        return new Image(blob(MANIFEST, bytes(manifest), layout), configBlob, layerBlob);
    }

    private static SortedMap<String, byte[]> tagged(Image image, String tag, SortedMap<String, byte[]> layout) {
        Map<String, Json> named = new LinkedHashMap<>(image.manifest());
        named.put("annotations", annotation("org.opencontainers.image.ref.name", word(tag)));
        return indexed(new Json.Fields(named), layout);
    }

    private static String path(Map<String, Json> descriptor) {
        return BLOBS + new Json.Fields(descriptor).text("digest").substring("sha256:".length());
    }

    /** A name or tag has letters, digits, {@code . _ -}. */
    private static String word(String text) {
        return text.replaceAll("[^A-Za-z0-9._-]", "-");
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
