/** A design while it is put together from a file of any format. */
@NullMarked
package io.meshplay.models.convert.draft;

import org.jspecify.annotations.NullMarked;
