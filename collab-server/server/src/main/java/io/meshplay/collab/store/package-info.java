/** What the server needs of storage, as interfaces. */
@NullMarked
package io.meshplay.collab.store;

import org.jspecify.annotations.NullMarked;
