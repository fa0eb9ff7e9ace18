/** The checks themselves, by what they look at. Any thread. */
@NullMarked
package io.meshplay.models.check.practice;

import org.jspecify.annotations.NullMarked;
