@NullMarked
package io.meshplay.models.builtin;

import org.jspecify.annotations.NullMarked;
