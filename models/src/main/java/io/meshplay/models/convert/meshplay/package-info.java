/** Meshplay's own design files: services, v1beta1 and v1beta3, read and written. */
@NullMarked
package io.meshplay.models.convert.meshplay;

import org.jspecify.annotations.NullMarked;
