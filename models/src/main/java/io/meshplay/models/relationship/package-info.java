/** Relationship definitions of the registry, as its files hold them. Any thread, unless a type says else. */
@NullMarked
package io.meshplay.models.relationship;

import org.jspecify.annotations.NullMarked;
