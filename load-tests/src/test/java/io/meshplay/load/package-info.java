/** Rules that hold for the whole repository: this module is the only one that sees every other. */
@NullMarked
package io.meshplay.load;

import org.jspecify.annotations.NullMarked;
