/**
 * A store's content as one file, and back: format, writer, reader, and the check of a whole store. Everything here blocks
 * and belongs on a thread of a command, never on a loop.
 */
@NullMarked
package io.meshplay.collab.backup;

import org.jspecify.annotations.NullMarked;
