package io.meshplay.models.convert;

/** What a design's numbers can hold. */
final class Numbers {
    /** The largest integer below which each has a double of its own. */
    static final double EXACT_MAX = 0x1p53 - 1;

    private Numbers() {}
}
