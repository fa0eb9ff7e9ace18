/** A seeded fuzz of the gatekeeper: real updates mutated, hostile ones crafted, stock Yjs as the judge. */
@NullMarked
package io.meshplay.crdt.fuzz;

import org.jspecify.annotations.NullMarked;
