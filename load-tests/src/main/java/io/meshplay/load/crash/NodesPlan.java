package io.meshplay.load.crash;

import java.util.List;

/**
 * What is done to the nodes of a cluster.
 *
 * @param seed of the waits, of who is struck and how
 * @param strikes how often a node is struck
 * @param rooms designs that are written at once, by five writers each, spread over the nodes
 * @param nodes how many there are
 * @param hows what may happen to a node: {@code kill}, {@code term} (a stop in good order), {@code stop} (SIGSTOP for longer
 *     than its lease lasts, then SIGCONT)
 */
public record NodesPlan(long seed, int strikes, int rooms, int nodes, List<String> hows) {
    /** Refuses a plan that proves nothing. */
    public NodesPlan {
        hows = List.copyOf(hows);
        if (strikes < 1 || rooms < 1 || nodes < 2 || hows.isEmpty()) {
            throw new IllegalArgumentException("strikes is " + strikes + ", rooms " + rooms + ", nodes " + nodes
                    + ", ways " + hows + "; must be >= 1, >= 1, >= 2 and some");
        }
        if (!List.of("kill", "term", "stop").containsAll(hows)) {
            throw new IllegalArgumentException("ways are " + hows + ", must be of kill, term and stop");
        }
    }
}
