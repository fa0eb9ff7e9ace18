/** A design as immutable records, its canonical form and its mapping to the live document. */
@NullMarked
package io.meshplay.models.design;

import org.jspecify.annotations.NullMarked;
