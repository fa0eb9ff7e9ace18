package io.meshplay.models.archive;

import io.meshplay.models.design.Json;
import io.meshplay.models.design.JsonReader;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads an OCI image layout that stands in memory and carries one thing: its first manifest has one layer. Every digest on
 * the way is checked. {@link OciLayout} reads larger ones, with all their layers, as a stream.
 */
public final class OciTree {
    private static final String INDEX = "index.json";
    private static final int DEPTH_MAX = 32;
    private static final Pattern DIGEST = Pattern.compile("sha256:([0-9a-f]{64})");

    private OciTree() {}

    /** {@return whether a tree is a layout} */
    public static boolean is(FileTree tree) {
        return tree.files().containsKey("oci-layout") && tree.files().containsKey(INDEX);
    }

    /**
     * {@return the bytes of the one layer of a layout's first manifest}
     *
     * @throws ArchiveRefusedException when it has several layers or none, or is not what its digests say
     */
    public static byte[] layer(FileTree tree) throws ArchiveRefusedException {
        Json.Fields index = fields(tree.files().get(INDEX));
        Json.Fields manifest = fields(blob(tree, first(index.items("manifests"), "manifest")));
        List<Json> layers = manifest.items("layers");
        if (layers.size() > 1) {
            throw unfit("The OCI manifest has " + layers.size() + " layers, not one.");
        }
        return blob(tree, first(layers, "layer"));
    }

    private static Json.Fields first(List<Json> items, String what) throws ArchiveRefusedException {
        if (!items.isEmpty() && items.getFirst() instanceof Json.Fields fields) {
            return fields;
        }
        throw unfit("The OCI layout names no " + what + ".");
    }

    private static byte[] blob(FileTree tree, Json.Fields descriptor) throws ArchiveRefusedException {
        var digest = DIGEST.matcher(descriptor.text("digest"));
        byte[] blob = digest.matches() ? tree.files().get(OciWriter.BLOBS + digest.group(1)) : null;
        if (blob == null) {
            throw unfit("A blob that the OCI layout names is not in it.");
        }
        if (!OciWriter.sha256(blob).equals(digest.group(1))) {
            throw new ArchiveRefusedException(
                    Why.UNSAFE, "The blob sha256:" + digest.group(1) + " is not what its digest says.");
        }
        return blob;
    }

    private static Json.Fields fields(byte @Nullable [] file) throws ArchiveRefusedException {
        try {
            if (file != null && JsonReader.read(file, DEPTH_MAX, (_, _) -> {}) instanceof Json.Fields fields) {
                return fields;
            }
        } catch (IOException e) {
            throw new ArchiveRefusedException(
                    Why.DAMAGED, "A file of the OCI layout is no JSON: " + e.getMessage() + ".");
        }
        throw unfit("A file of the OCI layout is no JSON object.");
    }

    private static ArchiveRefusedException unfit(String reason) {
        return new ArchiveRefusedException(Why.UNFIT, reason);
    }
}
