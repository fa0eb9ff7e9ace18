/** Archives as hostile input: tar, gzip, zip and OCI layouts, read within limits and written the same each time. */
@NullMarked
package io.meshplay.models.archive;

import org.jspecify.annotations.NullMarked;
