/** Starts and stops the programs of a trial from outside: the built server, and Node with stock clients. */
@NullMarked
package io.meshplay.load.rig;

import org.jspecify.annotations.NullMarked;
