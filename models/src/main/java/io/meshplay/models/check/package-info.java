/** Best-practice checks of designs: runs them, selects them, and tells what they found. Values in, values out; any thread. */
@NullMarked
package io.meshplay.models.check;

import org.jspecify.annotations.NullMarked;
