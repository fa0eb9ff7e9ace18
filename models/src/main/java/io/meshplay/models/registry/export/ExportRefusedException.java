package io.meshplay.models.registry.export;

/** A model is not exported; the message is a sentence for people. */
public final class ExportRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    ExportRefusedException(String reason) {
        super(reason);
    }

    /** {@return a sentence for people} */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
