/** Tests of many nodes in one process, over one store and real sockets. */
@NullMarked
package io.meshplay.collab.node;

import org.jspecify.annotations.NullMarked;
