package io.meshplay.crdt.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What the calling thread spent since the last start: CPU time and allocated heap, so that a busy machine does not count. */
final class Meter {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private long cpu;
    private long allocated;

    void start() {
        allocated = threads.getCurrentThreadAllocatedBytes();
        cpu = threads.getCurrentThreadCpuTime();
    }

    long cpuMillis() {
        return (threads.getCurrentThreadCpuTime() - cpu) / 1_000_000;
    }

    long allocatedBytes() {
        return threads.getCurrentThreadAllocatedBytes() - allocated;
    }
}
