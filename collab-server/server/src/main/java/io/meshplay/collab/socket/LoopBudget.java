package io.meshplay.collab.socket;

import io.meshplay.collab.thread.AnyThread;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes that the sockets of one event loop have received and rooms have not handled.
 *
 * @param unhandledBytes over all sockets of the loop
 */
@AnyThread
record LoopBudget(AtomicLong unhandledBytes) {}
