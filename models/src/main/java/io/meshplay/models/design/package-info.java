/** A design as immutable records, its canonical form and its mapping to the live document. Any thread. */
@NullMarked
package io.meshplay.models.design;

import org.jspecify.annotations.NullMarked;
