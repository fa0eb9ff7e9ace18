package io.meshplay.collab.designs;

/** Carries a refusal through a failed future. */
public final class DesignRefusedException extends RuntimeException {
    private final DesignRefusal refusal;

    /** Carries this refusal. */
    public DesignRefusedException(DesignRefusal refusal) {
        super(refusal.toString(), null, false, false);
        this.refusal = refusal;
    }

    /** {@return what was refused} */
    public DesignRefusal refusal() {
        return refusal;
    }
}
