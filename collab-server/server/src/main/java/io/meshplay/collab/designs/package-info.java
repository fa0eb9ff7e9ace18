/** Designs at rest: their metadata, versions and share links. Public methods may be called from any event loop. */
@NullMarked
package io.meshplay.collab.designs;

import org.jspecify.annotations.NullMarked;
