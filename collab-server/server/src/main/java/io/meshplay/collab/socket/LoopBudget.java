package io.meshplay.collab.socket;

import io.meshplay.collab.thread.AnyThread;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes that sockets have received and rooms have not handled.
 *
 * @param unhandledBytes over all sockets
 */
@AnyThread
record LoopBudget(AtomicLong unhandledBytes) {}
