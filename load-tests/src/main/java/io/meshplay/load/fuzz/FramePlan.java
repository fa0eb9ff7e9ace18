package io.meshplay.load.fuzz;

/**
 * What a run of hostile frames does.
 *
 * @param seed of every frame
 * @param frames how many are sent, half of them in each framing
 * @param attackers sockets that send them at once; even, each in a room of its own
 * @param framesPerRoom after which an attacker goes to a new room
 * @param quietSeconds measured before the first frame
 */
public record FramePlan(long seed, int frames, int attackers, int framesPerRoom, int quietSeconds) {
    /** Refuses a plan that proves nothing. */
    public FramePlan {
        if (frames < 1 || attackers < 2 || attackers % 2 != 0 || framesPerRoom < 1 || quietSeconds < 1) {
            throw new IllegalArgumentException("a plan needs frames, an even number of attackers and time: " + frames
                    + ", " + attackers + ", " + framesPerRoom + ", " + quietSeconds);
        }
    }
}
