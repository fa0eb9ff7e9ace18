/** Docker Compose files, read by a mapping of our own that docs/spec/compose.md states. */
@NullMarked
package io.meshplay.models.convert.compose;

import org.jspecify.annotations.NullMarked;
