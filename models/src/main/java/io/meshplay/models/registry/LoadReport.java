package io.meshplay.models.registry;

import java.time.Duration;
import java.util.List;

/**
 * What a loading took and what it left.
 *
 * @param files how many files were seen
 * @param taken how many of them hold a definition
 * @param refused the others, by path, each with its reason
 * @param refusedMore refusals beyond the limit of the list
 * @param modelFiles how many files hold a model
 * @param models how many versions of models there are
 * @param emptyModels how many of them have no component
 * @param components how many component definitions there are
 * @param relationships how many relationship definitions there are
 * @param schemas how many different schemas there are
 * @param took how long it took
 */
public record LoadReport(
        int files,
        int taken,
        List<Refused> refused,
        int refusedMore,
        int modelFiles,
        int models,
        int emptyModels,
        int components,
        int relationships,
        int schemas,
        Duration took) {
    /** Copies the list. */
    public LoadReport {
        refused = List.copyOf(refused);
    }

    /**
     * A file that was not taken.
     *
     * @param path as it was found; in an archive, the path of the entry
     * @param reason a sentence for people
     */
    public record Refused(String path, String reason) {}
}
