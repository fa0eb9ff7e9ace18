package io.meshplay.collab.policy;

/**
 * Bounds of what rooms are told of their designs.
 *
 * @param messageCharsMax longest message on the side channel, in UTF-16 units; beyond it clients are told to ask by REST
 * @param inferredToldMax most inferred relationships in one message
 */
public record PolicyLimits(int messageCharsMax, int inferredToldMax) {
    /** What the product runs with. */
    public static final PolicyLimits DEFAULTS = new PolicyLimits(256 << 10, 500);

    /** Checks every bound. */
    public PolicyLimits {
        require(messageCharsMax, "messageCharsMax", 1);
        require(inferredToldMax, "inferredToldMax", 0);
    }

    private static void require(int value, String name, int min) {
        if (value < min) {
            throw new IllegalArgumentException("policy." + name + " is " + value + ", must be >= " + min);
        }
    }
}
