/** Tests of leases, most of them in a world whose clock and whose store the test drives. */
@NullMarked
package io.meshplay.collab.lease;

import org.jspecify.annotations.NullMarked;
