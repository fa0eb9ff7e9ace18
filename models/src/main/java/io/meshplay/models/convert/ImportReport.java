package io.meshplay.models.convert;

import java.util.List;

/**
 * What the reading of a file found.
 *
 * @param format the form that was recognised
 * @param components how many components the design has
 * @param relationships how many relationships it has
 * @param warnings what was left out or changed
 */
public record ImportReport(Format format, int components, int relationships, List<Warning> warnings) {
    /** Copies the warnings. */
    public ImportReport {
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
        KUBERNETES("kubernetes");

        private final String label;

        Format(String label) {
            this.label = label;
        }

        /** {@return the name of the form in interfaces} */
        public String label() {
            return label;
        }
    }

    /**
     * One thing that is not in the design as it was in the file.
     *
     * @param path where in the file, as a JSON pointer
     * @param message one sentence
     */
    public record Warning(String path, String message) {}
}
