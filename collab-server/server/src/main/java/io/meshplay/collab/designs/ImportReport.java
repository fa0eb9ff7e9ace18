package io.meshplay.collab.designs;

import java.util.List;

/**
 * What an import found in a file.
 *
 * @param format the form that was recognised
 * @param components how many components the design has
 * @param relationships how many relationships it has
 * @param warnings what was left out or changed
 */
public record ImportReport(String format, int components, int relationships, List<Warning> warnings) {
    /** Copies the warnings. */
    public ImportReport {
        warnings = List.copyOf(warnings);
    }

    /**
     * One thing that is not in the design as it was in the file.
     *
     * @param path where in the file
     * @param message one sentence
     */
    public record Warning(String path, String message) {}
}
