/** Relationship definitions and the policy engine that evaluates a design with them. Any thread, unless a type says else. */
@NullMarked
package io.meshplay.models.relationship;

import org.jspecify.annotations.NullMarked;
