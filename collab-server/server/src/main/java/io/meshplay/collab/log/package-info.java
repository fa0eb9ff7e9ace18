/** How the process writes its log. */
@NullMarked
package io.meshplay.collab.log;

import org.jspecify.annotations.NullMarked;
