package io.meshplay.models.design;

/**
 * Where a component's upper left corner stands on the canvas, in canvas units, also inside a parent.
 *
 * @param x to the right
 * @param y downwards
 */
public record Position(double x, double y) {
    /** The middle of the canvas. */
    public static final Position ORIGIN = new Position(0, 0);

    static final double MAX = 10_000_000;

    /** Refuses places off the canvas. */
    public Position {
        if (!fits(x) || !fits(y)) {
            throw new IllegalArgumentException(
                    "a position of " + x + ", " + y + " is not within " + -MAX + " to " + MAX);
        }
        x = x + 0.0;
        y = y + 0.0;
    }

    static boolean fits(double coordinate) {
        return Math.abs(coordinate) <= MAX;
    }
}
