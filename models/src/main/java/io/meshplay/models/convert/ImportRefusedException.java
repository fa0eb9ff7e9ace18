package io.meshplay.models.convert;

import io.meshplay.models.convert.ImportRefusal.Kind;

/** Carries a refusal out of the depths of a reader, to the importer that turns it into a value. */
final class ImportRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ImportRefusal refusal;

    ImportRefusedException(ImportRefusal refusal) {
        super(refusal.message(), null, false, false);
        this.refusal = refusal;
    }

    ImportRefusedException(Kind kind, String message) {
        this(new ImportRefusal(kind, message, 0, 0));
    }

    ImportRefusal refusal() {
        return refusal;
    }
}
