/** Relationship definitions: what a registry says of which kinds relate. Any thread. */
@NullMarked
package io.meshplay.models.relationship;

import org.jspecify.annotations.NullMarked;
