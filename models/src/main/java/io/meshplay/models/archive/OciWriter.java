package io.meshplay.models.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** Writes files as one layer of an OCI image layout: the same bytes for the same files. */
public final class OciWriter {
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String CONFIG = "application/vnd.oci.image.config.v1+json";
    private static final String LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";

    private OciWriter() {}

    /**
     * Makes the files of a layout.
     *
     * @param files content by path
     * @param tag names the image in the index; letters, digits, {@code . _ -}
     * @return content by path in the layout
     */
    public static SortedMap<String, byte[]> layout(SortedMap<String, byte[]> files, String tag) {
        byte[] tar = tar(files);
        byte[] layer = gzip(tar);
        byte[] config =
                text("{\"architecture\":\"unknown\",\"os\":\"unknown\",\"config\":{},\"rootfs\":{\"type\":\"layers\","
                        + "\"diff_ids\":[\"sha256:" + hex(tar) + "\"]}}");
        byte[] manifest = text("{\"schemaVersion\":2,\"mediaType\":\"" + MANIFEST + "\",\"config\":"
                + descriptor(CONFIG, config, "") + ",\"layers\":[" + descriptor(LAYER, layer, "") + "]}");
        String reference = ",\"annotations\":{\"org.opencontainers.image.ref.name\":\""
                + tag.replaceAll("[^A-Za-z0-9._-]", "-") + "\"}";
        byte[] index =
                text("{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"manifests\":["
                        + descriptor(MANIFEST, manifest, reference) + "]}");
        SortedMap<String, byte[]> layout = new TreeMap<>();
        layout.put("oci-layout", text("{\"imageLayoutVersion\":\"1.0.0\"}"));
        layout.put("index.json", index);
        for (byte[] blob : new byte[][] {config, manifest, layer}) {
            layout.put("blobs/sha256/" + hex(blob), blob);
        }
        return layout;
    }

    /** {@return files as a tar} */
    public static byte[] tar(SortedMap<String, byte[]> files) {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarWriter(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                tar.file(file.getKey(), file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a tar in memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    /** Java's gzip header has no time and no name. */
    private static byte[] gzip(byte[] content) {
        var bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException("a gzip in memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    private static String descriptor(String mediaType, byte[] content, String more) {
        return "{\"mediaType\":\"" + mediaType + "\",\"digest\":\"sha256:" + hex(content) + "\",\"size\":"
                + content.length + more + "}";
    }

    private static byte[] text(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
