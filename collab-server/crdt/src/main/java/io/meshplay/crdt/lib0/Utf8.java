package io.meshplay.crdt.lib0;

/** Strict UTF-8: overlong forms, surrogates, values above U+10FFFF and cut sequences are malformed. */
public final class Utf8 {
    private Utf8() {}

    /**
     * Checks a slice and counts what JavaScript calls its length.
     *
     * @return length in UTF-16 units
     */
    public static int units(byte[] bytes, int from, int to) throws MalformedException {
        int at = from;
        while (at < to && bytes[at] >= 0) {
            at++;
        }
        int units = at - from;
        while (at < to) {
            int length = sequenceLength(bytes, at, to);
            units += length == 4 ? 2 : 1;
            at += length;
        }
        return units;
    }

    /** Length in UTF-16 units of a slice that was checked. */
    public static int unitsOfChecked(byte[] bytes, int from, int to) {
        int units = 0;
        for (int at = from; at < to; at++) {
            int b = bytes[at] & 0xff;
            units += b < 0x80 || b >= 0xc0 ? b >= 0xf0 ? 2 : 1 : 0;
        }
        return units;
    }

    /**
     * Offset of the character that holds a UTF-16 unit; the slice must have been checked. A unit that is the second half of a pair
     * answers the start of that pair; a unit behind the end answers the end.
     */
    public static int offsetOfUnit(byte[] bytes, int from, int to, int unit) {
        int at = from;
        int left = unit;
        while (left > 0 && at < to) {
            int lead = bytes[at] & 0xff;
            int length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
            left -= length == 4 ? 2 : 1;
            if (left < 0) {
                return at;
            }
            at += length;
        }
        return at;
    }

    private static int sequenceLength(byte[] bytes, int at, int to) throws MalformedException {
        int lead = bytes[at] & 0xff;
        if (lead < 0x80) {
            return 1;
        }
        int length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
        if (lead < 0xc2 || lead > 0xf4 || length > to - at) {
            throw new MalformedException(at, "a string that is not UTF-8");
        }
        int second = bytes[at + 1] & 0xff;
        int secondMin = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        int secondMax = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        boolean good = second >= secondMin && second <= secondMax;
        for (int i = 2; i < length; i++) {
            good &= (bytes[at + i] & 0xc0) == 0x80;
        }
        if (!good) {
            throw new MalformedException(at, "a string that is not UTF-8");
        }
        return length;
    }
}
