/** Child processes with limits of time, memory, files and output, and without network where the system lets us. */
@NullMarked
package io.meshplay.models.convert.child;

import org.jspecify.annotations.NullMarked;
