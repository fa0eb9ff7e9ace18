/** The bench of the registry. One thread, but for what the loader starts. */
@NullMarked
package io.meshplay.load.registry;

import org.jspecify.annotations.NullMarked;
