/** Trees of files: tar, gzip, zip, OCI layouts and directories, read within limits and written. */
@NullMarked
package io.meshplay.models.convert.archive;

import org.jspecify.annotations.NullMarked;
