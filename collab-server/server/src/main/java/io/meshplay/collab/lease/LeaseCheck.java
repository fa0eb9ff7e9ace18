package io.meshplay.collab.lease;

import io.vertx.core.Future;

/** What the fenced journal asks; from any thread, answered on the caller's context. */
interface LeaseCheck {
    /** {@return the token under which this node holds a design, 0 if it does not} */
    long token(String designId);

    /** {@return whether it holds the design under this token right now; asks the store if it cannot be sure} */
    Future<Boolean> holds(String designId, long token);
}
