/** The saved history of designs: states that nobody committed, kept by themselves and thinned out as they grow old. */
@NullMarked
package io.meshplay.collab.history;

import org.jspecify.annotations.NullMarked;
