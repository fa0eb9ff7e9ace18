/** The HTTP side of the server: REST resources, health, metrics and the web client's files. */
@NullMarked
package io.meshplay.collab.api;

import org.jspecify.annotations.NullMarked;
