/** Text files: UTF-8, YAML and JSON read within limits and written. */
@NullMarked
package io.meshplay.models.convert.text;

import org.jspecify.annotations.NullMarked;
