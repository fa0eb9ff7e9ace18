package io.meshplay.models.convert.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the reading of a file found.
 *
 * @param format the form that was recognised
 * @param components how many components the design has
 * @param relationships how many relationships it has
 * @param documents what became of each document of the file, in its order
 * @param warnings what was left out or changed
 */
public record ImportReport(
        Format format, int components, int relationships, List<Document> documents, List<Warning> warnings) {
    /** Copies the lists. */
    public ImportReport {
        documents = List.copyOf(documents);
        warnings = List.copyOf(warnings);
    }

    /** The forms that are read. */
    public enum Format {
        /** The old form, with {@code services}. */
        SERVICES("meshplay-v1alpha2"),
        /** The form with {@code components}, as first published. */
        V1BETA1("meshplay-v1beta1"),
        /** The form with {@code components} that is written here. */
        V1BETA3("meshplay-v1beta3"),
        /** Kubernetes objects. */
        KUBERNETES("kubernetes"),
        /** A chart. */
        HELM("helm"),
        /** A Compose file. */
        COMPOSE("compose"),
        /** A directory with a kustomization. */
        KUSTOMIZE("kustomize");

        private final String label;

        Format(String label) {
            this.label = label;
        }

        /** {@return the name of the form in interfaces} */
        public String label() {
            return label;
        }
    }

    /** {@return whether a document of the file was not taken} */
    public boolean partial() {
        return documents.stream().anyMatch(document -> document.refusal() != null);
    }

    /**
     * What became of one document.
     *
     * @param name the template that made it, else its number
     * @param line where it begins in what was read, from 1
     * @param components how many components came of it
     * @param refusal why nothing did; null when it was taken
     */
    public record Document(
            String name, int line, int components, @Nullable ImportRefusal refusal) {}

    /**
     * One thing that is not in the design as it was in the file.
     *
     * @param path where in the file, as a JSON pointer
     * @param message one sentence
     */
    public record Warning(String path, String message) {}
}
