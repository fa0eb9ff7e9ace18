package io.meshplay.models.convert.report;

import io.meshplay.models.convert.report.ImportRefusal.Kind;

/** Carries a refusal out of the depths of a reader, to the importer that turns it into a value. */
public final class ImportRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ImportRefusal refusal;

    /** Carries a refusal. */
    public ImportRefusedException(ImportRefusal refusal) {
        super(refusal.message(), null, false, false);
        this.refusal = refusal;
    }

    /** Refuses the file as a whole. */
    public ImportRefusedException(Kind kind, String message) {
        this(new ImportRefusal(kind, message, 0, 0));
    }

    /** {@return what it carries} */
    public ImportRefusal refusal() {
        return refusal;
    }
}
