package io.meshplay.models.check.rule;

import java.util.function.Function;

/**
 * What a check works out once for a whole design.
 *
 * @param <T> what it is
 */
public final class Memo<T> {
    private final Function<CheckedDesign, T> maker;

    /** Something that is worked out when somebody asks. */
    public Memo(Function<CheckedDesign, T> maker) {
        this.maker = maker;
    }

    T make(CheckedDesign design) {
        return maker.apply(design);
    }
}
