package io.meshplay.collab.node;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** One question to another node; {@link NodeClient#call} is the product's. */
interface NodeCall {
    /** {@return the answer's body}; {@code harmless}: whether the call may be made again */
    Future<Buffer> call(NodeRef node, String uri, byte[] body, boolean harmless);
}
