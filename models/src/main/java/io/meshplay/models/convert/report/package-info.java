/** What became of a file: refusals, warnings, limits; shared by every format. */
@NullMarked
package io.meshplay.models.convert.report;

import org.jspecify.annotations.NullMarked;
