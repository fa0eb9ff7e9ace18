/** Designs as files: reads the forms that people have, writes the one that is ours. Values in, values out; any thread. */
@NullMarked
package io.meshplay.models.convert;

import org.jspecify.annotations.NullMarked;
