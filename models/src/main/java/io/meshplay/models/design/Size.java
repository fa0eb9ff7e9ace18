package io.meshplay.models.design;

import java.util.Locale;
import java.util.Set;

/**
 * How much room a component takes on the canvas, in canvas units.
 *
 * @param width above 0
 * @param height above 0
 */
public record Size(double width, double height) {
    /** The size of a component that holds no others. */
    public static final Size NODE = new Size(180, 86);

    /** The size of a new component that holds others. */
    public static final Size CONTAINER = new Size(480, 320);

    static final double MAX = 1_000_000;

    private static final Set<String> CONTAINERS = Set.of("namespace", "vpc", "subnet");

    /** Refuses sizes that cannot be drawn. */
    public Size {
        if (!fits(width) || !fits(height)) {
            throw new IllegalArgumentException("a size of " + width + " by " + height + " is not above 0, to " + MAX);
        }
    }

    /** {@return the size of a component of this kind that has none of its own} */
    public static Size of(String kind) {
        return holdsOthers(kind) ? CONTAINER : NODE;
    }

    /** {@return whether components of this kind are drawn around others} */
    public static boolean holdsOthers(String kind) {
        return CONTAINERS.contains(kind.toLowerCase(Locale.ROOT));
    }

    static boolean fits(double length) {
        return length > 0 && length <= MAX;
    }
}
