package io.meshplay.collab.room;

import java.time.Duration;

/**
 * The turns of one event loop and its clock: all that a room needs of a scheduler. The product's are Vert.x's
 * ({@link VertxTurns}); a simulation hands in its own, so that the same rooms run in virtual time.
 */
public interface Turns {
    /** Runs work in a later turn, in the order in which it was handed in; from any thread. */
    void run(Runnable work);

    /** Runs work once. Returns the timer. */
    long after(Duration delay, Runnable work);

    /** Runs work again and again. Returns the timer. */
    long every(Duration interval, Runnable work);

    /** {@return whether the timer was still to run, and now does not} */
    boolean cancel(long timer);

    /** {@return monotonic time, as of {@link System#nanoTime}} */
    long nanoTime();

    /** {@return whether the caller is in one of these turns} */
    boolean here();
}
