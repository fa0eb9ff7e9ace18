/** Hand-written fakes and small aids of the server's tests. */
@NullMarked
package io.meshplay.collab.testing;

import org.jspecify.annotations.NullMarked;
