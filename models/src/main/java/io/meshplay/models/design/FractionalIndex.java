package io.meshplay.models.design;

/**
 * Keys for {@link Component#z()} that sort as their numbers do, in the format of the browser client's library: a letter
 * that says how many digits of base 62 follow, then these.
 */
public final class FractionalIndex {
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private FractionalIndex() {}

    /** {@return the key of the {@code index}-th thing, from 0} */
    public static String of(int index) {
        int digits = 1;
        long first = 0;
        for (long count = DIGITS.length(); index >= first + count; count *= DIGITS.length()) {
            first += count;
            digits++;
        }
        var key = new StringBuilder();
        for (long rest = index - first; digits-- > 0; rest /= DIGITS.length()) {
            key.append(DIGITS.charAt((int) (rest % DIGITS.length())));
        }
        int length = key.length();
        return key.append((char) ('a' + length - 1)).reverse().toString();
    }
}
