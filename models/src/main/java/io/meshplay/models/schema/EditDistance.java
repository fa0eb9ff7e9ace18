package io.meshplay.models.schema;

/** How many typing errors stand between two words: letters missing, added, changed, or two neighbours swapped. */
public final class EditDistance {
    private static final int LETTERS_MAX = 64;

    private EditDistance() {}

    /** {@return the distance; {@code most} when it is that or more} Words beyond {@value #LETTERS_MAX} letters are far. */
    public static int between(String left, String right, int most) {
        int n = left.length();
        int m = right.length();
        if (Math.abs(n - m) >= most || n > LETTERS_MAX || m > LETTERS_MAX) {
            return left.equals(right) ? 0 : most;
        }
        int[] before = new int[m + 1];
        int[] last = new int[m + 1];
        int[] row = new int[m + 1];
        for (int j = 0; j <= m; j++) {
            last[j] = j;
        }
        for (int i = 1; i <= n; i++) {
            row[0] = i;
            int least = i;
            for (int j = 1; j <= m; j++) {
                int same = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + same);
                if (i > 1
                        && j > 1
                        && left.charAt(i - 1) == right.charAt(j - 2)
                        && left.charAt(i - 2) == right.charAt(j - 1)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
                least = Math.min(least, row[j]);
            }
            if (least >= most) {
                return most;
            }
            int[] oldest = before;
            before = last;
            last = row;
            row = oldest;
        }
        return Math.min(last[m], most);
    }
}
