/** The server process: where everything is constructed and started. */
@NullMarked
package io.meshplay.collab;

import org.jspecify.annotations.NullMarked;
