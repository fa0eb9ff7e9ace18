/**
 * Who owns which design among many nodes: leases taken by inserts, heartbeats, and a journal that a stale owner cannot write.
 * The core ({@code LeaseKeeper}) knows no timer and no thread: {@code Leases} drives it. Door: {@code Leases}.
 */
@NullMarked
package io.meshplay.collab.lease;

import org.jspecify.annotations.NullMarked;
