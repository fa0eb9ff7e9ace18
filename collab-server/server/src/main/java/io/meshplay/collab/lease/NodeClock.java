package io.meshplay.collab.lease;

/** The two clocks of a node. */
public interface NodeClock {
    /** The machine's clocks. */
    NodeClock SYSTEM = new NodeClock() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public long wallMillis() {
            return System.currentTimeMillis();
        }
    };

    /** {@return the monotonic clock, of which only differences mean something} */
    long nanos();

    /** {@return the wall clock, in milliseconds since 1970; it may jump, and goes on while the machine is suspended} */
    long wallMillis();
}
