/** The command line of the server. */
@NullMarked
package io.meshplay.collab.cli;

import org.jspecify.annotations.NullMarked;
