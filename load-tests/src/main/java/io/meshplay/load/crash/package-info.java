/** kill -9 at random moments under stock clients, and the judgement of what is left. */
@NullMarked
package io.meshplay.load.crash;

import org.jspecify.annotations.NullMarked;
