/** Helm charts: rendered by Helm's own engine in a child process, and written. */
@NullMarked
package io.meshplay.models.convert.helm;

import org.jspecify.annotations.NullMarked;
