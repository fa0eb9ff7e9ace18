/**
 * Rooms, journal and store in virtual time: one seed decides clients, edits, network, store and crashes, and the same seed
 * gives the same run. One thread; nothing here waits.
 */
@NullMarked
package io.meshplay.collab.sim;

import org.jspecify.annotations.NullMarked;
