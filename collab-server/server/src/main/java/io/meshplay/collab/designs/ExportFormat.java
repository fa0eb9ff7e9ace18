package io.meshplay.collab.designs;

import java.util.Optional;
import java.util.stream.Stream;

/** What a design can be written as. */
public enum ExportFormat {
    /** The form of today, as YAML 1.2. */
    YAML("yaml", "application/yaml", ".yaml"),
    /** The form of today, as JSON. */
    JSON("json", "application/json", ".json"),
    /** The form of today under its whole name. */
    V1BETA3("meshplay-v1beta3", "application/yaml", ".yaml"),
    /** The form before. */
    V1BETA1("meshplay-v1beta1", "application/yaml", ".yaml"),
    /** Kubernetes objects. */
    KUBERNETES("kubernetes", "application/yaml", ".yaml"),
    /** A Helm chart. */
    HELM("helm", "application/gzip", ".tgz"),
    /** An OCI layout in a tar. */
    OCI("oci", "application/x-tar", ".tar");

    private final String label;
    private final String mediaType;
    private final String extension;

    ExportFormat(String label, String mediaType, String extension) {
        this.label = label;
        this.mediaType = mediaType;
        this.extension = extension;
    }

    /** {@return the format of that name} */
    public static Optional<ExportFormat> named(String label) {
        return Stream.of(values()).filter(format -> format.label.equals(label)).findFirst();
    }

    /** {@return its name in interfaces} */
    public String label() {
        return label;
    }

    /** {@return the media type of such a file} */
    public String mediaType() {
        return mediaType;
    }

    /** {@return how the name of such a file ends} */
    public String extension() {
        return extension;
    }
}
