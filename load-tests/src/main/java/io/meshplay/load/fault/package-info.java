/** Disks, clocks and networks that fail while stock clients write, and the judgement of what is left. */
@NullMarked
package io.meshplay.load.fault;

import org.jspecify.annotations.NullMarked;
