package io.meshplay.models.convert;

import io.meshplay.models.convert.report.ImportRefusal;
import io.meshplay.models.convert.report.ImportReport;
import io.meshplay.models.design.Design;

/** What became of a file. */
public sealed interface ImportResult {
    /**
     * It is a design.
     *
     * @param design the design
     * @param report what was found on the way
     */
    record Imported(Design design, ImportReport report) implements ImportResult {}

    /**
     * It was not taken.
     *
     * @param refusal why
     */
    record Refused(ImportRefusal refusal) implements ImportResult {}
}
