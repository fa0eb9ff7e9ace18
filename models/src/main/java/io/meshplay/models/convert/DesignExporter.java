package io.meshplay.models.convert;

import io.meshplay.models.archive.OciWriter;
import io.meshplay.models.convert.helm.ChartWriter;
import io.meshplay.models.convert.kubernetes.ManifestWriter;
import io.meshplay.models.convert.kubernetes.ManifestWriter.Manifests;
import io.meshplay.models.convert.meshplay.MeshplayWriter;
import io.meshplay.models.convert.report.ImportReport.Format;
import io.meshplay.models.design.Design;
import io.meshplay.models.design.Finding;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes a design as a file. Equal designs are equal files, and {@link DesignImporter} reads every one of them. */
public final class DesignExporter {
    /** What the manifest of an OCI layout says that it is. */
    private static final String ARTIFACT = "application/vnd.meshplay.design.v1";

    private DesignExporter() {}

    /** What a design can be written as. */
    public enum Target {
        /** The form of today. */
        V1BETA3("meshplay-v1beta3", "yaml"),
        /** The form before. */
        V1BETA1("meshplay-v1beta1", "yaml"),
        /** Kubernetes objects, one a document. */
        KUBERNETES("kubernetes", "yaml"),
        /** A chart without values. */
        HELM("helm", "tgz"),
        /** A tar of an OCI layout that carries the form of today. */
        OCI("oci", "tar");

        private final String label;
        private final String extension;

        Target(String label, String extension) {
            this.label = label;
            this.extension = extension;
        }

        /** {@return the name of the format in interfaces} */
        public String label() {
            return label;
        }

        /** {@return how the name of such a file ends} */
        public String extension() {
            return extension;
        }
    }

    /**
     * A design as a file.
     *
     * @param file its bytes
     * @param leftOut what of the design is not in it
     */
    public record Exported(byte[] file, List<Finding> leftOut) {}

    /** {@return the design as a file} */
    public static Exported write(Design design, Target target) {
        return switch (target) {
            case V1BETA3 -> new Exported(yaml(design), List.of());
            case V1BETA1 -> new Exported(MeshplayWriter.yaml(design, Format.V1BETA1), List.of());
            case OCI -> new Exported(oci(design), List.of());
            case KUBERNETES -> {
                Manifests manifests = ManifestWriter.of(design);
                yield new Exported(manifests.yaml().getBytes(StandardCharsets.UTF_8), manifests.leftOut());
            }
            case HELM -> {
                Manifests manifests = ManifestWriter.of(design);
                yield new Exported(ChartWriter.tgz(design.name(), manifests), manifests.leftOut());
            }
        };
    }

    private static byte[] oci(Design design) {
        return OciWriter.artifact(ARTIFACT, design.name(), new TreeMap<>(Map.of("design.yml", yaml(design))));
    }

    /** {@return the design as YAML in UTF-8, in the form of today} */
    public static byte[] yaml(Design design) {
        return MeshplayWriter.yaml(design, Format.V1BETA3);
    }

    /** {@return the design as JSON in UTF-8, in the form of today} */
    public static byte[] json(Design design) {
        return MeshplayWriter.json(design);
    }
}
