/** Who is where, what is new and what was revoked, told from node to node by Redis, which may be lost at any time. */
@NullMarked
package io.meshplay.collab.presence;

import org.jspecify.annotations.NullMarked;
