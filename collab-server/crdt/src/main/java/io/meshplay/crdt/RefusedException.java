package io.meshplay.crdt;

import io.meshplay.crdt.lib0.MalformedException;

/** An update that is refused for its bytes alone, for another reason than being malformed. */
final class RefusedException extends MalformedException {
    private final transient Refusal refusal;

    RefusedException(Refusal refusal) {
        super(refusal.offset(), refusal.code());
        this.refusal = refusal;
    }

    Refusal refusal() {
        return refusal;
    }
}
