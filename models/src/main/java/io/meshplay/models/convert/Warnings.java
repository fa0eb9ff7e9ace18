package io.meshplay.models.convert;

import java.util.ArrayList;
import java.util.List;

/** Collects the warnings of one file, up to a limit. */
final class Warnings {
    private final int limit;
    private final List<ImportReport.Warning> warnings = new ArrayList<>();
    private int more;

    Warnings(int limit) {
        this.limit = limit;
    }

    void add(String path, String message) {
        if (warnings.size() < limit) {
            warnings.add(new ImportReport.Warning(path, message));
        } else {
            more++;
        }
    }

    List<ImportReport.Warning> all() {
        if (more == 0) {
            return List.copyOf(warnings);
        }
        List<ImportReport.Warning> all = new ArrayList<>(warnings);
        all.add(new ImportReport.Warning("", more + " more warnings."));
        return all;
    }
}
