/** Benches of live editing: edit to durable acknowledgement, and server CPU for each delivered edit, beside a peer. */
@NullMarked
package io.meshplay.load.sync;

import org.jspecify.annotations.NullMarked;
