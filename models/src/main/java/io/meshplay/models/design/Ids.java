package io.meshplay.models.design;

/** Which texts may be ids in a design. */
public final class Ids {
    private static final int LENGTH_MAX = 128;

    private Ids() {}

    /** {@return whether the text is 1 to 128 characters without blanks, control characters and lone surrogates} */
    public static boolean isValid(String id) {
        return !id.isEmpty() && id.length() <= LENGTH_MAX && id.codePoints().noneMatch(Ids::isUnfit);
    }

    static void require(String id, String what) {
        if (!isValid(id)) {
            throw new IllegalArgumentException("not an id for " + what + ": " + id);
        }
    }

    private static boolean isUnfit(int point) {
        return Character.isWhitespace(point)
                || Character.isSpaceChar(point)
                || Character.isISOControl(point)
                || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }
}
