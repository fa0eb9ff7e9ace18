/** A Yjs document for the JVM: a strict decoder and the document's structure in Java, yrs behind JNI. */
@NullMarked
package io.meshplay.crdt;

import org.jspecify.annotations.NullMarked;
