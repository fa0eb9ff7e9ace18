/** Bounds-checked reading and writing of the lib0 encoding. */
@NullMarked
package io.meshplay.crdt.lib0;

import org.jspecify.annotations.NullMarked;
