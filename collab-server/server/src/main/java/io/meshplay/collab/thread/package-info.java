/** Annotations that say which thread may touch a type. */
@NullMarked
package io.meshplay.collab.thread;

import org.jspecify.annotations.NullMarked;
