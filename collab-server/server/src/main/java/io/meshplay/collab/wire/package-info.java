/** The two wire framings, y-websocket and Hocuspocus. */
@NullMarked
package io.meshplay.collab.wire;

import org.jspecify.annotations.NullMarked;
