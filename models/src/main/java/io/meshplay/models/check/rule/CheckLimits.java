package io.meshplay.models.check.rule;

/**
 * Every bound of a check of a design.
 *
 * @param findingsMax most findings that are told; of more the number, those of lesser severity first
 * @param valueCharsMax longest offending value as it is told, in UTF-16 units
 * @param messageCharsMax longest message, in UTF-16 units
 */
public record CheckLimits(int findingsMax, int valueCharsMax, int messageCharsMax) {
    /** What holds unless somebody says otherwise. */
    public static final CheckLimits DEFAULTS = new CheckLimits(2_000, 200, 400);

    /** Refuses bounds that leave nothing. */
    public CheckLimits {
        require(findingsMax, "findingsMax");
        require(valueCharsMax, "valueCharsMax");
        require(messageCharsMax, "messageCharsMax");
    }

    private static void require(int value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException("check." + name + " is " + value + ", must be >= 1");
        }
    }
}
