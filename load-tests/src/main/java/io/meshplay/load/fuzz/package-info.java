/** Hostile input: generated updates in this process, and raw frames of both framings through the sockets of the built server. */
@NullMarked
package io.meshplay.load.fuzz;

import org.jspecify.annotations.NullMarked;
