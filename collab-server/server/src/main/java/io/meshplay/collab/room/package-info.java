/** Live rooms: one writer per design on its event loop. */
@NullMarked
package io.meshplay.collab.room;

import org.jspecify.annotations.NullMarked;
