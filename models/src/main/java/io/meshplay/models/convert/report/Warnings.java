package io.meshplay.models.convert.report;

import java.util.ArrayList;
import java.util.List;

/** Collects the warnings of one file, up to a limit. */
public final class Warnings {
    private final int limit;
    private final List<ImportReport.Warning> warnings = new ArrayList<>();
    private int more;

    /** Collects nothing yet. */
    public Warnings(int limit) {
        this.limit = limit;
    }

    /** Takes one; beyond the limit only their number. */
    public void add(String path, String message) {
        if (warnings.size() < limit) {
            warnings.add(new ImportReport.Warning(path, message));
        } else {
            more++;
        }
    }

    /** {@return what was taken, and how many there were more} */
    public List<ImportReport.Warning> all() {
        if (more == 0) {
            return List.copyOf(warnings);
        }
        List<ImportReport.Warning> all = new ArrayList<>(warnings);
        all.add(new ImportReport.Warning("", more + " more warnings."));
        return all;
    }
}
