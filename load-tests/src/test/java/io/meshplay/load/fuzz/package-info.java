/** Hostile frames against the built server, a few of them. */
@NullMarked
package io.meshplay.load.fuzz;

import org.jspecify.annotations.NullMarked;
