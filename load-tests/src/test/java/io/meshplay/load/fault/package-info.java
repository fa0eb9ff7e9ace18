/** Short trials of each fault. */
@NullMarked
package io.meshplay.load.fault;

import org.jspecify.annotations.NullMarked;
