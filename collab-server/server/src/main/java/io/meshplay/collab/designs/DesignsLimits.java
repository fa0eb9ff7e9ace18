package io.meshplay.collab.designs;

/**
 * Every bound of this package; nothing else in it holds a number.
 *
 * @param nameCharsMax longest name of a design, in UTF-16 units, inclusive
 * @param messageCharsMax longest message of a version, in UTF-16 units, inclusive
 * @param linksMax most share links of one design, inclusive
 * @param versionsMax most versions of one design, inclusive
 * @param attemptsMax how often a compare-and-set is tried against concurrent writers
 * @param restoreAttemptsMax how often the edit that restores a version is computed anew when it is refused
 */
public record DesignsLimits(
        int nameCharsMax, int messageCharsMax, int linksMax, int versionsMax, int attemptsMax, int restoreAttemptsMax) {
    /** What a server runs with. */
    public static final DesignsLimits DEFAULTS = new DesignsLimits(200, 1_000, 200, 100_000, 32, 3);

    /** Checks each bound. */
    public DesignsLimits {
        require(nameCharsMax, "nameCharsMax");
        require(messageCharsMax, "messageCharsMax");
        require(linksMax, "linksMax");
        require(versionsMax, "versionsMax");
        require(attemptsMax, "attemptsMax");
        require(restoreAttemptsMax, "restoreAttemptsMax");
    }

    private static void require(int value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException("designs." + name + " is " + value + ", must be >= 1");
        }
    }
}
